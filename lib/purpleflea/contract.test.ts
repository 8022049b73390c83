import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublic } from "@/lib/core/connection/accounts";
import { CAPABILITIES, type Capability, isRead, LIVE_DIALECTS, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { type Dialect, DIALECTS } from "@/lib/core/escrow/states";
import { ADAPTERS } from "./dispatch";
import { CONTRACT } from "./testing/contract-cases";
import { SAMPLE_CALLS } from "./testing/sample-calls";
import { createTestFleet, type TestFleet } from "./testing/test-fleet";

const implemented = DIALECTS.flatMap((dialect) =>
  CAPABILITIES.filter((capability) => ADAPTERS[dialect][capability] !== undefined)
    .map((capability) => ({ dialect, capability })));

/** Every way in which a call fails, what it is told apart as, and whether a write may have happened all the same. */
const FAULTS = [
  ["429", {}, "PlatformRateLimited", false], ["5xx", {}, "PlatformFailed", true], ["html", {}, "PlatformFailed", true],
  ["html", { status: 200 }, "PlatformAnswerUnreadable", true], ["reply_lost_before", {}, "PlatformReplyLost", true],
  ["reply_lost_after", {}, "PlatformReplyLost", true],
] as const;

/** The published escrow and the sandbox's wallets look a thing up before they look at the key. */
const LOOKED_UP_FIRST: readonly Capability[] = ["escrow.get", "wallet.get", "wallet.update"];

interface Tally { isKept: boolean; answers: number; refusals: number; faults: number }
const tallies = new Map<string, Tally>();

function tallyOf(dialect: Dialect, capability: Capability): Tally {
  const key = `${dialect} ${capability}`;
  const tally = tallies.get(key) ?? { isKept: false, answers: 0, refusals: 0, faults: 0 };
  tallies.set(key, tally);
  return tally;
}

/** One line per capability, one column per dialect: answers read / refusals and faults told apart. */
function table(): string {
  const cell = (dialect: Dialect, capability: Capability) => {
    const tally = tallies.get(`${dialect} ${capability}`);
    const text = tally === undefined ? "-" : tally.isKept ? `${tally.answers}/${tally.refusals + tally.faults}` : "BROKEN";
    return text.padEnd(8);
  };
  const rows = CAPABILITIES.map((name) => `${name.padEnd(34)}${DIALECTS.map((dialect) => cell(dialect, name)).join("")}`);
  return [`${"answers/errors".padEnd(34)}${DIALECTS.map((dialect) => dialect.padEnd(8)).join("")}`, ...rows].join("\n");
}

describe("the contract of the port", () => {
  it.each(implemented)("$dialect keeps $capability", async ({ dialect, capability }) => {
    const tally = tallyOf(dialect, capability);
    const fleet = await createTestFleet();
    const speakers = {
      orchestrator: fleet.as(fleet.orchestrator, capability, dialect), worker: fleet.as(fleet.worker, capability, dialect),
    };
    fleet.calls.length = 0;
    await CONTRACT[capability](fleet, speakers, dialect);
    const calls = fleet.calls.filter((call) => call.capability === capability);
    tally.answers = calls.filter((call) => call.status >= 200 && call.status < 300).length;
    tally.refusals = calls.filter((call) => call.status >= 400).length;
    expect(tally.answers).toBeGreaterThan(0);
    tally.isKept = true;
  });
});

describe("every failure of every capability", () => {
  let fleet: TestFleet;
  beforeAll(async () => void (fleet = await createTestFleet()));

  it.each(implemented)("is told apart by $dialect for $capability", async ({ dialect, capability }) => {
    const who = fleet.as(fleet.orchestrator, capability, dialect);
    for (const [effect, more, name, mayHaveHappened] of FAULTS) {
      await fleet.control("/faults", { effect, ...more });
      const outcome = mayHaveHappened && !isRead(capability) ? "unknown" : "rejected";
      await expect(SAMPLE_CALLS[capability](who, { idempotencyKey: fleet.nextKey() }), effect).rejects.toMatchObject({ name, outcome });
      await fleet.clearFaults();
      tallyOf(dialect, capability).faults += 1;
    }
  });

  it.each(implemented.filter(({ capability }) => !isPublic(capability) && !LOOKED_UP_FIRST.includes(capability)))("refuses a wrong key of $dialect for $capability", async ({ dialect, capability }) => {
    const who = fleet.as({ ...fleet.orchestrator, apiKey: "sk_live_wrong" }, capability, dialect);
    const refused = SAMPLE_CALLS[capability](who, { idempotencyKey: fleet.nextKey() });
    await expect(refused).rejects.toMatchObject({ name: "PlatformRefused", outcome: "rejected", status: 401 });
    tallyOf(dialect, capability).faults += 1;
  });
});

describe("the table of the contract", () => {
  it("has a dialect behind everything that a connection names", () => {
    for (const dialects of [SANDBOX_DIALECTS, LIVE_DIALECTS]) {
      for (const capability of CAPABILITIES) {
        const dialect = dialects[capability];
        if (dialect !== null) expect(ADAPTERS[dialect][capability], `${dialect} ${capability}`).toBeTypeOf("function");
      }
    }
  });

  it("names a dialect of the sandbox for every capability", () => {
    expect(CAPABILITIES.filter((capability) => SANDBOX_DIALECTS[capability] === null)).toEqual([]);
  });

  it("calls reads what the port sends as reads", () => {
    expect(CAPABILITIES.filter((name) => /client\./.test(String(SAMPLE_CALLS[name])) !== isRead(name))).toEqual([]);
  });

  afterAll(() => process.stdout.write(`\n${table()}\n`));
});
