import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { type Failure, type Result, fail } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Operator } from "@/lib/db/generated/client";
import { countOtherAdministrators, lockPeople } from "@/lib/db/rows/operator-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

export interface PersonChange<T> {
  readonly summary: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly value: T;
}

type Change<T> = (tx: Tx, person: Operator, at: Date) => Promise<Result<PersonChange<T>>>;

/**
 * The one way to change another person: permission, step-up, one change at a time, never oneself, audited whether it
 * happens or is refused. Errors: throws `FORBIDDEN`, `NOT_FOUND`; answers `STEP_UP_REQUIRED`, `OWN_ACCOUNT` and the change's own.
 */
export async function changePerson<T>(ctx: ServiceContext, operatorId: string, action: string, change: Change<T>): Promise<Result<T>> {
  const refusal = checkPeopleManager(ctx);
  if (refusal) return fail(refusal);
  return ctx.db.$transaction(async (tx) => {
    await lockPeople(tx);
    const person = await tx.operator.findUnique({ where: { id: operatorId } });
    if (!person) throw new ServiceError("NOT_FOUND", "This person does not exist. Reload the page.");
    const subject = { type: "operator", id: person.id, name: person.name };
    const changed = ctx.actor.id === person.id ? fail(OWN_ACCOUNT) : await change(tx, person, new Date(ctx.now()));
    if (!changed.ok) {
      await appendAudit(tx, ctx, { connectionId: null, action, result: "denied", subject, summary: changed.failure.message });
      return changed;
    }
    const { summary, before, after, value } = changed.value;
    await appendAudit(tx, ctx, { connectionId: null, action, result: "recorded", subject, summary, before, after });
    return { ok: true, value };
  });
}

/** Whoever changes people holds the permission and has just proved his password. Errors: throws `FORBIDDEN`. */
export function checkPeopleManager(ctx: ServiceContext): Failure | null {
  if (!actorCan(ctx.actor, "people.manage")) throw new ServiceError("FORBIDDEN", "Only an administrator may do this. Nothing was changed.");
  if (isSteppedUp(ctx.actor, ctx.now())) return null;
  return { code: "STEP_UP_REQUIRED", message: "Changing people needs your password again. Nothing was changed. Enter it and repeat." };
}

/** Refuses to take the administration from the last enabled person who has it. */
export async function checkNotLastAdministrator(tx: Tx, person: Operator): Promise<Failure | null> {
  if (!person.roles.includes("admin") || (await countOtherAdministrators(tx, person.id)) > 0) return null;
  return { code: "LAST_ADMINISTRATOR", message: `${person.name} is the last administrator. Nothing was changed. Make somebody else an administrator first.` };
}

const OWN_ACCOUNT: Failure = {
  code: "OWN_ACCOUNT", message: "Nobody changes his own roles or access. Nothing was changed. Ask another administrator.",
};
