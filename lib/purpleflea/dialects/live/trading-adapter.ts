import { toWire } from "@/lib/core/money";
import type { DialectAdapter } from "../../operations";
import type { TradingPosition, TradingRisk } from "../../product-records";
import { answer } from "../answer";
import { toAmount, toInstant } from "../wire-fields";
import { readCode, withdrawReferral } from "./money-adapter";
import { readCountedReferral, registerAt } from "./product-accounts";
import { accountWire, closedWire, positionsWire, positionWire, type PositionWire, riskWire, type RiskWire } from "./trading-wire";

const RISK = "/v1/trade/risk-settings";

/** Trading opens and closes real positions on an exchange. An agent that was itself referred cannot refer others. */
export const tradingAdapter: DialectAdapter = {
  "trading.register": (context, { referralCode }) => registerAt(context, "trading", referralCode),
  "trading.account": async ({ send }) => {
    const path = "/v1/auth/account";
    const reply = await send({ service: "trading", method: "GET", path, route: path, schema: accountWire });
    const wire = reply.body;
    return answer(reply, {
      agentId: wire.agent_id, tier: wire.tier, leverageMax: wire.max_leverage, positionMax: toAmount(wire.max_position_usd),
      volume: toAmount(wire.total_volume), fees: toAmount(wire.total_fees_paid), profit: toAmount(wire.total_pnl),
      ownReferralCode: wire.referral_code ?? null, depositAddress: wire.hl_wallet?.address ?? null,
    });
  },
  "trading.risk": async ({ send }) => {
    const reply = await send({ service: "trading", method: "GET", path: RISK, route: RISK, schema: riskWire });
    return answer(reply, toRisk(reply.body));
  },
  "trading.set-risk": async ({ send }, { leverageMax, positionMax, dailyLossMax }) => {
    const reply = await send({
      service: "trading", method: "POST", path: RISK, route: RISK, schema: riskWire,
      body: {
        ...(leverageMax === undefined ? {} : { max_leverage: leverageMax }),
        ...(positionMax === undefined ? {} : { max_position_usd: toWire(positionMax) }),
        ...(dailyLossMax === undefined ? {} : { max_daily_loss_usd: dailyLossMax === null ? null : toWire(dailyLossMax) }),
      },
    });
    return answer(reply, toRisk(reply.body));
  },
  "trading.open": async ({ send }, { coin, side, size, leverage }) => {
    const path = "/v1/trade/open";
    const reply = await send({
      service: "trading", method: "POST", path, route: path, schema: positionWire,
      body: { coin, side, size_usd: toWire(size), leverage },
    });
    return answer(reply, toPosition(reply.body, ""));
  },
  "trading.close": async ({ send }, { positionId }) => {
    const path = "/v1/trade/close";
    const reply = await send({
      service: "trading", method: "POST", path, route: path, body: { position_id: positionId }, schema: closedWire,
    });
    return answer(reply, toPosition(reply.body, positionId));
  },
  "trading.positions": async ({ send }) => {
    const path = "/v1/trade/positions";
    const reply = await send({ service: "trading", method: "GET", path, route: path, schema: positionsWire });
    return answer(reply, reply.body.positions.map((row) => toPosition(row, "")));
  },
  "trading.referral-code": (context) => readCode(context, "trading", "/v1/referral/code"),
  "trading.referral": (context) => readCountedReferral(context, "trading"),
  "trading.referral-withdraw": (context, { address }) =>
    withdrawReferral(context, "trading", "/v1/referral/withdraw", address),
};

function toRisk({ risk_settings, today }: RiskWire): TradingRisk {
  return {
    leverageMax: risk_settings.max_leverage, positionMax: toAmount(risk_settings.max_position_usd),
    dailyLossMax: toAmount(risk_settings.max_daily_loss_usd), lossToday: toAmount(today?.current_loss_usd),
    isBlocked: today?.trading_blocked ?? null, resetsAt: toInstant(today?.resets_at),
  };
}

function toPosition(wire: PositionWire, asked: string): TradingPosition {
  return {
    positionId: wire.position_id ?? wire.id ?? asked, coin: wire.coin ?? null, side: wire.side ?? null,
    size: toAmount(wire.size_usd), leverage: wire.leverage ?? null, entryPrice: toText(wire.entry_price),
    exitPrice: toText(wire.exit_price), fee: toAmount(wire.fee), profit: toAmount(wire.pnl), stateWord: wire.status ?? null,
  };
}

function toText(price: number | string | null | undefined): string | null {
  return price === null || price === undefined ? null : String(price);
}
