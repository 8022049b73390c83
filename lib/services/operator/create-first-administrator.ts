import { ROLES } from "@/lib/core/access/roles";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { hasAdministrator, lockPeople } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";
import { insertOperator } from "./create-operator";
import { hashPassword } from "./passwords";
import { hashSetupToken } from "./setup-link";

export interface FirstAdministrator {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes the first administrator, with all five roles, and uses the link up. Errors: `LINK_INVALID`, also once there is one. */
export async function createFirstAdministrator(
  ctx: ServiceContext, input: FirstAdministrator,
): Promise<Result<{ readonly operatorId: string }, Failure<"LINK_INVALID">>> {
  const now = new Date(ctx.now());
  const tokenHash = hashSetupToken(input.token);
  const usable = { tokenHash, usedAt: null, expiresAt: { gt: now } };
  // A wrong link is refused before the costly hash: nobody signed in asks here.
  if (!(await ctx.db.setupToken.findFirst({ where: usable }))) return fail(LINK_INVALID);
  const passwordHash = await hashPassword(input.password);
  return ctx.db.$transaction(async (tx) => {
    await lockPeople(tx);
    const { count } = await tx.setupToken.updateMany({ where: usable, data: { usedAt: now } });
    if (count === 0 || (await hasAdministrator(tx))) return fail(LINK_INVALID);
    return ok({ operatorId: await insertOperator(tx, ctx, { ...input, roles: ROLES }, passwordHash, "people.first_administrator") });
  });
}

const LINK_INVALID: Failure<"LINK_INVALID"> = {
  code: "LINK_INVALID", message: "This set-up link was used or is older than a day. Nothing was made. Start the console again for a new one.",
};
