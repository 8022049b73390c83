/** The roles that the platform's products suggest; any other word is a free role. Source: seed 000's worker kinds. */
export const KNOWN_ROLES = ["trading", "casino", "wallet", "domains"] as const;

export type KnownRole = (typeof KNOWN_ROLES)[number];

const CAPABILITIES: Record<KnownRole, readonly string[]> = {
  trading: ["price_feed", "position_sizing", "order_execution"],
  casino: ["game_play", "bankroll_control"],
  wallet: ["transfer", "swap", "balance_watch"],
  domains: ["domain_search", "domain_registration", "dns_records"],
};

const DUTIES: Record<KnownRole, string> = {
  trading: "You trade. You do not play, move funds elsewhere or register domains.",
  casino: "You play the casino's games. You do not trade, move funds elsewhere or register domains.",
  wallet: "You move and swap funds as you are told. You do not trade, play or register domains.",
  domains: "You search and register domains and keep their records. You do not trade, play or move funds elsewhere.",
};

/** True for one of the four known roles. */
export function isKnownRole(role: string): role is KnownRole {
  return (KNOWN_ROLES as readonly string[]).includes(role);
}

/** What a worker of this role is registered with when the operator names nothing; a free role starts with nothing. */
export function defaultCapabilities(role: string): readonly string[] {
  return isKnownRole(role) ? CAPABILITIES[role] : [];
}

/** The sentence of the system prompt that narrows the worker to its role. */
export function roleDuty(role: string): string {
  return isKnownRole(role) ? DUTIES[role] : `Your role is ${role}. You do nothing outside of it.`;
}
