import { usdc } from "@/lib/core/money";
import { isInFleetOf, requireAgent } from "../agents";
import { type Answer, type Call, money, ok, readAmount, readText, type Route } from "../call";
import { handTotal, pointsOf } from "../casino/cards";
import { allTables, decksRemaining, DECKS, SEATS_MAX, type TableRow, tableOf, tableRows } from "../casino/shoe";
import { actOnHand, type HandAction, type HandRow, openHand, startHand } from "../casino/table-hand";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";

const seed = { host: "agents", origin: "seed", source: "seed 004", scope: "casino" } as const;
const BET_MIN = usdc(10_000n);
const BET_MAX = usdc(500_000_000n);
const ACTIONS: readonly HandAction[] = ["hit", "stand", "double", "split"];

/** Seed 004: blackjack tables with a real shoe that everyone who sits there draws from. */
export const poolTableRoutes: readonly Route[] = [
  { ...seed, method: "GET", path: "/casino-api/tables", answer: list },
  { ...seed, method: "POST", path: "/casino-api/tables/:id/join", answer: join },
  { ...seed, method: "GET", path: "/casino-api/tables/:id/state", answer: state },
  { ...seed, method: "POST", path: "/casino-api/blackjack/bet", answer: bet },
  { ...seed, method: "POST", path: "/casino-api/blackjack/:id/action", answer: act },
];

function list(call: Call): Answer {
  call.caller();
  const [game, status] = [call.query("game"), call.query("status")];
  const limit = Math.max(0, Number(call.query("limit") ?? "50") || 0);
  const tables = allTables(call.world).filter((table) => (game === null || table.game === game) && (status === null || table.status === status));
  return ok({ tables: tables.slice(0, limit).map(tableView) });
}

function tableView(table: TableRow): Record<string, unknown> {
  return {
    id: table.id, game: table.game, status: table.status, decks: DECKS, decks_remaining: decksRemaining(table),
    seated: table.seats.length, min_bet: money(BET_MIN), max_bet: money(BET_MAX),
  };
}

function requireTable(call: Call, id: string): TableRow {
  const table = tableOf(call.world, id);
  if (!table) throw new Refusal(404, "table_not_found", `No table ${id.slice(0, 40)}`);
  return table;
}

/** The agent that plays: the key's own, or one below it, as a coordinator bets for a member. */
function readPlayer(call: Call): AgentRow {
  const caller = call.caller();
  const id = readText(call.body, "agent_id", 80) ?? caller.id;
  const agent = requireAgent(call.world, id);
  if (isInFleetOf(call.world, caller.id, agent.id)) return agent;
  throw new Refusal(403, "agent_not_in_fleet", "The key must be the agent's own or stand above it");
}

function join(call: Call): Answer {
  const agent = readPlayer(call);
  const table = requireTable(call, call.parameter("id"));
  if (table.status !== "open") throw new Refusal(409, "table_closed", "This table takes nobody");
  if (!table.seats.includes(agent.id)) {
    if (table.seats.length >= SEATS_MAX) throw new Refusal(409, "table_full", "No seat is free");
    tableRows(call.world).put({ ...table, seats: [...table.seats, agent.id] });
  }
  return ok({ ...tableView(requireTable(call, table.id)), table_id: table.id, agent_id: agent.id, joined: true });
}

function state(call: Call): Answer {
  const caller = call.caller();
  const table = requireTable(call, call.parameter("id"));
  const hand = openHand(call.world, table.id, call.query("agent_id") ?? caller.id);
  const isOwn = hand !== undefined && isInFleetOf(call.world, caller.id, hand.agentId);
  return ok({
    ...tableView(table), table_id: table.id, shoe: table.shoe, cards_dealt: table.dealt, recent_cards: table.recent,
    hand: isOwn ? handView(call, hand) : null,
  });
}

function bet(call: Call): Answer {
  const agent = readPlayer(call);
  const table = requireTable(call, readText(call.body, "table_id", 80) ?? "");
  const action = readText(call.body, "action", 20);
  if (action !== null && action !== "bet") throw new Refusal(400, "invalid_action", "action must be bet");
  if (!table.seats.includes(agent.id)) throw new Refusal(409, "not_seated", "Join the table first");
  if (openHand(call.world, table.id, agent.id)) throw new Refusal(409, "hand_in_progress", "Finish the open hand first");
  const amount = readAmount(call.body.amount, "amount", BET_MIN);
  if (amount > BET_MAX) throw new Refusal(400, "invalid_amount", `amount must be at most ${money(BET_MAX)}`);
  return ok(handView(call, startHand(call.world, table.id, agent.id, amount, call.now)), 201);
}

function act(call: Call): Answer {
  const agent = readPlayer(call);
  const table = requireTable(call, call.parameter("id"));
  const action = ACTIONS.find((known) => known === call.body.action);
  if (!action) throw new Refusal(400, "invalid_action", `action must be one of ${ACTIONS.join(", ")}`);
  const hand = openHand(call.world, table.id, agent.id);
  if (!hand) throw new Refusal(409, "no_open_hand", "Place a bet first");
  return ok(handView(call, actOnHand(call.world, hand, action, call.now)));
}

function handView(call: Call, hand: HandRow): Record<string, unknown> {
  const isOver = hand.status === "settled";
  const active = hand.spots.find((spot) => !spot.isDone) ?? hand.spots[0];
  const [upcard] = hand.dealer;
  const total = handTotal(active?.cards ?? []);
  return {
    hand_id: hand.id, table_id: hand.tableId, agent_id: hand.agentId, status: hand.status, player_cards: active?.cards ?? [],
    player_total: total.total, is_soft: total.isSoft, dealer_upcard: upcard ? pointsOf(upcard) : null, dealer_card: upcard ?? null,
    dealer_cards: isOver ? hand.dealer : upcard ? [upcard] : [], dealer_total: isOver ? handTotal(hand.dealer).total : null,
    bet: money(usdc(hand.spots.reduce((sum, spot) => sum + spot.stakeMicros, 0n))),
    hands: hand.spots.map((spot, index) => ({
      cards: spot.cards, total: handTotal(spot.cards).total, bet: money(spot.stakeMicros), done: spot.isDone,
      doubled: spot.isDoubled, outcome: hand.outcomes[index] ?? null,
    })),
    outcome: isOver ? (hand.outcomes.length === 1 ? hand.outcomes[0] : hand.outcomes) : null,
    payout: isOver ? money(hand.paidMicros) : null, balance: money(call.world.ledger.balance(agentAccount(hand.agentId))),
  };
}
