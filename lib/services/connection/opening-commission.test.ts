import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, addMs } from "@/lib/core/time";
import { presetUrls } from "@/lib/core/connection/hosts";
import { connectionSchema } from "@/lib/schemas/connection";
import { getCommissionLedger } from "@/lib/services/referral/get-commission-ledger";
import { syncReferrals } from "@/lib/services/referral/sync-referrals";
import { importWorkers } from "@/lib/services/worker/import-workers";
import { type MadeAgent, registerAt } from "@/lib/services/testing/outside-agents";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { addConnection } from "./add-connection";
import { readConnection } from "./read-connection";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

const spend = async (agent: MadeAgent, product: string, amountMicros: string) => {
  await fleet.control("POST", "credit", { agentId: agent.agent_id, amountMicros });
  await fleet.control("POST", "activity", { agentId: agent.agent_id, product, amountMicros });
};

async function connect(name: string, preset: "sandbox" | "published-sandbox", agent: MadeAgent): Promise<string> {
  const urls = Object.fromEntries(Object.entries(presetUrls(preset, SANDBOX_ORIGIN)).map(([service, url]) => [`${service}Url`, url]));
  const wish = connectionSchema.parse({ name, ...urls, agentId: agent.agent_id, apiKey: agent.api_key, dialectPreset: preset === "sandbox" ? "sandbox" : "published", limits: "" });
  const added = await addConnection(fleet.as("admin"), wish, { allowSandbox: true });
  if (!added.ok) throw new Error(added.failure.message);
  return added.value.connectionId;
}

const credited = async (connectionId: string, days: number | null) => {
  const now = fleet.now();
  return (await getCommissionLedger(fleet.system, connectionId, { since: days === null ? null : addMs(now, -days * DAY_MS), now })).total.creditedMicros;
};

describe("commission from before an orchestrator was connected", () => {
  it.each([["sandbox", ""], ["published-sandbox", "/published"]] as const)("is an opening balance and no day's income (%s)", async (preset, mount) => {
    const orchestrator = await registerAt(fleet, mount);
    const referred = await registerAt(fleet, mount, orchestrator.referral_code);
    await spend(referred, "casino", "20000000");
    const connectionId = await connect(`Earned before ${preset}`, preset, orchestrator);
    await syncReferrals(fleet.system, connectionId);
    expect(await credited(connectionId, 30)).toBe(0n);
    expect(await credited(connectionId, null)).toBe(2_000_000n);
    expect(await fleet.db.commissionCredit.findMany({ where: { connectionId } })).toMatchObject([{ proof: "opening", amountMicros: 2_000_000n, sourceAgentId: null }]);

    const imported = await importWorkers(fleet.as("operator"), connectionId, `agent_id,api_key,role\n${referred.agent_id},${referred.api_key},trading`);
    expect(imported.ok && imported.value[0]?.verdict).toBe("ready");
    await readConnection(fleet.system, connectionId);
    await readConnection(fleet.system, connectionId);
    const parts = await fleet.db.commissionCredit.findMany({ where: { connectionId, NOT: { sourceAgentId: null } } });
    expect(parts).toMatchObject([{ proof: "opening", amountMicros: 2_000_000n }]);
    await syncReferrals(fleet.system, connectionId);
    await spend(referred, "casino", "10000000");
    await syncReferrals(fleet.system, connectionId);
    expect(await credited(connectionId, 30)).toBe(1_000_000n);
    expect(await credited(connectionId, null)).toBe(3_000_000n);
  });
});
