import { actorCan } from "@/lib/core/access/actor";
import { type Permission, rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import { type Failure, fail, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

export interface RunChange {
  readonly connectionId: string;
  readonly runId: string;
  readonly action: string;
  readonly permission: Permission;
}

/** What a person's word on a run came to, for its history and the audit log. */
export interface RunChanged<T> {
  readonly value: T;
  readonly legKey?: string;
  readonly event: string;
  readonly note: string;
  readonly before?: Readonly<Record<string, string | number | boolean | null>>;
  readonly after?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Changes a run on a person's word, under its lock, with its history and the audit entry last; a refusal is audited too.
 * Errors: `FORBIDDEN`, `NOT_FOUND`, and those of `change`.
 */
export async function changeRun<T>(
  ctx: ServiceContext, wish: RunChange, change: (tx: Tx, run: Run) => Promise<Result<RunChanged<T>, Failure>>,
): Promise<Result<T, Failure>> {
  return ctx.db.$transaction(async (tx): Promise<Result<T, Failure>> => {
    await tx.$queryRaw`select id from "Run" where id = ${wish.runId} for update`;
    const run = await tx.run.findFirst({ where: { id: wish.runId, connectionId: wish.connectionId } });
    const decided = await decideChange(ctx, tx, wish, run, change);
    const subject = { type: "run", id: wish.runId, name: run ? `Run ${run.number}` : "Run" };
    if (!decided.ok || !run) {
      const failure = decided.ok ? NOT_THERE : decided.failure;
      await appendAudit(tx, ctx, { connectionId: wish.connectionId, action: wish.action, result: "denied", subject, summary: failure.message, after: { code: failure.code } });
      return fail(failure);
    }
    const { value, legKey, event, note, before, after } = decided.value;
    await tx.runEvent.create({
      data: { id: newId("runEvent", ctx.now(), ctx.random), runId: run.id, legKey: legKey ?? null, kind: event, note, actor: ctx.actor.name, at: new Date(ctx.now()) },
    });
    await notify(tx, "runs", run.id);
    await appendAudit(tx, ctx, {
      connectionId: run.connectionId, action: wish.action, result: "recorded", subject, summary: `${legKey ? `${legKey}: ` : ""}${note}`,
      ...(before ? { before } : {}), ...(after ? { after } : {}),
    });
    return { ok: true, value };
  });
}

const NOT_THERE: Failure = { code: "NOT_FOUND", message: "This run does not exist here. Nothing was changed. Look it up in the list." };

async function decideChange<T>(
  ctx: ServiceContext, tx: Tx, wish: RunChange, run: Run | null, change: (tx: Tx, run: Run) => Promise<Result<RunChanged<T>, Failure>>,
): Promise<Result<RunChanged<T>, Failure>> {
  if (!actorCan(ctx.actor, wish.permission)) {
    return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith(wish.permission).join(" or ")}.` });
  }
  return run ? change(tx, run) : fail(NOT_THERE);
}
