import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { countOpenAlerts, listAlerts } from "./list-alerts";
import { resolveAlert } from "./resolve-alert";

let fleet: TestFleet;

beforeAll(async () => {
  fleet = await startTestFleet();
});

afterAll(() => fleet.close());

async function raise(kind: string, amountAtRiskMicros: bigint): Promise<string> {
  const ctx = fleet.as();
  const id = newId("alert", ctx.now(), ctx.random);
  await fleet.db.alert.create({
    data: { id, connectionId: fleet.connectionId, kind, severity: "warning", subjectType: "escrow", subjectId: "esw_1", title: kind, body: "", amountAtRiskMicros, dedupeKey: id, raisedAt: new Date(ctx.now()) },
  });
  return id;
}

describe("an alert", () => {
  it("is closed by a person once, with a word about why, and leaves the open list", async () => {
    const small = await raise("treasury_difference", 1n);
    const large = await raise("treasury_difference", 9n);
    expect((await listAlerts(fleet.as(), fleet.connectionId, { show: "open" })).alerts.map(({ id }) => id)).toEqual([large, small]);
    expect(await resolveAlert(fleet.as("treasurer"), large, "a deposit of ours")).toEqual({ ok: true, value: { alertId: large } });
    const entries = await fleet.db.auditEntry.count();
    expect((await resolveAlert(fleet.as("treasurer"), large, null)).ok).toBe(true);
    expect(await fleet.db.auditEntry.count()).toBe(entries);
    expect(await countOpenAlerts(fleet.as(), fleet.connectionId)).toBe(1);
    const [resolved] = (await listAlerts(fleet.as(), fleet.connectionId, { show: "resolved" })).alerts;
    expect(resolved).toMatchObject({ id: large, resolvedBy: "Test Person" });
  });

  it("about an unknown outcome closes only when its cause is gone", async () => {
    const id = await raise("intent_unknown", 5n);
    expect(await resolveAlert(fleet.as(), id, null)).toMatchObject({ ok: false, failure: { code: "NOT_YOURS" } });
  });

  it("is not closed by a viewer or an auditor", async () => {
    const id = await raise("treasury_difference", 5n);
    for (const role of ["viewer", "auditor"] as const) expect(await resolveAlert(fleet.as(role), id, null)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
  });
});
