import { add, ZERO } from "@/lib/core/money";
import { toIso } from "@/lib/core/time";
import { registerAgent } from "../agents";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { chainTerms, DEPOSIT_CHAINS, depositAddress } from "../deposit-chains";
import { domainRows, domainsOf, spentBy } from "../domains/store";
import { gossip } from "../gossip";
import { agentAccount } from "../ledger";
import { PAYOUT_WORDS, referralFigures, withdrawReferral } from "../referral-payouts";
import { Refusal } from "../refusal";
import { readCode, requireServiceKey } from "../service-key";

const domains = { host: "domains", origin: "both", source: "published (v1 server)", info: true, kinds: ["domains"] } as const;

/** The v1 domain server's identity and referral: transcript section 11. */
export const domainIdentityRoutes: readonly Route[] = [
  { ...domains, method: "POST", path: "/v1/auth/register", badJson: "ignore", answer: register },
  { ...domains, method: "GET", path: "/v1/auth/account", answer: account },
  { ...domains, method: "POST", path: "/v1/auth/deposit", answer: deposit },
  { ...domains, method: "POST", path: "/v1/auth/deposit-address", answer: (call) => depositAddress(call, requireServiceKey(call).id, false) },
  { ...domains, method: "GET", path: "/v1/auth/deposits", answer: (call) => { requireServiceKey(call); return ok({ total: 0, deposits: [] }); } },
  { ...domains, method: "GET", path: "/v1/auth/supported-chains", answer: () => ok({ chains: chainTerms(), note: "Use base" }) },
  { ...domains, method: "GET", path: "/v1/referral/code", answer: referralCode },
  { ...domains, method: "GET", path: "/v1/referral/stats", answer: referralStats },
  { ...domains, method: "POST", path: "/v1/referral/withdraw", answer: (call) => withdrawReferral(call, requireServiceKey(call), { product: "domains", ...PAYOUT_WORDS }) },
  { ...domains, method: "GET", path: "/v1/public-stats", answer: publicStats },
  { ...domains, method: "GET", path: "/v1/gossip", answer: (call) => gossip({
      product: "Domains", valueProp: "Domains for agents.", commission: "20% of the markup",
      register: "POST /v1/auth/register", registered: call.world.agentsByKind.all("domains").size, more: { earn_page: "https://purpleflea.com/earn" },
    }) },
];

function register(call: Call): Answer {
  const { agent, apiKey } = registerAgent(call.world, {
    kind: "domains", id: null, name: null, type: null, capabilities: [], parentId: null, referralCode: readCode(call),
    referrerKinds: call.isPublished ? ["domains"] : ["domains", "fleet"],
  }, call.now);
  return ok({
    agent_id: agent.id, api_key: apiKey, referral_code: agent.ownCode, tier: "free", balance_usd: 0,
    pricing: {
      markup: "20% on base domain cost", example: "A $10.00/yr domain costs you $12.00/yr",
      referral_commission: "20% of our markup goes to your referrer",
    },
    message: "Store your API key securely — it cannot be recovered.",
    next_steps: ["POST /v1/auth/deposit-address { chain: 'base' }", "GET /v1/domains/search?q=example.com", "POST /v1/domains/register",
      "GET /v1/domains — list your domains", "POST /v1/dns/records — manage DNS records"],
  }, 201);
}

function account(call: Call): Answer {
  const agent = requireServiceKey(call);
  return ok({
    agent_id: agent.id, tier: "free", balance_usd: money(call.world.ledger.balance(agentAccount(agent.id))),
    total_spent: money(spentBy(call.world, agent.id)), total_deposited: 0, total_domains: domainsOf(call.world, agent.id).length,
    referral_code: agent.ownCode, created_at: isoSecond(agent.createdAt),
  });
}

function deposit(call: Call): Answer {
  requireServiceKey(call);
  throw new Refusal(410, "deprecated", "Direct balance top-ups are no longer supported.", {
    action: "POST /v1/auth/deposit-address { chain: 'base' } to get a USDC deposit address", supported_chains: DEPOSIT_CHAINS,
  });
}

function referralCode(call: Call): Answer {
  const agent = requireServiceKey(call);
  return ok({
    referral_code: agent.ownCode, commission_rate: "20% of domain markup from referred agents",
    share_message: `Register domains at api.purpleflea.com/v1/domains with referral_code: ${agent.ownCode}`,
  });
}

/** Only referred agents that have bought something are counted, as the published code does. */
function referralStats(call: Call): Answer {
  const agent = requireServiceKey(call);
  const { referred, earned } = referralFigures(call, agent, "domains");
  const bought = referred.flatMap((row) => domainsOf(call.world, row.id));
  return ok({
    total_referrals: new Set(bought.map((row) => row.ownerId)).size,
    total_markup_generated_usd: money(bought.reduce((sum, row) => add(sum, row.markupMicros), ZERO)), total_earned_usd: money(earned),
    commission_rate: "20% of markup",
    recent_earnings: call.world.ledger.latest(agentAccount(agent.id), 20).filter((entry) => entry.reason === "domains_referral_commission")
      .map((entry) => ({ amount_usd: money(entry.amount), domain_id: entry.ref, at: isoSecond(entry.at) })),
  });
}

function publicStats(call: Call): Answer {
  const { agentsByKind } = call.world;
  return ok({
    service: "agent-domains", registered_agents: agentsByKind.all("domains").size,
    total_domains: [...domainRows(call.world).values()].filter((row) => row.server === "v1").length, timestamp: toIso(call.now),
  });
}
