import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import { DAY_MS, toEpochMs, toIso } from "@/lib/core/time";
import { type Answer, type Call, money, ok, type Route, tryAmount } from "../call";
import { Refusal } from "../refusal";
import { requireServiceKey } from "../service-key";
import { today, type TradingAccountRow, tradingAccount, tradingAccounts } from "../trading/account";

const trading = { host: "trading", origin: "both", source: "published", info: true, kinds: ["trading"], scope: "trading" } as const;
const LEVERAGE_FREE_MAX = 20;
const POSITION_FREE_MAX = usdc(50_000_000_000n);

/** The agent raises and clears its own limits with its own key: a trap of the published code. */
export const tradingRiskRoutes: readonly Route[] = [
  { ...trading, method: "GET", path: "/v1/trade/risk-settings", answer: show },
  { ...trading, method: "POST", path: "/v1/trade/risk-settings", answer: change },
];

function settings(account: TradingAccountRow): Record<string, unknown> {
  return {
    max_leverage: account.maxLeverage, max_position_usd: money(account.maxPositionMicros),
    max_daily_loss_usd: account.maxDailyLossMicros === null ? null : money(account.maxDailyLossMicros),
  };
}

function show(call: Call): Answer {
  const account = tradingAccount(call.world, requireServiceKey(call));
  const { pnl, trades, day } = today(account, call.now);
  const loss = pnl < 0n ? usdc(-pnl) : ZERO;
  const limit = account.maxDailyLossMicros;
  return ok({
    risk_settings: settings(account),
    today: {
      net_pnl: money(pnl), current_loss_usd: money(loss), trade_count: trades,
      daily_loss_limit_pct_used: limit === null ? null : Math.round((money(loss) / money(limit)) * 10_000) / 100,
      trading_blocked: limit !== null && loss >= limit, resets_at: toIso(toEpochMs((day + 1) * DAY_MS)),
    },
    update_tip: "POST /v1/trade/risk-settings { max_daily_loss_usd: 500 } to set a daily loss limit",
  });
}

function change(call: Call): Answer {
  const before = tradingAccount(call.world, requireServiceKey(call));
  const { max_daily_loss_usd: loss, max_leverage: leverage, max_position_usd: position } = call.body;
  const changed: string[] = [];
  let after = before;
  if (loss !== undefined) {
    const maxDailyLossMicros = loss === null ? null : readPositive(loss, "max_daily_loss_usd");
    after = { ...after, maxDailyLossMicros };
    changed.push(`max_daily_loss_usd: ${maxDailyLossMicros === null ? "removed" : `$${money(maxDailyLossMicros)}`}`);
  }
  if (leverage !== undefined) {
    if (typeof leverage !== "number" || !(leverage >= 1 && leverage <= 50)) throw invalid("max_leverage must be 1 to 50");
    after = { ...after, maxLeverage: Math.min(LEVERAGE_FREE_MAX, Math.floor(leverage)) };
    changed.push(`max_leverage: ${after.maxLeverage}x`);
  }
  if (position !== undefined) {
    const wish = readPositive(position, "max_position_usd");
    after = { ...after, maxPositionMicros: wish > POSITION_FREE_MAX ? POSITION_FREE_MAX : wish };
    changed.push(`max_position_usd: $${money(after.maxPositionMicros)}`);
  }
  if (changed.length === 0) throw new Refusal(400, "no_changes", "Provide max_daily_loss_usd, max_leverage or max_position_usd");
  tradingAccounts(call.world).put(after);
  return ok({
    success: true, changed, risk_settings: settings(after),
    note: "Daily loss limit blocks new trade opens until UTC midnight when limit is reached.",
  });
}

function readPositive(value: unknown, field: string): Usdc {
  const amount = typeof value === "number" ? tryAmount(value) : null;
  if (amount === null || amount <= 0n) throw invalid(`${field} must be above 0`);
  return amount;
}

function invalid(message: string): Refusal {
  return new Refusal(400, "invalid_value", message);
}
