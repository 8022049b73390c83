import type { Role } from "@/lib/core/access/roles";
import { newId } from "@/lib/core/ids";
import { type Result, fail, ok } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/rows/operator-rows";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { checkPeopleManager } from "./change-person";
import { hashPassword } from "./passwords";

export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

/** Makes an account for a person, with an initial password. Errors: throws `FORBIDDEN`; `STEP_UP_REQUIRED`, `EMAIL_TAKEN`. */
export async function createOperator(ctx: ServiceContext, input: NewOperator): Promise<Result<{ readonly operatorId: string }>> {
  const refusal = checkPeopleManager(ctx);
  if (refusal) return fail(refusal);
  const passwordHash = await hashPassword(input.password);
  return ctx.db.$transaction(async (tx) => {
    await lockPeople(tx);
    if (await tx.operator.findUnique({ where: { email: input.email } })) {
      return fail({ code: "EMAIL_TAKEN", message: `There is an account for ${input.email} already. Nothing was made.` });
    }
    return ok({ operatorId: await insertOperator(tx, ctx, input, passwordHash, "people.created") });
  });
}

/** Writes the row and its audit entry, last in the caller's transaction. */
export async function insertOperator(tx: Tx, ctx: ServiceContext, input: NewOperator, passwordHash: string, action: string): Promise<string> {
  const now = ctx.now();
  const id = newId("operator", now, ctx.random);
  await tx.operator.create({
    data: { id, name: input.name, email: input.email, roles: [...input.roles], passwordHash, createdAt: new Date(now) },
  });
  const roles = input.roles.join(", ");
  await appendAudit(tx, ctx, {
    connectionId: null, action, result: "recorded", summary: `Account for ${input.name}: ${roles}`,
    subject: { type: "operator", id, name: input.name }, after: { email: input.email, roles },
  });
  return id;
}
