import { add, toWire } from "@/lib/core/money";
import type { DialectAdapter } from "../../operations";
import type { TableHand } from "../../product-records";
import { answer } from "../answer";
import { toAmount } from "../wire-fields";
import { distributedWire, handWire, type HandWire, stateWire, tablesWire } from "./wire";

/** Seed 004 puts its tables under this path of purpleflea.com. */
const TABLES = "/casino-api";

/** Seed 004. The key travels as `X-API-Key`; a lost reply of a bet or a distribution is never repeated. */
export const poolAdapter: DialectAdapter = {
  "table.list": async ({ send }, { game, status, limit }) => {
    const path = `${TABLES}/tables`;
    const reply = await send({
      service: "agents", method: "GET", path, route: path, keyHeader: "x-api-key", schema: tablesWire,
      query: { game, status, limit: String(limit) },
    });
    return answer(reply, reply.body.tables.map((row) => ({
      tableId: row.id, game: row.game ?? null, decksRemaining: row.decks_remaining,
    })));
  },
  "table.join": async ({ send }, { tableId, agentId }) => {
    const reply = await send({
      service: "agents", method: "POST", path: `${tablePath(tableId)}/join`, route: `${TABLES}/tables/:id/join`,
      keyHeader: "x-api-key", body: { agent_id: agentId }, schema: handWire,
    });
    return answer(reply, toHand(reply.body));
  },
  "table.state": async ({ send }, { tableId }) => {
    const reply = await send({
      service: "agents", method: "GET", path: `${tablePath(tableId)}/state`, route: `${TABLES}/tables/:id/state`,
      keyHeader: "x-api-key", schema: stateWire,
    });
    const { recent_cards, decks_remaining } = reply.body;
    return answer(reply, { tableId, recentCards: recent_cards.map((card) => String(card.value)), decksRemaining: decks_remaining });
  },
  "table.bet": async ({ send }, { tableId, agentId, stake }) => {
    const path = `${TABLES}/blackjack/bet`;
    const reply = await send({
      service: "agents", method: "POST", path, route: path, keyHeader: "x-api-key", schema: handWire,
      body: { table_id: tableId, agent_id: agentId, action: "bet", amount: toWire(stake) },
    });
    return answer(reply, toHand(reply.body));
  },
  "table.action": async ({ send }, { tableId, agentId, action }) => {
    const reply = await send({
      service: "agents", method: "POST", path: `${TABLES}/blackjack/${encodeURIComponent(tableId)}/action`,
      route: `${TABLES}/blackjack/:id/action`, keyHeader: "x-api-key", body: { agent_id: agentId, action }, schema: handWire,
    });
    return answer(reply, toHand(reply.body));
  },
  "distribute": async ({ send }, { fromWallet, parts, memo }) => {
    const path = "/api/distribute";
    const total = add(...parts.map((part) => part.amount));
    const reply = await send({
      service: "escrow", method: "POST", path, route: path, keyHeader: "x-api-key", schema: distributedWire,
      body: {
        from_wallet: fromWallet, total_amount: toWire(total), currency: "USDC", memo,
        distribution: parts.map((part) => ({ wallet: part.wallet, amount: toWire(part.amount), share_pct: part.share })),
      },
    });
    const { escrow_id, status, total_amount, fee, commission, referral_commission, new_balance } = reply.body;
    return answer(reply, {
      escrowId: escrow_id, stateWord: status ?? null, total: toAmount(total_amount) ?? total, fee: toAmount(fee ?? commission),
      referral: toAmount(referral_commission), balance: toAmount(new_balance),
    });
  },
};

function tablePath(tableId: string): string {
  return `${TABLES}/tables/${encodeURIComponent(tableId)}`;
}

function toHand(wire: HandWire): TableHand {
  return {
    handId: wire.hand_id ?? null, stateWord: wire.status ?? null, playerTotal: wire.player_total ?? null,
    dealerUpcard: wire.dealer_upcard ?? null, isSoft: wire.is_soft ?? null, stake: toAmount(wire.bet),
    won: toAmount(wire.payout), balance: toAmount(wire.balance),
  };
}
