import { type Result, ok } from "@/lib/core/result";
import type { ServiceContext } from "../context";
import { changePerson } from "./change-person";

/** Opens a disabled account again, with the roles and the password it had. Errors: as `changePerson`. */
export async function enableOperator(ctx: ServiceContext, input: { operatorId: string }): Promise<Result<null>> {
  return changePerson(ctx, input.operatorId, "people.enabled", async (tx, person) => {
    await tx.operator.update({ where: { id: person.id }, data: { disabledAt: null } });
    return ok({
      summary: `${person.name} enabled`, before: { access: person.disabledAt ? "disabled" : "enabled" }, after: { access: "enabled" }, value: null,
    });
  });
}
