import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { commissionsInCents, lossOf, settleWithBank } from "../bank";
import { Refusal } from "../refusal";
import type { World } from "../world";
import { casinoAccounts, casinoAccount, countBet } from "./account";
import { type Card, handTotal, isBlackjack, pointsOf } from "./cards";
import { LOSS_SHARES } from "./play";
import { Dealer, tableOf, tableRows } from "./shoe";

export interface SpotRow {
  readonly cards: readonly Card[];
  readonly stakeMicros: Usdc;
  readonly isDone: boolean;
  readonly isDoubled: boolean;
}

export interface HandRow {
  readonly id: string;
  readonly tableId: string;
  readonly agentId: string;
  readonly dealer: readonly Card[];
  readonly spots: readonly SpotRow[];
  readonly status: "player_turn" | "settled";
  readonly outcomes: readonly string[];
  readonly paidMicros: Usdc;
  readonly at: EpochMs;
}

const SPOTS_MAX = 4;

export const handRows = (world: World) => world.table<HandRow>("casino-hand");
const openHands = (world: World) =>
  world.group<HandRow>("casino-hand", "open", (row) => (row.status === "settled" ? null : `${row.tableId}:${row.agentId}`));

export function openHand(world: World, tableId: string, agentId: string): HandRow | undefined {
  const [id] = openHands(world).all(`${tableId}:${agentId}`);
  return id === undefined ? undefined : handRows(world).get(id);
}

/** Takes the stake, deals two cards each, and settles a blackjack at once. */
export function startHand(world: World, tableId: string, agentId: string, stake: Usdc, now: EpochMs): HandRow {
  const table = tableOf(world, tableId);
  if (!table) throw new Refusal(404, "table_not_found", "No such table");
  takeStake(world, tableId, agentId, stake, now);
  const dealer = new Dealer(table);
  dealer.shuffleIfCut();
  const player = [dealer.draw(), dealer.draw()];
  const house = [dealer.draw(), dealer.draw()];
  tableRows(world).put(dealer.state);
  const isOver = isBlackjack(player) || isBlackjack(house);
  const hand: HandRow = {
    id: `hand_${world.random.hex(16)}`, tableId, agentId, dealer: house, status: "player_turn", outcomes: [], paidMicros: ZERO, at: now,
    spots: [{ cards: player, stakeMicros: stake, isDone: isOver, isDoubled: false }],
  };
  return isOver ? settleHand(world, hand, now) : handRows(world).put(hand);
}

export type HandAction = "hit" | "stand" | "double" | "split";

/** One decision on the first spot that is still open. Any total may be doubled on its first two cards, also eleven. */
export function actOnHand(world: World, hand: HandRow, action: HandAction, now: EpochMs): HandRow {
  const index = hand.spots.findIndex((spot) => !spot.isDone);
  const spot = hand.spots[index];
  const table = tableOf(world, hand.tableId);
  if (!spot || !table) throw new Refusal(409, "hand_settled", "The hand is over");
  const dealer = new Dealer(table);
  const changed = decide(world, hand, spot, action, dealer, now);
  tableRows(world).put(dealer.state);
  const spots = [...hand.spots.slice(0, index), ...changed, ...hand.spots.slice(index + 1)];
  const next = { ...hand, spots };
  return spots.every((one) => one.isDone) ? settleHand(world, next, now) : handRows(world).put(next);
}

function decide(world: World, hand: HandRow, spot: SpotRow, action: HandAction, dealer: Dealer, now: EpochMs): SpotRow[] {
  if (action === "stand") return [{ ...spot, isDone: true }];
  if (action === "hit") {
    const cards = [...spot.cards, dealer.draw()];
    return [{ ...spot, cards, isDone: handTotal(cards).total >= 21 }];
  }
  if (spot.cards.length !== 2) throw new Refusal(409, "action_not_allowed", `${action} is for the first two cards`);
  if (action === "double") {
    takeStake(world, hand.tableId, hand.agentId, spot.stakeMicros, now);
    return [{ cards: [...spot.cards, dealer.draw()], stakeMicros: usdc(spot.stakeMicros * 2n), isDone: true, isDoubled: true }];
  }
  const [first, second] = spot.cards;
  if (!first || !second || pointsOf(first) !== pointsOf(second) || hand.spots.length >= SPOTS_MAX) {
    throw new Refusal(409, "action_not_allowed", `Only a pair can be split, into at most ${SPOTS_MAX} hands`);
  }
  takeStake(world, hand.tableId, hand.agentId, spot.stakeMicros, now);
  const isAces = first.value === "A";
  return [first, second].map((card) => {
    const cards = [card, dealer.draw()];
    return { cards, stakeMicros: spot.stakeMicros, isDone: isAces || handTotal(cards).total === 21, isDoubled: false };
  });
}

function takeStake(world: World, tableId: string, agentId: string, stake: Usdc, now: EpochMs): void {
  settleWithBank(world, {
    product: "casino", agentId, paid: stake, received: ZERO, reasonOut: "table_bet", reasonIn: "table_win", ref: tableId, service: "casino",
  }, now);
}

/** The dealer draws to 17, every spot is compared, and the bank pays. A lost stake pays the referrers. */
function settleHand(world: World, hand: HandRow, now: EpochMs): HandRow {
  const table = tableOf(world, hand.tableId);
  if (!table) throw new Refusal(404, "table_not_found", "No such table");
  const cards = new Dealer(table);
  const dealer = [...hand.dealer];
  const isLive = hand.spots.some((spot) => handTotal(spot.cards).total <= 21 && !(hand.spots.length === 1 && isBlackjack(spot.cards)));
  while (isLive && handTotal(dealer).total < 17) dealer.push(cards.draw());
  tableRows(world).put(cards.state);
  const results = hand.spots.map((spot) => resultOf(spot, dealer, hand.spots.length === 1));
  const paid = results.reduce((sum, one) => usdc(sum + one.paid), ZERO);
  const staked = hand.spots.reduce((sum, spot) => usdc(sum + spot.stakeMicros), ZERO);
  settleWithBank(world, {
    product: "casino", agentId: hand.agentId, paid: ZERO, received: paid, reasonOut: "table_bet", reasonIn: "table_win", ref: hand.id,
    service: "casino", commissions: commissionsInCents(world, hand.agentId, "casino", lossOf(staked, paid), LOSS_SHARES),
  }, now);
  const agent = world.agents.get(hand.agentId);
  if (agent) casinoAccounts(world).put(countBet(world, casinoAccount(world, agent), staked, paid));
  return handRows(world).put({ ...hand, dealer, status: "settled", outcomes: results.map((one) => one.outcome), paidMicros: paid });
}

function resultOf(spot: SpotRow, dealer: readonly Card[], isUnsplit: boolean): { outcome: string; paid: Usdc } {
  const { stakeMicros: stake } = spot;
  const [own, house] = [handTotal(spot.cards).total, handTotal(dealer).total];
  const [natural, dealerNatural] = [isUnsplit && isBlackjack(spot.cards), isBlackjack(dealer)];
  if (own > 21) return { outcome: "bust", paid: ZERO };
  if (natural && !dealerNatural) return { outcome: "blackjack", paid: usdc((stake * 5n) / 2n) };
  if (natural === dealerNatural && own === house) return { outcome: "push", paid: stake };
  if (!dealerNatural && (house > 21 || own > house)) return { outcome: "win", paid: usdc(stake * 2n) };
  return { outcome: "lose", paid: ZERO };
}
