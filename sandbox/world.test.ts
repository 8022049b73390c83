import { describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { DueQueue } from "./due-queue";
import { memoryJournal } from "./journal";
import { EXTERNAL, type Line } from "./ledger";
import { randomSource } from "./random";
import { World } from "./world";

const at = toEpochMs(1_795_168_223_000);
const line = (account: string, micros: bigint): Line => ({ account, amountMicros: usdc(micros), reason: "test" });

function newWorld(lines: string[] = []): World {
  const journal = { ...memoryJournal, append: (text: string) => void lines.push(text) };
  return new World({ journal, random: randomSource("test"), realNow: () => at });
}

function post(world: World, ...lines: Line[]): void {
  world.ledger.post({ at, ref: "r", service: "test", lines });
}

describe("the ledger", () => {
  it("refuses a posting that does not sum to zero", () => {
    const world = newWorld();
    expect(() => world.transact(() => post(world, line(EXTERNAL, -5n), line("a", 4n)))).toThrow("does not sum to zero");
    expect(world.ledger.entryCount).toBe(0);
  });

  it("lets no account but the external one fall below zero, and keeps nothing of the attempt", () => {
    const world = newWorld();
    world.transact(() => post(world, line(EXTERNAL, -5n), line("a", 5n)));
    expect(() => world.transact(() => post(world, line("b", 6n), line("a", -6n)))).toThrow("does not hold enough");
    expect([world.ledger.balance("a"), world.ledger.balance("b"), world.ledger.entryCount]).toEqual([5n, 0n, 2]);
  });
});

describe("a transaction", () => {
  it("leaves nothing behind when it fails after a posting and a row", () => {
    const lines: string[] = [];
    const world = newWorld(lines);
    const answers = world.answers;
    world.transact(() => {
      post(world, line(EXTERNAL, -5n), line("a", 5n));
      answers.put({ id: "kept", fingerprint: "1", answerText: "{}" });
    });
    expect(() => world.transact(() => {
      post(world, line("a", -3n), line("b", 3n));
      answers.put({ id: "kept", fingerprint: "2", answerText: "{}" });
      answers.put({ id: "new", fingerprint: "2", answerText: "{}" });
      throw new Error("late");
    })).toThrow("late");
    expect([world.ledger.balance("a"), world.ledger.balance("b")]).toEqual([5n, 0n]);
    expect(world.ledger.latest("a", 5).map((entry) => entry.balanceAfter)).toEqual([5n]);
    expect([answers.get("kept")?.fingerprint, answers.get("new"), answers.size]).toEqual(["1", undefined, 1]);
    expect([world.ledger.postingCount, lines.length]).toEqual([1, 1]);
  });
});

describe("what falls due", () => {
  it("comes earliest first, and in order of arrival on a tie", () => {
    const queue = new DueQueue();
    const times = [5, 1, 4, 1, 3, 9, 2, 1];
    for (const [index, time] of times.entries()) queue.add(toEpochMs(time), `${time}-${index}`);
    const taken: string[] = [];
    for (let due = queue.take(toEpochMs(5)); due; due = queue.take(toEpochMs(5))) taken.push(due.id);
    expect(taken).toEqual(["1-1", "1-3", "1-7", "2-6", "3-4", "4-2", "5-0"]);
    expect(queue.take(toEpochMs(9))?.id).toBe("9-5");
  });
});
