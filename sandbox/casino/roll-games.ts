import type { JsonObject } from "../call";
import { CORE_RETURN, type Game, type Play, readChoice, readRange, refuse, simplePlay } from "./game";

/** Games that one roll decides: payouts of the published code. */
export const ROLL_GAMES: readonly Game[] = [
  { name: "coin_flip", path: "coin-flip", prepare: coinFlip },
  { name: "dice", path: "dice", prepare: dice },
  { name: "multiplier", path: "multiplier", prepare: (wishes) => target(wishes, "target_multiplier", 1_000, "invalid_multiplier") },
  { name: "crash", path: "crash", prepare: crash },
  { name: "roulette", path: "roulette", prepare: roulette },
  { name: "custom", path: "custom", prepare: custom },
  { name: "simple_dice", path: "simple-dice", prepare: simpleDice },
  { name: "hilo", path: "hilo", prepare: hilo },
];

function coinFlip(wishes: JsonObject): Play {
  const side = readChoice(wishes, "side", ["heads", "tails"], "invalid_side", "Side must be 'heads' or 'tails'");
  return simplePlay(0.5, 2 * CORE_RETURN, ({ roll }) => {
    const outcome = roll < 50 ? "heads" : "tails";
    return { won: outcome === side, result: { side_chosen: side, outcome, roll } };
  });
}

function dice(wishes: JsonObject): Play {
  const direction = readChoice(wishes, "direction", ["over", "under"], "invalid_direction");
  const threshold = readRange(wishes, "threshold", 1, 99, "invalid_threshold");
  const chance = (direction === "over" ? 100 - threshold : threshold) / 100;
  return simplePlay(chance, CORE_RETURN / chance, ({ roll }) => ({
    won: direction === "over" ? roll >= threshold : roll < threshold, result: { direction, threshold, roll },
  }));
}

function target(wishes: JsonObject, field: string, highest: number, code: string): Play {
  const multiplier = readRange(wishes, field, 1.01, highest, code);
  const chance = CORE_RETURN / multiplier;
  return simplePlay(chance, multiplier, ({ roll }) => ({ won: roll < chance * 100, result: { [field]: multiplier, roll } }));
}

function crash(wishes: JsonObject): Play {
  const play = target(wishes, "cash_out_at", 100, "invalid_cashout");
  return { ...play, play: (chance) => {
    const outcome = play.play(chance);
    const crashPoint = Math.max(1, Math.floor((CORE_RETURN * 10_000) / (chance.roll + 0.005)) / 100);
    return { ...outcome, result: { ...outcome.result, crash_point: crashPoint, cashed_out: outcome.factor > 0 } };
  } };
}

const REDS = new Set([1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36]);

const FIELDS: Readonly<Record<string, (number: number) => boolean>> = {
  red: (number) => REDS.has(number), black: (number) => number > 0 && !REDS.has(number),
  odd: (number) => number % 2 === 1, even: (number) => number > 0 && number % 2 === 0,
  high: (number) => number >= 19, low: (number) => number >= 1 && number <= 18,
  dozen_1: (number) => number >= 1 && number <= 12, dozen_2: (number) => number >= 13 && number <= 24,
  dozen_3: (number) => number >= 25, column_1: (number) => number % 3 === 1, column_2: (number) => number % 3 === 2,
  column_3: (number) => number > 0 && number % 3 === 0,
};

function roulette(wishes: JsonObject): Play {
  const betType = wishes.bet_type;
  if (betType === "number") {
    const chosen = readRange(wishes, "bet_value", 0, 36, "invalid_number", true);
    return wheelPlay(1, 35, "number", (number) => number === chosen, chosen);
  }
  const covers = typeof betType === "string" ? FIELDS[betType] : undefined;
  if (!covers || typeof betType !== "string") return refuse("invalid_bet_type", `bet_type must be number, ${Object.keys(FIELDS).join(", ")}`);
  const isThird = betType.startsWith("dozen") || betType.startsWith("column");
  return wheelPlay(isThird ? 12 : 18, isThird ? 3 : 2, betType, covers, null);
}

function wheelPlay(covered: number, pays: number, betType: string, covers: (number: number) => boolean, betValue: number | null): Play {
  return simplePlay(covered / 37, pays * CORE_RETURN, (chance) => {
    const number = Number.parseInt(chance.hash.slice(0, 8), 16) % 37;
    const color = number === 0 ? "green" : REDS.has(number) ? "red" : "black";
    return { won: covers(number), result: { bet_type: betType, bet_value: betValue, number, color, roll: chance.roll } };
  });
}

function custom(wishes: JsonObject): Play {
  const percent = readRange(wishes, "win_probability", 1, 99, "invalid_probability");
  return simplePlay(percent / 100, (100 / percent) * CORE_RETURN, ({ roll }) => ({
    won: roll < percent, result: { win_probability: percent, roll },
  }));
}

function simpleDice(wishes: JsonObject): Play {
  const pick = readRange(wishes, "pick", 1, 6, "invalid_pick", true);
  return simplePlay(1 / 6, 5.5, (chance) => {
    const rolled = chance.below(6) + 1;
    return { won: rolled === pick, result: { pick, rolled, roll: chance.roll } };
  });
}

/** Higher or lower than a first card: 1.05 to 12 by the chance, and a tie gives the stake back. */
function hilo(wishes: JsonObject): Play {
  const guess = readChoice(wishes, "guess", ["higher", "lower"], "invalid_guess");
  return {
    winProbability: 0.5, payout: 1.9,
    play: (chance) => {
      const [first, second] = [chance.below(13) + 1, chance.below(13) + 1];
      const ways = guess === "higher" ? 13 - first : first - 1;
      const nominal = ways === 0 ? 12 : Math.min(12, Math.max(1.05, Math.round((13 / ways) * 97) / 100));
      const won = guess === "higher" ? second > first : second < first;
      return { result: { guess, first_card: first, second_card: second, push: first === second }, nominal, factor: first === second ? 1 : won ? nominal : 0 };
    },
  };
}
