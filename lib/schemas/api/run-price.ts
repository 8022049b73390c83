import { z } from "zod";

const amount = z.string().regex(/^-?\d+(?:\.\d{1,6})?$/).describe("Exact USDC as decimal text");
const minutes = z.int().describe("Minutes from the start");
const account = z.strictObject({ account: z.string().describe("Name of the agent"), change: amount });
const lost = z.strictObject({ orchestrator: amount, agents: amount });

const curve = z.strictObject({
  peak: amount.describe("The most that is locked at once"),
  steps: z.array(z.strictObject({ minute: minutes, label: z.string(), locked: amount.describe("Of the orchestrator, from then on"), lockedByAgents: amount })),
});

const failure = z.strictObject({
  keys: z.array(z.string()).describe("The leg, or all legs of a race"), label: z.string(), runEnds: z.enum(["done", "failed"]), minutes,
  burned: amount.describe("Fees that bought nothing"), accounts: z.array(account),
  effects: z.array(z.strictObject({ key: z.string(), label: z.string(), effect: z.enum(["failed", "defaulted", "cancelled", "skipped"]), isToldToStop: z.boolean() }))
    .describe("Legs that the failure touches"),
});

/** What a plan costs before it runs. Auctions are counted at their ceiling. */
export const runPriceSchema = z.strictObject({
  orchestrator: z.string(), payments: z.int(), budget: amount.describe("The most that leaves the orchestrator"), lockedAtStart: amount,
  success: z.strictObject({
    paid: amount, fees: amount, burned: amount, referralBack: amount, referralOfOthers: amount, netCost: amount, minutes, accounts: z.array(account),
  }).describe("When all work succeeds"),
  capital: z.strictObject({ planned: curve, prefund: curve, lazy: curve }),
  margins: z.array(z.strictObject({ key: z.string(), label: z.string(), account: z.string(), gets: amount, pays: amount, gross: amount, net: amount })),
  ownCapital: z.array(z.strictObject({
    account: z.string(), amount: amount.describe("What it must hold beforehand"), standIns: z.array(z.string()), holds: amount.nullable(),
    readAgoMs: z.int().nullable(), isShort: z.boolean(),
  })),
  worst: z.strictObject({ nobodyActs: lost, everythingFails: lost }),
  failures: z.array(failure), failuresOmitted: z.int().describe("Points of failure of a large plan that were not played"),
});
