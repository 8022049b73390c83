import type { EpochMs } from "@/lib/core/time";
import { sha256 } from "./random";
import { Refusal } from "./refusal";
import type { AgentKind, AgentRow, Scope } from "./rows";
import { nameKey, type World } from "./world";

/** How far up the chain of parents a key reaches. */
const DEPTH_MAX = 16;

export interface NewAgent {
  readonly kind: AgentKind;
  /** The caller's own id for the agent (seed 001); without one the platform makes it. */
  readonly id: string | null;
  /** The name of seed 000, unique under its parent. */
  readonly name: string | null;
  readonly type: string | null;
  readonly capabilities: readonly string[];
  readonly parentId: string | null;
  readonly referralCode: string | null;
  /** The product that the key is limited to. */
  readonly scope?: Scope | null;
  /** Whose codes count: a published service knows only its own. */
  readonly referrerKinds?: readonly AgentKind[];
  /** False for a referrer whose code counts for nothing, as trading has them. */
  readonly acceptsReferrer?: (referrer: AgentRow) => boolean;
}

const PREFIXES: Readonly<Record<AgentKind, string>> = {
  fleet: "pf_live_", casino: "sk_live_", wallet: "pk_live_", trading: "sk_trade_", domains: "sk_domains_",
  "domains-older": "sk_domains_",
};

/** Makes an agent and its key. An unknown referral code is no error: there is just no link. */
export function registerAgent(world: World, input: NewAgent, now: EpochMs): { agent: AgentRow; apiKey: string } {
  const taken = input.id !== null && world.agents.get(input.id) ? input.id
    : input.name === null ? undefined : world.agentByName.find(nameKey(input.parentId, input.name));
  if (taken !== undefined) {
    throw new Refusal(409, "agent_exists", `The agent ${taken} is registered already`, { agent_id: taken });
  }
  const referrerId = findReferrer(world, input);
  const apiKey = newKey(world, input.kind);
  const agent = world.agents.put({
    id: input.id ?? `ag_${world.random.hex(12)}`,
    kind: input.kind, scope: input.scope ?? null, name: input.name, type: input.type, capabilities: input.capabilities, parentId: input.parentId,
    referrerId: referrerId ?? null, usedCode: referrerId === undefined ? null : input.referralCode,
    // The older domain server's code is the agent's id.
    ownCode: input.kind === "domains-older" && input.id !== null ? input.id : `ref_${world.random.hex(8)}`, walletId: `wallet_${world.random.hex(16)}`,
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

function findReferrer(world: World, input: NewAgent): string | undefined {
  const id = input.referralCode === null ? undefined : world.agentByCode.find(input.referralCode);
  const referrer = id === undefined ? undefined : world.agents.get(id);
  const kinds = input.referrerKinds ?? ["fleet", "casino"];
  return referrer && kinds.includes(referrer.kind) && (input.acceptsReferrer?.(referrer) ?? true) ? referrer.id : undefined;
}

function newKey(world: World, kind: AgentRow["kind"]): string {
  return `${PREFIXES[kind]}${world.random.hex(48)}`;
}
