import { type Result, ok } from "@/lib/core/result";
import { revokeSessionRows } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";
import { changePerson } from "./change-person";
import { hashPassword } from "./passwords";

/** Sets another password for a person and ends his sessions. Errors: as `changePerson`. */
export async function resetPassword(ctx: ServiceContext, input: { operatorId: string; password: string }): Promise<Result<null>> {
  const passwordHash = await hashPassword(input.password);
  return changePerson(ctx, input.operatorId, "people.password_reset", async (tx, person, at) => {
    await tx.operator.update({ where: { id: person.id }, data: { passwordHash } });
    const ended = await revokeSessionRows(tx, person.id, at);
    return ok({ summary: `New password for ${person.name}, ${ended} sessions ended`, before: {}, after: {}, value: null });
  });
}
