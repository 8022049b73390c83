import { ZERO } from "@/lib/core/money";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { requireKey } from "../casino/key";
import { COMMISSION } from "./casino-identity";

const casino = { host: "casino", origin: "both", source: "published", info: true, method: "GET" } as const;

export const casinoReferralRoutes: readonly Route[] = [
  { ...casino, path: "/api/v1/auth/referral/code", answer: referralCode },
  { ...casino, path: "/api/v1/auth/referral/stats", answer: referralStats },
];

function referralCode(call: Call): Answer {
  const agent = requireKey(call);
  return ok({
    referral_code: agent.ownCode, commission_rate: COMMISSION,
    share_message: `Register at https://casino.purpleflea.com with referral_code: ${agent.ownCode}`,
  });
}

/**
 * Ids are cut to eight characters, and money of levels 2 and 3 shows on the direct referral as level 1, as the published
 * code does. There the total leaves escrow money out and the 30 days count it; elsewhere both count everything.
 */
function referralStats(call: Call): Answer {
  const agent = requireKey(call);
  const { agents, agentsByReferrer, commissions } = call.world;
  const referred = [...agentsByReferrer.all(agent.id)].map((id) => agents.get(id)).filter((row) => row !== undefined);
  const product = call.isPublished ? "casino" : null;
  const total = product === null ? commissions.total(agent.id) : commissions.byProduct(agent.id).get(product) ?? ZERO;
  const earned = money(total);
  const level = (commission: string, count: number, earned_usd: number) => ({ count, commission, earned_usd });
  return ok({
    total_referrals: referred.length, total_earned_usd: earned,
    last_30_days_usd: money(commissions.last30Days(agent.id, call.now)),
    by_level: { level_1: level("10%", referred.length, earned), level_2: level("5%", 0, 0), level_3: level("2.5%", 0, 0) },
    grow_tip: `${referred.length} direct referral(s). Encourage them to refer more agents for Level 2 income.`,
    referrals: referred.map((row) => ({
      referred_agent: `${row.id.slice(0, 8)}...`, level: 1, commission: "10%",
      earned_usd: money(commissions.from(agent.id, row.id, product)), since: isoSecond(row.createdAt),
    })),
  });
}

