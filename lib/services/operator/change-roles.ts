import type { Role } from "@/lib/core/access/roles";
import { type Result, fail, ok } from "@/lib/core/result";
import type { ServiceContext } from "../context";
import { changePerson, checkNotLastAdministrator } from "./change-person";

/** Gives a person other roles, from his next request on. Errors: as `changePerson`, and `LAST_ADMINISTRATOR`. */
export async function changeRoles(ctx: ServiceContext, input: { operatorId: string; roles: readonly Role[] }): Promise<Result<null>> {
  return changePerson(ctx, input.operatorId, "people.roles_changed", async (tx, person) => {
    const refusal = input.roles.includes("admin") ? null : await checkNotLastAdministrator(tx, person);
    if (refusal) return fail(refusal);
    await tx.operator.update({ where: { id: person.id }, data: { roles: [...input.roles] } });
    const [before, after] = [person.roles.join(", "), input.roles.join(", ")];
    return ok({ summary: `${person.name}: ${before} → ${after}`, before: { roles: before }, after: { roles: after }, value: null });
  });
}
