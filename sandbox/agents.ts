import type { EpochMs } from "@/lib/core/time";
import { sha256 } from "./random";
import { Refusal } from "./refusal";
import type { AgentRow } from "./rows";
import { nameKey, type World } from "./world";

/** How far up the chain of parents a key reaches. */
const DEPTH_MAX = 16;

export interface NewAgent {
  readonly kind: "fleet" | "casino";
  /** The caller's own id for the agent (seed 001); without one the platform makes it. */
  readonly id: string | null;
  /** The name of seed 000, unique under its parent. */
  readonly name: string | null;
  readonly type: string | null;
  readonly capabilities: readonly string[];
  readonly parentId: string | null;
  readonly referralCode: string | null;
}

/** Makes an agent and its key. An unknown referral code is no error: there is just no link. */
export function registerAgent(world: World, input: NewAgent, now: EpochMs): { agent: AgentRow; apiKey: string } {
  const taken = input.id !== null && world.agents.get(input.id) ? input.id
    : input.name === null ? undefined : world.agentByName.find(nameKey(input.parentId, input.name));
  if (taken !== undefined) {
    throw new Refusal(409, "agent_exists", `The agent ${taken} is registered already`, { agent_id: taken });
  }
  const referrerId = input.referralCode === null ? undefined : world.agentByCode.find(input.referralCode);
  const apiKey = newKey(world, input.kind);
  const agent = world.agents.put({
    id: input.id ?? `ag_${world.random.hex(12)}`,
    kind: input.kind, name: input.name, type: input.type, capabilities: input.capabilities, parentId: input.parentId,
    referrerId: referrerId ?? null, usedCode: referrerId === undefined ? null : input.referralCode,
    ownCode: `ref_${world.random.hex(8)}`, walletId: `wallet_${world.random.hex(16)}`,
    keyHash: sha256(apiKey), keyVersion: 1, createdAt: now,
  });
  return { agent, apiKey };
}

/** Gives the agent a new key; the old one is refused from now on. */
export function rotateKey(world: World, agent: AgentRow): { agent: AgentRow; apiKey: string } {
  const apiKey = newKey(world, agent.kind);
  return { agent: world.agents.put({ ...agent, keyHash: sha256(apiKey), keyVersion: agent.keyVersion + 1 }), apiKey };
}

/** True for the agent itself and for everyone above it. */
export function isInFleetOf(world: World, ownerId: string, agentId: string): boolean {
  let current: string | null = agentId;
  for (let depth = 0; depth < DEPTH_MAX && current !== null; depth++) {
    if (current === ownerId) return true;
    current = world.agents.get(current)?.parentId ?? null;
  }
  return false;
}

export function requireAgent(world: World, agentId: string, code = "agent_not_found"): AgentRow {
  const agent = world.agents.get(agentId);
  if (!agent) throw new Refusal(404, code, `No agent ${agentId.slice(0, 80)}`);
  return agent;
}

function newKey(world: World, kind: AgentRow["kind"]): string {
  return `${kind === "casino" ? "sk_live_" : "pf_live_"}${world.random.hex(48)}`;
}
