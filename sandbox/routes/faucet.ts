import { usdc } from "@/lib/core/money";
import { DAY_MS, type EpochMs } from "@/lib/core/time";
import { type Answer, type Call, money, ok, type Route } from "../call";
import { agentAccount, EXTERNAL } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import type { World } from "../world";

const GRANT = usdc(1_000_000n);
const faucet = { host: "faucet", origin: "both", source: "published; seeds 001 and 002", badJson: "ignore", info: true } as const;

interface ClaimRow {
  readonly id: string;
  readonly at: EpochMs;
}

/** The published faucet: 1.00 once for each agent, and one claim for each address in 24 hours. */
export const faucetRoutes: readonly Route[] = [
  { ...faucet, method: "POST", path: "/faucet/claim", publishedLimit: 5, answer: claim },
  { ...faucet, method: "GET", path: "/faucet/stats", answer: stats },
];

function claims(world: World) {
  return world.table<ClaimRow>("faucet-claim");
}

function addresses(world: World) {
  return world.table<ClaimRow>("faucet-address");
}

function claim(call: Call): Answer {
  const { world } = call;
  const agentId = typeof call.body.agent_casino_id === "string" ? call.body.agent_casino_id : "";
  const isShaped = agentId.startsWith("ag_") || (!call.isPublished && world.agents.get(agentId) !== undefined);
  if (!isShaped) throw new Refusal(400, "invalid_request", "agent_casino_id is required (ag_xxx format)");
  const last = addresses(world).get(call.address);
  if (last && call.now - last.at < DAY_MS) {
    throw new Refusal(429, "ip_rate_limited", "Already claimed from this IP today. Try again in ~24h.");
  }
  const agent = world.agents.get(agentId);
  if (!agent) {
    const message = "Agent not found in casino. Register at https://casino.purpleflea.com/api/v1/auth/register";
    throw new Refusal(404, "agent_not_found", message);
  }
  if (claims(world).get(agent.id)) {
    throw new Refusal(409, "already_claimed", "This agent has already claimed the faucet bonus.");
  }
  const claimId = grant(world, agent, call.address, call.now);
  return ok({
    credited: 1, message: "Free $1 credited. Use it to try the casino!", casino_url: "https://casino.purpleflea.com",
    claim_id: claimId, agent_id: agent.id, referral_tracked: agent.referrerId !== null,
  });
}

/** The published casino claims for every new agent from the same unknown address: one a day gets it. */
export function claimAtRegistration(world: World, agent: AgentRow, now: EpochMs): void {
  const last = addresses(world).get("unknown");
  if (last === undefined || now - last.at >= DAY_MS) grant(world, agent, "unknown", now);
}

function grant(world: World, agent: AgentRow, address: string, now: EpochMs): string {
  claims(world).put({ id: agent.id, at: now });
  addresses(world).put({ id: address, at: now });
  const claimId = `clm_${world.random.hex(16)}`;
  const reason = "faucet_claim: $1 free credits";
  world.ledger.post({
    at: now, ref: claimId, service: "faucet",
    lines: [
      { account: EXTERNAL, amountMicros: usdc(-GRANT), reason }, { account: agentAccount(agent.id), amountMicros: GRANT, reason },
    ],
  });
  return claimId;
}

function stats(call: Call): Answer {
  const count = claims(call.world).size;
  return ok({
    total_claims: count, total_agents: count, total_value_usd: money(usdc(GRANT * BigInt(count))), avg_per_agent: count === 0 ? 0 : 1,
  });
}
