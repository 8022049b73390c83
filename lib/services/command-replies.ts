import { createHash } from "node:crypto";
import type { Failure } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Intent } from "@/lib/db/generated/client";
import { appendAudit } from "./audit/append-audit";
import type { CommandOptions, CommandResult, Prepared } from "./command-spec";
import type { ServiceContext } from "./context";

/** Answers a repeated key: the first result, the wait for it, or a conflict when the wish is another one. */
export async function answerAgain<O>(
  ctx: ServiceContext, first: Intent, paramsHash: string,
): Promise<CommandResult<O>> {
  if (first.paramsHash !== paramsHash) {
    const message = "This form was already sent with other values. Nothing was sent now. Reload the page and try again.";
    const { connectionId, idempotencyKey } = first;
    const denied = await refuse<O>(ctx, first.kind, { connectionId, idempotencyKey }, { code: "CONFLICT", message });
    return { ...denied, intentId: first.id } as CommandResult<O>;
  }
  let intent: Intent = first;
  while (intent.outcome === "sending" && ctx.now() < intent.callDeadlineAt.getTime()) {
    await ctx.sleep(50);
    intent = await ctx.db.intent.findUniqueOrThrow({ where: { id: first.id } });
  }
  if (intent.outcome === "succeeded") return { ok: true, intentId: intent.id, output: intent.reply as O };
  const code = intent.errorCode ?? "IN_FLIGHT";
  const message = intent.errorMessage ?? "The first attempt is still on its way. Nothing was sent twice. Wait for its result.";
  const outcome = intent.outcome === "sending" ? "in_flight" : intent.outcome === "unknown" ? "unknown" : "rejected";
  return { ok: false, outcome, code, message, intentId: intent.id };
}

/** Refuses before anything was decided: the audit entry `denied` in a transaction of its own. */
export async function refuse<O>(
  ctx: ServiceContext, kind: string, options: CommandOptions, failure: Failure,
): Promise<CommandResult<O>> {
  return ctx.db.$transaction((tx) => refuseIn<O>(tx, ctx, kind, options, failure));
}

/** Refuses inside transaction A, before its first write. */
export async function refuseIn<O>(
  tx: Tx, ctx: ServiceContext, kind: string, options: CommandOptions, failure: Failure, prepared?: Prepared<unknown>,
): Promise<CommandResult<O>> {
  await appendAudit(tx, ctx, {
    connectionId: options.connectionId, action: kind, result: "denied", summary: failure.message,
    subject: prepared?.subject ?? { type: "connection", id: options.connectionId, name: kind },
    after: { code: failure.code },
  });
  return { ok: false, outcome: "denied", code: failure.code, message: failure.message, intentId: null };
}

/** The intent that already holds this key. */
export function findIntent(db: Pick<Tx, "intent">, options: CommandOptions): Promise<Intent | null> {
  const { connectionId, idempotencyKey } = options;
  return db.intent.findUnique({ where: { connectionId_idempotencyKey: { connectionId, idempotencyKey } } });
}

/** Tells the same wish from another one under the same key. */
export function hashOf(kind: string, input: unknown): string {
  const text = JSON.stringify(input, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return createHash("sha256").update(`${kind}\n${text}`).digest("hex");
}
