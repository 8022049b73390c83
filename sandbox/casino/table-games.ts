import type { JsonObject } from "../call";
import type { Chance } from "./fairness";
import { type Game, type Outcome, type Play, readChoice, readRange, refuse } from "./game";

/** Games that pay by a table. The published tables are known by their range only; these keep to it. */
export const TABLE_GAMES: readonly Game[] = [
  { name: "plinko", path: "plinko", prepare: plinko },
  { name: "slots", path: "slots", prepare: () => drawn(0.3, SLOTS) },
  { name: "wheel", path: "wheel", prepare: () => drawn(0.4, WHEEL) },
  { name: "scratch_card", path: "scratch-card", prepare: () => drawn(0.25, SCRATCH) },
  { name: "keno", path: "keno", prepare: keno },
  { name: "mines", path: "mines", prepare: mines },
];

type Prizes = readonly { readonly label: string; readonly weight: number; readonly factor: number }[];

const SLOTS: Prizes = [
  { label: "nothing", weight: 700, factor: 0 }, { label: "cherries", weight: 170, factor: 1.5 }, { label: "lemons", weight: 80, factor: 2.5 },
  { label: "bells", weight: 35, factor: 6 }, { label: "bars", weight: 12, factor: 15 }, { label: "sevens", weight: 3, factor: 50 },
];
const WHEEL: Prizes = [
  { label: "0x", weight: 60, factor: 0 }, { label: "1.5x", weight: 24, factor: 1.5 }, { label: "2x", weight: 10, factor: 2 },
  { label: "5x", weight: 5, factor: 5 }, { label: "10x", weight: 1, factor: 10 },
];
const SCRATCH: Prizes = [
  { label: "nothing", weight: 750, factor: 0 }, { label: "small", weight: 170, factor: 2 }, { label: "medium", weight: 65, factor: 5 },
  { label: "large", weight: 13, factor: 15 }, { label: "top", weight: 2, factor: 50 },
];

function drawn(winProbability: number, prizes: Prizes): Play {
  const total = prizes.reduce((sum, prize) => sum + prize.weight, 0);
  return {
    winProbability, payout: 2,
    play: (chance) => {
      let left = chance.below(total);
      const prize = prizes.find((one) => (left -= one.weight) < 0) ?? { label: "nothing", factor: 0 };
      return { result: { outcome: prize.label, roll: chance.roll }, nominal: prize.factor, factor: prize.factor };
    },
  };
}

const EDGE_OF_BOARD: Readonly<Record<string, Readonly<Record<number, readonly number[]>>>> = {
  low: { 8: [5.6, 2.1, 1.1, 1, 0.5], 12: [10, 3, 1.6, 1.4, 1.1, 1, 0.5], 16: [16, 9, 2, 1.4, 1.4, 1.2, 1.1, 1, 0.5] },
  medium: { 8: [13, 3, 1.3, 0.7, 0.4], 12: [33, 11, 4, 2, 1.1, 0.6, 0.3], 16: [110, 41, 10, 5, 3, 1.5, 1, 0.5, 0.3] },
  high: { 8: [29, 4, 1.5, 0.3, 0.2], 12: [170, 24, 8.1, 2, 0.7, 0.2, 0.2], 16: [1_000, 130, 26, 9, 4, 2, 0.2, 0.2, 0.2] },
};

function plinko(wishes: JsonObject): Play {
  const rows = [8, 12, 16].find((count) => count === wishes.rows) ?? refuse("invalid_rows", "rows must be 8, 12 or 16");
  const risk = readChoice(wishes, "risk", ["low", "medium", "high"], "invalid_risk");
  const board = EDGE_OF_BOARD[risk]?.[rows] ?? [];
  return {
    winProbability: 0.3, payout: 2,
    play: (chance) => {
      const path = Array.from({ length: rows }, () => (chance.below(2) === 1 ? "R" : "L"));
      const bucket = path.filter((step) => step === "R").length;
      const factor = board[Math.min(bucket, rows - bucket)] ?? 0;
      return { result: { rows, risk, path: path.join(""), bucket, roll: chance.roll }, nominal: factor, factor };
    },
  };
}

/** By picks: what so many hits pay. Fewer pay nothing. */
const KENO: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  1: { 1: 3.6 }, 2: { 2: 14 }, 3: { 2: 2, 3: 40 }, 4: { 2: 1, 3: 6, 4: 120 }, 5: { 3: 3, 4: 20, 5: 400 },
  6: { 3: 2, 4: 8, 5: 70, 6: 800 }, 7: { 4: 4, 5: 25, 6: 200, 7: 1_500 }, 8: { 5: 12, 6: 80, 7: 500, 8: 3_000 },
  9: { 5: 6, 6: 40, 7: 200, 8: 1_500, 9: 5_000 }, 10: { 5: 3, 6: 20, 7: 100, 8: 600, 9: 3_000, 10: 10_000 },
};

function keno(wishes: JsonObject): Play {
  const picks = wishes.picks;
  const isFine = Array.isArray(picks) && picks.length >= 1 && picks.length <= 10 && new Set(picks).size === picks.length
    && picks.every((pick) => Number.isInteger(pick) && Number(pick) >= 1 && Number(pick) <= 80);
  if (!isFine) return refuse("invalid_picks", "picks must be 1 to 10 different numbers from 1 to 80");
  const chosen = picks as number[];
  return {
    winProbability: 0.25, payout: 2,
    play: (chance): Outcome => {
      const numbers = chance.pick(20, 80);
      const hits = chosen.filter((pick) => numbers.includes(pick)).length;
      const factor = KENO[chosen.length]?.[hits] ?? 0;
      return { result: { picks: chosen, drawn: numbers, hits, roll: chance.roll }, nominal: factor, factor };
    },
  };
}

function mines(wishes: JsonObject): Play {
  const count = readRange(wishes, "mines", 1, 24, "invalid_mines", true);
  const reveals = readRange(wishes, "reveals", 1, 25 - count, "invalid_reveals", true);
  const safe = safeChance(count, reveals);
  const payout = 0.975 / safe;
  return {
    winProbability: safe, payout,
    play: (chance: Chance) => {
      const bombs = chance.pick(count, 25);
      const opened = chance.pick(reveals, 25);
      const hit = opened.some((tile) => bombs.includes(tile));
      return { result: { mines: count, reveals, opened, mine_positions: bombs, hit_mine: hit, roll: chance.roll }, nominal: payout, factor: hit ? 0 : payout };
    },
  };
}

function safeChance(mineCount: number, reveals: number): number {
  let chance = 1;
  for (let step = 0; step < reveals; step++) chance *= (25 - mineCount - step) / (25 - step);
  return chance;
}
