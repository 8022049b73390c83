import { type Result, fail, ok } from "@/lib/core/result";
import { revokeSessionRows } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";
import { changePerson, checkNotLastAdministrator } from "./change-person";

/** Closes a person's account and ends his sessions at once; what he did stays in the audit log. Errors: as `changeRoles`. */
export async function disableOperator(ctx: ServiceContext, input: { operatorId: string }): Promise<Result<null>> {
  return changePerson(ctx, input.operatorId, "people.disabled", async (tx, person, at) => {
    const refusal = await checkNotLastAdministrator(tx, person);
    if (refusal) return fail(refusal);
    await tx.operator.update({ where: { id: person.id }, data: { disabledAt: person.disabledAt ?? at } });
    const ended = await revokeSessionRows(tx, person.id, at);
    return ok({
      summary: `${person.name} disabled, ${ended} sessions ended`, before: { access: person.disabledAt ? "disabled" : "enabled" },
      after: { access: "disabled" }, value: null,
    });
  });
}
