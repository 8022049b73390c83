import { ROLES } from "@/lib/core/access/roles";
import { hasAdministrator, lockPeople } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { insertOperator } from "./create-operator";
import { hashPassword } from "./passwords";

/** Makes the configured administrator when there is none; says whether it did. Errors: `CONFLICT` when the address belongs to somebody else. */
export async function ensureAdministrator(ctx: ServiceContext, input: { email: string; password: string }): Promise<boolean> {
  if (await hasAdministrator(ctx.db)) return false;
  const email = input.email.trim().toLowerCase();
  const passwordHash = await hashPassword(input.password);
  return ctx.db.$transaction(async (tx) => {
    await lockPeople(tx);
    if (await hasAdministrator(tx)) return false;
    if (await tx.operator.findUnique({ where: { email } })) {
      throw new ServiceError("CONFLICT", "CONSOLE_ADMIN_EMAIL belongs to a person who is no administrator. Choose another address.");
    }
    await insertOperator(tx, ctx, { name: "Administrator", email, password: input.password, roles: ROLES }, passwordHash, "people.first_administrator");
    return true;
  });
}
