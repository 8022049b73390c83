import { isInFleetOf, registerAgent, requireAgent, rotateKey } from "../agents";
import { type Answer, type Call, iso, type JsonObject, money, ok, readText, type Route } from "../call";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow, Scope } from "../rows";
import { nameKey, type World } from "../world";

const PAGE = 100;
const SCOPES: readonly Scope[] = ["trading", "casino", "wallet", "domains"];

/** Seeds 000 and 001: registration with a parent and a referral code, key rotation, the referral summary. */
export const fleetAgentRoutes: readonly Route[] = [
  { host: "agents", method: "POST", path: "/api/agents/register", origin: "seed", source: "seed 001", answer: register },
  { host: "agents", method: "POST", path: "/v1/agents/register", origin: "seed", source: "seed 000", answer: register },
  ...["/agents/:id/rotate-key", "/api/agents/:id/rotate-key", "/v1/agents/:id/rotate-key"].map((path): Route => ({
    host: "agents", method: "POST", path, origin: "seed", source: "seed 000", answer: rotate,
  })),
  ...["/referrals/summary", "/api/referrals/summary", "/v1/referrals/summary"].map((path): Route => ({
    host: "agents", method: "GET", path, origin: "seed", source: "seed 000", answer: summary,
  })),
  { host: "agents", method: "GET", path: "/api/agents", origin: "added", source: "find by name, list children", answer: list },
  { host: "agents", method: "GET", path: "/api/agents/:id", origin: "added", source: "one agent", answer: show },
];

function register(call: Call): Answer {
  const { body, world } = call;
  const chosenId = readText(body, "agent_id", 80);
  if (chosenId !== null && !/^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(chosenId)) {
    throw new Refusal(400, "invalid_agent_id", "agent_id may hold letters, digits, dots, colons, hyphens and underscores");
  }
  const { agent, apiKey } = registerAgent(world, {
    kind: "fleet", id: chosenId, name: readText(body, "agent_name", 120),
    type: readText(body, "agent_type", 80) ?? readText(body, "role", 80), scope: readScope(body),
    capabilities: readCapabilities(body), parentId: findParent(call), referralCode: readText(body, "referral_code", 120),
  }, call.now);
  return ok({ ...agentView(world, agent), api_key: apiKey, referral_code: agent.usedCode ?? agent.ownCode }, 201);
}

/** The parent that the body names, else the key that registers. A parent that nobody knows makes no link. */
function findParent(call: Call): string | null {
  const named = readText(call.body, "parent_agent_id", 80);
  if (named !== null && call.world.agents.get(named)) return named;
  return call.key === null ? null : call.caller().id;
}

/** Seed 000: a role limits the key to its product. Other words are roles of the caller's own and limit nothing. */
function readScope(body: JsonObject): Scope | null {
  return SCOPES.find((scope) => scope === body.role) ?? null;
}

function readCapabilities(body: JsonObject): readonly string[] {
  const value = body.capabilities;
  if (value === undefined || value === null) return [];
  const isList = Array.isArray(value) && value.length <= 100 && value.every((item) => typeof item === "string" && item.length <= 120);
  if (!isList) throw new Refusal(400, "invalid_capabilities", "capabilities must be a list of texts");
  return value as string[];
}

function rotate(call: Call): Answer {
  const agent = requireVisible(call, call.parameter("id"));
  const rotated = rotateKey(call.world, agent);
  return ok({ agent_id: agent.id, api_key: rotated.apiKey, key_version: rotated.agent.keyVersion, rotated_at: iso(call.now) });
}

function show(call: Call): Answer {
  return ok(agentView(call.world, requireVisible(call, call.parameter("id"))));
}

function list(call: Call): Answer {
  const caller = call.caller();
  const name = call.query("name");
  if (name !== null) {
    const id = call.world.agentByName.find(nameKey(caller.id, name)) ?? name;
    const agent = call.world.agents.get(id);
    const isVisible = agent !== undefined && isInFleetOf(call.world, caller.id, agent.id);
    return ok({ agents: isVisible ? [agentView(call.world, agent)] : [], next_after: null });
  }
  return ok(page(call, call.world.agentsByParent.all(caller.id), (agent) => agentView(call.world, agent)));
}

function summary(call: Call): Answer {
  const caller = call.caller();
  const { commissions } = call.world;
  const referred = call.world.agentsByReferrer.all(caller.id);
  const byProduct = [...commissions.byProduct(caller.id)].map(([product, amount]) => [product, money(amount)] as const);
  const { agents, next_after } = page(call, referred, (agent) => ({
    agent_id: agent.id, commissions_usd: money(commissions.from(caller.id, agent.id)), registered_at: iso(agent.createdAt),
  }));
  return ok({
    agent_id: caller.id, referral_code: caller.ownCode, referred_agent_count: referred.size,
    total_commissions_usd: money(commissions.total(caller.id)),
    commissions_30d_usd: money(commissions.last30Days(caller.id, call.now)),
    pending_usd: 0, by_product: Object.fromEntries(byProduct), agents, next_after,
  });
}

/** One page in order of registration; without `limit` all of it, for the sources know no pages. */
function page(call: Call, ids: ReadonlySet<string>, view: (agent: AgentRow) => Record<string, unknown>) {
  const after = call.query("after");
  const limit = call.query("limit") === null ? ids.size : Math.min(Number(call.query("limit")) || PAGE, 1_000);
  const agents: Record<string, unknown>[] = [];
  let last: string | null = null;
  let started = after === null;
  for (const id of ids) {
    if (!started) {
      started = id === after;
      continue;
    }
    const agent = call.world.agents.get(id);
    if (!agent) continue;
    if (agents.length >= limit) return { agents, next_after: last };
    agents.push(view(agent));
    last = id;
  }
  return { agents, next_after: null };
}

/** The agent, for itself and for those above it. */
function requireVisible(call: Call, agentId: string): AgentRow {
  const caller = call.caller();
  const agent = requireAgent(call.world, agentId);
  if (isInFleetOf(call.world, caller.id, agent.id)) return agent;
  throw new Refusal(403, "forbidden", "Only the agent itself and its parent may do this");
}

function agentView(world: World, agent: AgentRow): Record<string, unknown> {
  return {
    agent_id: agent.id, agent_name: agent.name, agent_type: agent.type, role: agent.type, capabilities: agent.capabilities,
    parent_agent_id: agent.parentId, wallet_id: agent.walletId, referral_code: agent.usedCode,
    own_referral_code: agent.ownCode, scope: agent.scope ?? null, referrer_agent_id: agent.referrerId,
    balance_usdc: money(world.ledger.balance(agentAccount(agent.id))), registered_at: iso(agent.createdAt),
  };
}
