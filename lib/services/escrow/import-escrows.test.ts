import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "@/lib/services/command";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { openCredential } from "@/lib/services/connection/open-credential";
import { addPublishedConnection, type MadeAgent, registerAt } from "@/lib/services/testing/outside-agents";
import { startTestFleet, SANDBOX_ORIGIN, type TestFleet } from "@/lib/services/testing/test-fleet";
import { annotateEscrow } from "./annotate-escrow";
import { escrowFiltersSchema } from "./escrow-filters";
import { importEscrows, previewEscrowImport } from "./import-escrows";
import { listEscrows } from "./list-escrows";
import { releaseEscrowCommand } from "./release";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

/** An escrow that somebody made without this console, with a key of his own. */
async function foreignEscrow(apiKey: string, payeeId: string, mount: string, amount = 4): Promise<string> {
  const response = await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}${mount}/escrow.purpleflea.com/escrow/create`, {
    method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ amount_usd: amount, counterparty_agent_id: payeeId, description: "before the console", timeout_hours: 24 }),
  }));
  return ((await response.json()) as { escrow_id: string }).escrow_id;
}

async function stranger(mount = ""): Promise<MadeAgent> {
  const made = await registerAt(fleet, mount);
  await fleet.control("POST", "credit", { agentId: made.agent_id, amountMicros: "50000000" });
  return made;
}

describe("escrows brought by id", () => {
  it.each(["", "/published"])("are read first and taken in as they stand, at mount %j", async (mount) => {
    const connectionId = mount === "" ? fleet.connectionId : (await addPublishedConnection(fleet, "Published")).connectionId;
    const { orchestrator } = await getCurrentConnection(fleet.system, connectionId);
    if (!orchestrator) throw new Error("no orchestrator");
    const own = (await openCredential(fleet.db, fleet.system.keyring, orchestrator.accountId)).apiKey;
    const [one, two] = [await stranger(mount), await stranger(mount)];
    const paidByUs = await foreignEscrow(own, one.agent_id, mount);
    const paidToUs = await foreignEscrow(one.api_key, orchestrator.upstreamId, mount);
    const nobodys = await foreignEscrow(one.api_key, two.agent_id, mount);
    const text = `${paidByUs}\n${paidToUs}\n${nobodys}\n${paidByUs}\nesc_0000000000000000\n`;
    const preview = await previewEscrowImport(fleet.as("operator"), connectionId, text);
    expect(preview.ok && preview.value.map(({ verdict }) => verdict)).toEqual(["ready", "ready", "refused", "repeated", "refused"]);
    expect(preview.ok && preview.value[0]).toMatchObject({ amount: "4", state: "locked" });
    const before = await fleet.db.escrow.count();
    const done = await importEscrows(fleet.as("operator"), connectionId, text);
    if (!done.ok) throw new Error(done.failure.message);
    expect(await fleet.db.escrow.count()).toBe(before + 2);
    const [first, second] = done.value.map(({ escrowId }) => escrowId ?? "");
    const row = await fleet.db.escrow.findUniqueOrThrow({ where: { id: first ?? "" }, include: { events: true } });
    expect(row).toMatchObject({ upstreamId: paidByUs, state: "locked", payerAgentId: orchestrator.agentId, payeeUpstreamId: one.agent_id, tags: ["imported"], amountMicros: 4_000_000n });
    expect(row.events).toHaveLength(1);
    const other = await fleet.db.escrow.findUniqueOrThrow({ where: { id: second ?? "" } });
    expect(await fleet.db.agent.findUniqueOrThrow({ where: { id: other.payerAgentId } })).toMatchObject({ kind: "external", name: one.agent_id });
    const again = await importEscrows(fleet.as("operator"), connectionId, paidByUs);
    expect(again.ok && again.value[0]).toMatchObject({ verdict: "known", escrowId: null });
    const total = await fleet.db.escrowTotal.findUniqueOrThrow({ where: { connectionId_state: { connectionId, state: "locked" } } });
    expect(total.count).toBe(BigInt(await fleet.db.escrow.count({ where: { connectionId, state: "locked" } })));
  });

  it("are refused to a viewer and to a treasurer", async () => {
    for (const role of ["viewer", "treasurer"] as const) {
      expect(await importEscrows(fleet.as(role), fleet.connectionId, "esc_1")).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    }
  });

  it("keep a lock code sealed, and are found by tag and external reference", async () => {
    const own = (await openCredential(fleet.db, fleet.system.keyring, fleet.orchestrator.accountId)).apiKey;
    const id = await foreignEscrow(own, (await stranger()).agent_id, "", 2);
    const done = await importEscrows(fleet.as("admin"), fleet.connectionId, `${id}, lc_secret_code_77`);
    const escrowId = (done.ok && done.value[0]?.escrowId) || "";
    const all = JSON.stringify([await fleet.db.escrow.findMany(), await fleet.db.auditEntry.findMany(), done], (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(all).not.toContain("lc_secret_code_77");
    expect(await annotateEscrow(fleet.as("operator"), fleet.connectionId, escrowId, { tags: ["audit-q3"], notes: null, externalReference: "INV-9" })).toMatchObject({ ok: true });
    expect(await annotateEscrow(fleet.as("auditor"), fleet.connectionId, escrowId, { tags: [], notes: null, externalReference: null })).toMatchObject({ ok: false });
    const find = async (filters: Record<string, string>) =>
      (await listEscrows(fleet.system, fleet.connectionId, escrowFiltersSchema.parse(filters), { now: fleet.now() })).rows.map((row) => row.id);
    expect(await find({ tag: "audit-q3" })).toEqual([escrowId]);
    expect(await find({ q: "INV-9" })).toEqual([escrowId]);
    expect(await find({ q: id })).toEqual([escrowId]);
  });

  it("that had ended are in the list and in no cost report, and the page says so", async () => {
    const own = (await openCredential(fleet.db, fleet.system.keyring, fleet.orchestrator.accountId)).apiKey;
    const id = await foreignEscrow(own, (await stranger()).agent_id, "", 3);
    const released = await fleet.sandbox.fetch(new Request(`${SANDBOX_ORIGIN}/escrow.purpleflea.com/escrow/release/${id}`, { method: "POST", headers: { authorization: `Bearer ${own}`, "content-type": "application/json" }, body: "{}" }));
    expect(released.ok).toBe(true);
    const done = await importEscrows(fleet.as("operator"), fleet.connectionId, id);
    if (!done.ok) throw new Error(done.failure.message);
    expect(done.value[0]?.note).toContain("its cost is not counted here");
    const escrowId = done.value[0]?.escrowId ?? "";
    const row = await fleet.db.escrow.findUniqueOrThrow({ where: { id: escrowId }, include: { events: true } });
    expect(row).toMatchObject({ state: "released", events: [{ note: expect.stringContaining("not counted") as string }] });
    expect(await fleet.db.costEntry.count({ where: { escrowId } })).toBe(0);
    expect(await fleet.db.commissionCredit.count({ where: { escrowId } })).toBe(0);
  });

  it("go on like all others once they are here", async () => {
    const row = await fleet.db.escrow.findFirstOrThrow({ where: { payerAgentId: fleet.orchestrator.agentId, state: "locked", amountMicros: 4_000_000n } });
    const released = await runCommand(fleet.as(), releaseEscrowCommand, { escrowId: row.id }, { connectionId: fleet.connectionId, idempotencyKey: "imported-release" });
    expect(released.ok || ["rejected", "denied"].includes(released.outcome)).toBe(true);
    expect(await fleet.db.intent.count({ where: { outcome: "unknown" } })).toBe(0);
  });
});
