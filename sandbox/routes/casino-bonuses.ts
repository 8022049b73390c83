import { bps, portion, type Usdc, usdc, ZERO } from "@/lib/core/money";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { lossOf, settleWithBank, toCents } from "../bank";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { betsOf, type CasinoAccountRow, casinoAccount, casinoAccounts } from "../casino/account";
import { requireKey } from "../casino/key";
import { cents } from "../casino/play";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";

const casino = { host: "casino", origin: "both", source: "published", info: true } as const;
const BONUSES = [500_000n, 750_000n, 1_000_000n, 1_250_000n, 1_500_000n, 2_000_000n, 5_000_000n].map(usdc);
const RECOVERY_FROM = usdc(5_000_000n);
const RECOVERY_MAX = usdc(20_000_000n);

/** The daily bonus, whose streak survives 48 hours, and the recovery of a bad day. */
export const casinoBonusRoutes: readonly Route[] = [
  { ...casino, method: "GET", path: "/api/v1/daily", answer: status },
  { ...casino, method: "POST", path: "/api/v1/daily/claim", answer: claim },
  { ...casino, method: "GET", path: "/api/v1/daily/recovery", answer: recovery },
  { ...casino, method: "POST", path: "/api/v1/daily/recovery/claim", answer: claimRecovery },
];

function bonusOf(day: number): Usdc {
  return BONUSES[(day - 1) % BONUSES.length] ?? ZERO;
}

function streakOf(account: CasinoAccountRow, call: Call): { waitMs: number; broken: boolean; streak: number } {
  if (account.dailyAt === null) return { waitMs: 0, broken: false, streak: 0 };
  const waitMs = Math.max(0, account.dailyAt + DAY_MS - call.now);
  const broken = call.now - account.dailyAt >= 2 * DAY_MS;
  return { waitMs, broken, streak: broken ? 0 : account.dailyStreak };
}

function status(call: Call): Answer {
  const account = casinoAccount(call.world, requireKey(call));
  const { waitMs, broken, streak } = streakOf(account, call);
  return ok({
    can_claim: waitMs === 0, current_streak: streak, next_bonus_usd: money(bonusOf(streak + 1)), streak_broken: broken,
    last_claimed_at: isoSecond(account.dailyAt), next_claim_in_seconds: waitMs === 0 ? null : Math.ceil(waitMs / SECOND_MS),
    schedule: Object.fromEntries(BONUSES.map((bonus, index) => [`day_${index + 1}`, money(bonus)])), claim: "POST /api/v1/daily/claim",
  });
}

function claim(call: Call): Answer {
  const agent = requireKey(call);
  const account = casinoAccount(call.world, agent);
  const { waitMs, broken, streak } = streakOf(account, call);
  if (waitMs > 0) {
    const left = `${Math.floor(waitMs / HOUR_MS)}h ${Math.floor((waitMs % HOUR_MS) / MINUTE_MS)}m`;
    throw new Refusal(400, "already_claimed", `Already claimed today. Come back in ${left}.`, {
      next_claim_in_seconds: Math.ceil(waitMs / SECOND_MS), current_streak: streak, next_bonus_usd: money(bonusOf(streak + 1)),
    });
  }
  const day = streak + 1;
  const bonus = bonusOf(day);
  const after = grant(call, agent, bonus, "daily_bonus");
  casinoAccounts(call.world).put({ ...account, dailyAt: call.now, dailyStreak: day });
  return ok({
    claimed: true, bonus_usd: money(bonus), streak_day: day, streak_broken: broken, balance_after: money(after),
    message: `Daily bonus claimed! +$${cents(bonus)} (day ${day} streak)`, next_bonus_usd: money(bonusOf(day + 1)),
    tip: `Come back tomorrow to continue your streak! Day ${day + 1} = $${cents(bonusOf(day + 1))}`,
    play: "GET /api/v1/games to use your bonus",
  });
}

/** A tenth of what was lost in 24 hours, from 5.00 on, at most 20.00. */
function recoverable(call: Call, agent: AgentRow): { loss: Usdc; amount: Usdc; claimed: boolean; account: CasinoAccountRow } {
  const account = casinoAccount(call.world, agent);
  const bets = betsOf(call.world, agent.id).filter((bet) => call.now - bet.at < DAY_MS);
  const staked = bets.reduce((sum, bet) => usdc(sum + bet.stakeMicros), ZERO);
  const won = bets.reduce((sum, bet) => usdc(sum + bet.wonMicros), ZERO);
  const loss = lossOf(staked, won);
  const tenth = toCents(portion(loss, bps(1_000), "down"));
  const amount = loss < RECOVERY_FROM ? ZERO : tenth > RECOVERY_MAX ? RECOVERY_MAX : tenth;
  return { loss, amount, claimed: account.recoveryAt !== null && call.now - account.recoveryAt < DAY_MS, account };
}

function recovery(call: Call): Answer {
  const { loss, amount, claimed, account } = recoverable(call, requireKey(call));
  return ok({
    eligible: amount > 0n && !claimed, net_loss_24h_usd: money(loss), recovery_amount_usd: money(amount), already_claimed: claimed,
    last_claim_at: isoSecond(account.recoveryAt),
    next_eligible_at: claimed && account.recoveryAt !== null ? isoSecond(addMs(account.recoveryAt, DAY_MS)) : null,
    threshold_usd: money(RECOVERY_FROM), max_recovery_usd: money(RECOVERY_MAX), claim: "POST /api/v1/daily/recovery/claim",
  });
}

function claimRecovery(call: Call): Answer {
  const agent = requireKey(call);
  const { loss, amount, claimed, account } = recoverable(call, agent);
  if (claimed) throw new Refusal(429, "already_claimed", "One recovery in 24 hours");
  if (amount === 0n) throw new Refusal(400, "not_eligible", "A net loss of at least $5.00 in 24 hours is needed", { net_loss_24h_usd: money(loss) });
  const after = grant(call, agent, amount, "loss_recovery");
  casinoAccounts(call.world).put({ ...account, recoveryAt: call.now });
  return ok({
    claimed: true, recovery_usd: money(amount), net_loss_covered_usd: money(loss), balance_after: money(after),
    message: `Recovery of $${cents(amount)} credited`, tip: "Play with care", next_eligible_in_hours: 24,
  });
}

function grant(call: Call, agent: AgentRow, amount: Usdc, reason: string): Usdc {
  settleWithBank(call.world, {
    product: "casino", agentId: agent.id, paid: ZERO, received: amount, reasonOut: reason, reasonIn: reason,
    ref: `db_${call.world.random.hex(12)}`, service: "casino",
  }, call.now);
  return call.world.ledger.balance(agentAccount(agent.id));
}
