import type { JsonObject } from "../call";
import { type Card, cardAt, handTotal, isBlackjack, rankOf } from "./cards";
import { Chance } from "./fairness";
import { type Game, type Outcome, type Play, readChoice, simplePlay } from "./game";

/** Card games of one request: every hand has its own deck. */
export const CARD_GAMES: readonly Game[] = [
  { name: "blackjack", path: "blackjack", prepare: blackjack },
  { name: "baccarat", path: "baccarat", prepare: baccarat },
];

/** One request is a whole hand: hit and double take one card, then the dealer plays (published code). */
function blackjack(wishes: JsonObject): Play {
  const action = readChoice(wishes, "action", ["hit", "stand", "double"], "invalid_action");
  return { winProbability: 0.42, payout: 2, play: (chance) => playBlackjack(action, chance) };
}

function playBlackjack(action: string, chance: Chance): Outcome {
  const deck = chance.pick(52, 52).map((index) => cardAt(index - 1));
  const draw = (): Card => deck.shift() ?? cardAt(0);
  const player = [draw(), draw()];
  const dealer = [draw(), draw()];
  const isNatural = isBlackjack(player);
  if (!isNatural && action !== "stand") player.push(draw());
  const own = handTotal(player).total;
  while (own <= 21 && !isNatural && handTotal(dealer).total < 17) dealer.push(draw());
  const house = handTotal(dealer).total;
  const nominal = isNatural ? 2.5 : 2;
  const isPush = own <= 21 && own === house && isNatural === isBlackjack(dealer);
  const won = own <= 21 && !isPush && (house > 21 || own > house || isNatural);
  const outcome = isPush ? "push" : won ? (isNatural ? "blackjack" : "win") : own > 21 ? "bust" : "lose";
  return {
    result: { action, player_cards: player, dealer_cards: dealer, player_total: own, dealer_total: house, outcome, roll: chance.roll },
    nominal, factor: isPush ? 1 : won ? nominal : 0,
  };
}

const BACCARAT = { player: { chance: 0.4462, payout: 1.98 }, banker: { chance: 0.4586, payout: 1.9 }, tie: { chance: 0.0952, payout: 8 } };

function baccarat(wishes: JsonObject): Play {
  const betOn = readChoice(wishes, "bet_on", ["player", "banker", "tie"], "invalid_bet");
  const terms = BACCARAT[betOn];
  return simplePlay(terms.chance, terms.payout, (chance) => {
    const points = (): number => Math.min(10, chance.below(13) + 1) % 10;
    const side = (): number => {
      const two = (points() + points()) % 10;
      return two <= 5 ? (two + points()) % 10 : two;
    };
    const [player, banker] = [side(), side()];
    const winner = player === banker ? "tie" : player > banker ? "player" : "banker";
    return { won: winner === betOn, result: { bet_on: betOn, player_total: player, banker_total: banker, winner, roll: chance.roll } };
  });
}

/** Draw poker: the first five of a deck, then the next ones for what was not held. */
export function pokerCards(hash: string): Card[] {
  return new Chance(hash).pick(52, 52).slice(0, 10).map((index) => cardAt(index - 1));
}

/** What a hand pays, 0 to 800, and its name. */
export function pokerPay(cards: readonly Card[]): { name: string; factor: number } {
  const ranks = cards.map(rankOf).sort((a, b) => a - b);
  const counts = [...ranks.reduce((seen, rank) => seen.set(rank, (seen.get(rank) ?? 0) + 1), new Map<number, number>()).entries()];
  const shape = counts.map(([, count]) => count).sort((a, b) => b - a).join("");
  const isFlush = new Set(cards.map((card) => card.suit)).size === 1;
  const isWheel = ranks.join() === "0,1,2,3,12";
  const isStraight = shape === "11111" && ((ranks[4] ?? 0) - (ranks[0] ?? 0) === 4 || isWheel);
  const hasHighPair = counts.some(([rank, count]) => count === 2 && rank >= 9);
  const table: readonly (readonly [boolean, string, number])[] = [
    [isStraight && isFlush && ranks[0] === 8, "royal_flush", 800], [isStraight && isFlush, "straight_flush", 50],
    [shape === "41", "four_of_a_kind", 25], [shape === "32", "full_house", 9], [isFlush, "flush", 6], [isStraight, "straight", 4],
    [shape === "311", "three_of_a_kind", 3], [shape === "221", "two_pair", 2], [hasHighPair, "jacks_or_better", 1],
  ];
  const found = table.find(([holds]) => holds);
  return found ? { name: found[1], factor: found[2] } : { name: "nothing", factor: 0 };
}
