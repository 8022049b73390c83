import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { annotationSchema } from "@/lib/schemas/annotation";
import { workerFiltersSchema } from "@/lib/schemas/list-filters";
import { openCredential } from "@/lib/services/connection/open-credential";
import { addPublishedConnection, registerAt } from "@/lib/services/testing/outside-agents";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { annotateWorker } from "./annotate-worker";
import { readRoster } from "./import-rows";
import { importWorkers, previewWorkerImport } from "./import-workers";
import { listWorkers } from "./list-workers";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

describe("a roster", () => {
  it("is read as the seed's JSON, as a CSV, and as bare keys", () => {
    const row = { agentId: "ag_1", apiKey: "pf_live_key_0001", role: "trading", referralCode: "ref_a" };
    const json = JSON.stringify({ trading: { agent_id: "ag_1", api_key: "pf_live_key_0001", role: "Trading", ref_code: "ref_a" } });
    expect(readRoster(json)).toEqual({ rows: [{ line: 1, ...row }] });
    expect(readRoster(`[${JSON.stringify({ agent_id: "ag_1", api_key: "pf_live_key_0001", role: "trading", ref_code: "ref_a" })}]`)).toEqual({ rows: [{ line: 1, ...row }] });
    expect(readRoster("agent_id,api_key,role,ref_code\nag_1,pf_live_key_0001,trading,ref_a")).toEqual({ rows: [{ line: 2, ...row }] });
    expect(readRoster("\n# mine\npf_live_key_0001\n")).toEqual({ rows: [{ line: 2, agentId: null, apiKey: "pf_live_key_0001", role: null, referralCode: null }] });
  });

  it("never says the text of a key in a problem", () => {
    for (const text of ["", "[{\"api_key\": \"pf_live_secret_1\"", "{}", "short"]) expect(JSON.stringify(readRoster(text))).not.toContain("secret");
  });
});

describe.each(["", "/published"])("workers brought from the platform at mount %j", (mount) => {
  let connectionId: string;
  let code: string;
  beforeAll(async () => {
    if (mount === "") {
      connectionId = fleet.connectionId;
      code = fleet.orchestrator.referralCode ?? "";
    } else {
      const added = await addPublishedConnection(fleet, "Published");
      connectionId = added.connectionId;
      code = added.agent.referral_code;
    }
  });

  it("are proven before anything is stored, stored sealed, and refused twice", async () => {
    const [ours, strangers] = [await registerAt(fleet, mount, code), await registerAt(fleet, mount)];
    const text = [
      "agent_id,api_key,role", `${ours.agent_id},${ours.api_key},trading`, `${strangers.agent_id},${strangers.api_key},casino`,
      `${ours.agent_id},${ours.api_key},trading`, `ag_other,${strangers.api_key}x,casino`, `ag_other0000,${strangers.api_key},casino`,
    ].join("\n");
    const before = await fleet.db.agent.count();
    const preview = await previewWorkerImport(fleet.as("operator"), connectionId, text);
    if (!preview.ok) throw new Error(preview.failure.message);
    expect(preview.value.map(({ verdict }) => verdict)).toEqual(["ready", "ready", "repeated", "refused", "refused"]);
    expect(preview.value[0]).toMatchObject({ agentId: ours.agent_id, proof: "listed" });
    expect(preview.value[1]).toMatchObject({ agentId: strangers.agent_id, proof: "unverified" });
    expect(await fleet.db.agent.count()).toBe(before);
    const done = await importWorkers(fleet.as("operator"), connectionId, text);
    if (!done.ok) throw new Error(done.failure.message);
    const [first, second] = done.value;
    expect(await fleet.db.agent.count()).toBe(before + 2);
    expect(await fleet.db.agent.findUnique({ where: { id: first?.workerId ?? "" } })).toMatchObject({ kind: "worker", state: "live", referralProof: "listed", referralCodeUsed: code, tags: ["imported"], connectionId });
    expect(await fleet.db.agent.findUnique({ where: { id: second?.workerId ?? "" } })).toMatchObject({ state: "unverified", referralProof: "unverified" });
    const account = await fleet.db.agentAccount.findFirstOrThrow({ where: { agentId: first?.workerId ?? "" } });
    expect(await openCredential(fleet.db, fleet.system.keyring, account.id)).toEqual({ apiKey: ours.api_key });
    const again = await importWorkers(fleet.as("operator"), connectionId, ours.api_key);
    expect(again.ok && again.value[0]).toMatchObject({ verdict: "known", workerId: null });
  });

  it("leave no key in any row, reply or audit entry", async () => {
    const agent = await registerAt(fleet, mount, code);
    const done = await importWorkers(fleet.as("operator"), connectionId, agent.api_key);
    const rows = await Promise.all([fleet.db.agent.findMany(), fleet.db.agentAccount.findMany(), fleet.db.agentKey.findMany(), fleet.db.auditEntry.findMany()]);
    expect(JSON.stringify([rows, done], (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(agent.api_key);
    expect(await fleet.db.auditEntry.count({ where: { action: "worker.imported", connectionId } })).toBeGreaterThan(0);
  });

  it("are refused to a viewer", async () => {
    expect(await importWorkers(fleet.as("viewer"), connectionId, "pf_live_key_0001")).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
  });
});

describe("tags, notes and an external reference", () => {
  it("are kept with before and after, found by the filters, and bound to one connection", async () => {
    const worker = await fleet.addWorker("noted");
    const wish = annotationSchema.parse({ id: worker.agentId, tags: "Team-A, night  team-a", notes: " watch it ", externalReference: "ERP-7" });
    expect(wish.tags).toEqual(["team-a", "night"]);
    expect(await annotateWorker(fleet.as("viewer"), fleet.connectionId, worker.agentId, wish)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    expect(await annotateWorker(fleet.as("operator"), "con_other", worker.agentId, wish)).toMatchObject({ ok: false, failure: { code: "NOT_FOUND" } });
    expect(await annotateWorker(fleet.as("operator"), fleet.connectionId, worker.agentId, wish)).toMatchObject({ ok: true });
    const find = async (filters: Record<string, string>) =>
      (await listWorkers(fleet.system, fleet.connectionId, workerFiltersSchema.parse(filters), { view: "fleet", now: fleet.now() })).rows.map(({ id }) => id);
    expect(await find({ tag: "night" })).toEqual([worker.agentId]);
    expect(await find({ tag: "day" })).toEqual([]);
    expect(await find({ q: "ERP-7" })).toEqual([worker.agentId]);
    expect(await find({ q: worker.upstreamId })).toEqual([worker.agentId]);
    expect(await fleet.db.auditEntry.findFirst({ where: { action: "worker.annotated" } })).toMatchObject({ before: { tags: [] }, after: { tags: ["team-a", "night"] } });
  });
});
