import type { JsonObject } from "../call";
import { Refusal } from "../refusal";
import type { Chance } from "./fairness";

/** What a game did with one stake. */
export interface Outcome {
  readonly result: Record<string, unknown>;
  /** What a win pays, the stake counted; shown for lost bets too. */
  readonly nominal: number;
  /** What this bet pays: 0 when it is lost, 1 when the stake comes back. */
  readonly factor: number;
}

/** One game with its wishes read and checked: ready to play. */
export interface Play {
  /** Decides the Kelly cap. */
  readonly winProbability: number;
  readonly payout: number;
  readonly play: (chance: Chance) => Outcome;
}

export interface Game {
  /** The word in answers and in the history. */
  readonly name: string;
  /** The segment of the path under `/games`. */
  readonly path: string;
  readonly prepare: (wishes: JsonObject) => Play;
}

/** A game with one chance and one payout: won when the roll is in its part of the range. */
export function simplePlay(winProbability: number, payout: number, decide: (chance: Chance) => { won: boolean; result: Record<string, unknown> }): Play {
  return {
    winProbability, payout,
    play: (chance) => {
      const { won, result } = decide(chance);
      return { result, nominal: payout, factor: won ? payout : 0 };
    },
  };
}

export function refuse(code: string, message: string): never {
  throw new Refusal(400, code, message);
}

/** A number in a range. Refuses with 400 and the game's own code. */
export function readRange(wishes: JsonObject, field: string, lowest: number, highest: number, code: string, isWhole = false): number {
  const value = wishes[field];
  const isFine = typeof value === "number" && value >= lowest && value <= highest && (!isWhole || Number.isInteger(value));
  return isFine ? value : refuse(code, `${field} must be a number from ${lowest} to ${highest}`);
}

export function readChoice<T extends string>(wishes: JsonObject, field: string, choices: readonly T[], code: string, message?: string): T {
  const found = choices.find((choice) => choice === wishes[field]);
  return found ?? refuse(code, message ?? `${field} must be one of ${choices.join(", ")}`);
}

/** The published core games keep half a percent. */
export const CORE_RETURN = 0.995;
