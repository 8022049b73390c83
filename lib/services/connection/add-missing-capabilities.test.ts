import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAPABILITIES, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { ensureSandboxConnection } from "./ensure-sandbox";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const stored = async () => ({
  dialects: (await fleet.db.connection.findUniqueOrThrow({ where: { id: fleet.connectionId } })).dialects as Record<string, string | null>,
  rows: await fleet.db.capability.findMany({ where: { connectionId: fleet.connectionId } }),
});

describe("a sandbox connection of an older console", () => {
  it("gets the capabilities that were named since, and keeps what it has", async () => {
    const { "distribute": _later, ...older } = SANDBOX_DIALECTS;
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { dialects: { ...older, "pay": null, "ledger": "fleet" } } });
    await fleet.db.capability.deleteMany({ where: { connectionId: fleet.connectionId, name: { in: ["distribute", "table.bet"] } } });
    await fleet.db.capability.updateMany({ where: { connectionId: fleet.connectionId, name: "balance" }, data: { evidence: "observed", note: "seen" } });
    expect(await ensureSandboxConnection(fleet.system, { origin: SANDBOX_ORIGIN })).toEqual({ connectionId: fleet.connectionId });
    const { dialects, rows } = await stored();
    expect(dialects).toMatchObject({ "distribute": "pool", "pay": null, "ledger": "fleet" });
    expect(rows.map(({ name }) => name).sort()).toEqual([...CAPABILITIES].sort());
    expect(rows.find(({ name }) => name === "distribute")).toMatchObject({ dialect: "pool", evidence: "documented" });
    expect(rows.find(({ name }) => name === "balance")).toMatchObject({ evidence: "observed", note: "seen" });
  });

  it("changes nothing at the next start", async () => {
    const before = await stored();
    await ensureSandboxConnection(fleet.system, { origin: SANDBOX_ORIGIN });
    expect(await stored()).toEqual(before);
  });
});
