import { presetUrls } from "@/lib/core/connection/hosts";
import { connectionSchema } from "@/lib/schemas/connection";
import { addConnection } from "@/lib/services/connection/add-connection";
import { SANDBOX_ORIGIN, type TestFleet } from "./test-fleet";

export interface MadeAgent {
  readonly agent_id: string;
  readonly api_key: string;
  readonly referral_code: string;
}

/** An agent that somebody made without the console, at the plain mount (`""`) or at `/published`. */
export async function registerAt(fleet: TestFleet, mount: string, referralCode?: string): Promise<MadeAgent> {
  const request = new Request(`${SANDBOX_ORIGIN}${mount}/casino.purpleflea.com/api/v1/auth/register`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(referralCode ? { referral_code: referralCode } : {}),
  });
  return (await (await fleet.sandbox.fetch(request)).json()) as MadeAgent;
}

/** A second connection of the fleet, every URL of it under `/published/`, whose orchestrator holds 100.00. */
export async function addPublishedConnection(fleet: TestFleet, name: string): Promise<{ connectionId: string; agent: MadeAgent }> {
  const agent = await registerAt(fleet, "/published");
  await fleet.control("POST", "credit", { agentId: agent.agent_id, amountMicros: "100000000" });
  const urls = Object.fromEntries(Object.entries(presetUrls("published-sandbox", SANDBOX_ORIGIN)).map(([service, url]) => [`${service}Url`, url]));
  const wish = connectionSchema.parse({ name, ...urls, agentId: agent.agent_id, apiKey: agent.api_key, dialectPreset: "published", limits: "" });
  const added = await addConnection(fleet.as("admin"), wish, { allowSandbox: true });
  if (!added.ok) throw new Error(added.failure.message);
  return { connectionId: added.value.connectionId, agent };
}
