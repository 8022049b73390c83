import { type Result, ok } from "@/lib/core/result";
import { revokeSessionRows } from "@/lib/db/rows/operator-rows";
import type { ServiceContext } from "../context";
import { changePerson } from "./change-person";

/** Signs a person out everywhere. Errors: as `changePerson`. */
export async function revokeSessions(ctx: ServiceContext, input: { operatorId: string }): Promise<Result<null>> {
  return changePerson(ctx, input.operatorId, "people.sessions_revoked", async (tx, person, at) => {
    const ended = await revokeSessionRows(tx, person.id, at);
    return ok({ summary: `${person.name} signed out everywhere (${ended} sessions)`, before: {}, after: {}, value: null });
  });
}
