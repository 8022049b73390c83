import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usdc } from "../money";
import { HOUR_MS, MINUTE_MS } from "../time";
import { nodeOutcome } from "./draft";
import { DEFAULT_WEIGHTS, type PipelineNode, type RunPlan, type SpokeNode, type TaskNode, type Validator, type WorkTerms } from "./plan";
import type { StepResult } from "./snapshot";
import { isLegFinal, isRunFinal } from "./states";
import { type Reply, World } from "./test-world";

const VALIDATORS: readonly Validator[] = [{ kind: "judge", url: "https://judge.example" }, { kind: "human", question: "Is it right?" }];

const terms = (dependsOn: readonly string[]): fc.Arbitrary<WorkTerms> => fc.record({
  instructions: fc.constant("Do it."), input: fc.constant(null), resultSchema: fc.constant(null), validators: fc.subarray([...VALIDATORS]),
  workMinutes: fc.constantFrom(10, 90), timeoutHours: fc.constantFrom(2, 24), disputeMinutes: fc.constantFrom(0, 30), revisions: fc.nat(2), attempts: fc.integer({ min: 1, max: 3 }),
  dependsOn: dependsOn.length > 0 ? fc.subarray([...dependsOn]) : fc.constant([]), isCritical: fc.boolean(), defaultOutput: fc.constantFrom(null, "default"), funding: fc.constantFrom(null, "prefund", "lazy"),
});

const task = (key: string, before: readonly string[]): fc.Arbitrary<TaskNode> => fc.tuple(terms(before), fc.subarray(["b1", "b2"])).map(([work, backups]) => ({
  ...work, kind: "task", key, label: key, worker: `w-${key}`, backups: backups.map((name) => `${name}-${key}`), amount: usdc(1_000_000n),
}));

const pipeline = (key: string, before: readonly string[]): fc.Arbitrary<PipelineNode> => fc.record({
  kind: fc.constant("pipeline" as const), key: fc.constant(key), label: fc.constant(key), dependsOn: before.length > 0 ? fc.subarray([...before]) : fc.constant([]),
  settle: fc.constantFrom("each", "from_the_end"),
  stages: fc.tuple(task(`${key}s1`, []), task(`${key}s2`, []), task(`${key}s3`, []), fc.boolean()).map(([one, two, three, isIndependent]) => [
    { ...one, isIndependent: false }, { ...two, isIndependent: false }, { ...three, isIndependent },
  ]),
});

const node = (key: string, before: readonly string[]): fc.Arbitrary<SpokeNode> => fc.oneof(
  task(key, before), pipeline(key, before),
  terms(before).map((work): SpokeNode => ({
    ...work, kind: "auction", key, label: key, bidders: ["x", "y"].map((name) => `${name}-${key}`), ceiling: usdc(2_000_000n), bidMinutes: 20, weights: DEFAULT_WEIGHTS, allowsNewcomers: true, tieRule: "lower_price",
  })),
  terms(before).map((work): SpokeNode => ({ ...work, kind: "marketplace", key, label: key, workers: ["x", "y", "z"].map((name) => `${name}-${key}`), amount: usdc(1_000_000n) })),
);

const plans: fc.Arbitrary<RunPlan> = fc.integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => node(`n${index}`, Array.from({ length: index }, (__, other) => `n${other}`)))))
  .chain((legs) => fc.constantFrom("prefund" as const, "lazy" as const).map((funding) => ({ name: "Random", funding, input: null, root: { kind: "hub_spoke" as const, legs } })));

const REPLIES: readonly Reply[] = ["ok", "ok", "ok", "lost_before", "lost_after", "refused", "not_done", "unfit", "gone", "dropped"];
const EVENTS = [
  "answer", "answer", "answer", "refuse", "expire", "bid", "bid", "minute", "hour", "wake", "settle", "settle", "review", "revise", "reject", "pause", "resume", "freeze", "thaw", "cancelByHand",
  "releaseByHand", "dispute", "resolve", "repeat", "cancelRun",
] as const;
const happenings = fc.array(fc.record({ event: fc.constantFrom(...EVENTS), pick: fc.nat(50), replies: fc.array(fc.constantFrom(...REPLIES), { minLength: 4, maxLength: 4 }) }), { maxLength: 80, size: "max" });
type Happening = { readonly event: (typeof EVENTS)[number]; readonly pick: number };

function happen(world: World, { event, pick }: Happening, mayCancel: boolean): void {
  const one = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  const order = one([...world.orders.values()].filter(({ state }) => state === "pending"));
  const held = world.escrows.filter(({ state, lost }) => (state === "locked" || state === "completed") && lost === null);
  const byHand = one(held.filter(({ legKey }) => world.rows.every(({ leg }) => leg.plan.key !== legKey || leg.plan.race === null)));
  const asked = one(world.rows.filter(({ leg }) => leg.state === "judging" && leg.reviewState === "wanted"))?.leg.plan.key;
  switch (event) {
    case "answer": return order && world.answer(order.id, { by: order.id });
    case "refuse": return order && world.answer(order.id, false);
    case "expire": return void (order && world.orders.set(order.id, { ...order, state: "expired", closedNote: "Claimed 5 times without a result" }));
    case "bid": return placeBid(world, pick);
    case "minute": return world.advance(MINUTE_MS);
    case "hour": return world.advance(HOUR_MS);
    case "wake": return world.advance(Math.max(0, (world.wakeAt ?? world.now) - world.now));
    case "settle": return void world.escrows.filter(({ lost }) => lost !== null).slice(0, 1).forEach((escrow) => world.settle(escrow));
    case "review": return asked === undefined ? undefined : world.change(asked, { reviewState: "accepted" });
    case "revise": return asked === undefined ? undefined : world.change(asked, { reviewState: "revise" });
    case "reject": return asked === undefined ? undefined : world.change(asked, { reviewState: "rejected" });
    case "pause": return void (world.state = world.state === "running" ? "paused" : world.state);
    case "resume": return void (world.state = world.state === "paused" ? "running" : world.state);
    case "freeze": return void (world.isFrozen = true);
    case "thaw": return void (world.isFrozen = false);
    case "cancelByHand": return void (byHand && Object.assign(byHand, { state: "refunded", refundCause: "cancel" }));
    case "releaseByHand": return void (byHand && Object.assign(byHand, { state: "released" }));
    case "dispute": return void (byHand && Object.assign(byHand, { state: "disputed" }));
    case "resolve": return void world.escrows.filter(({ state }) => state === "disputed").forEach((escrow) => Object.assign(escrow, { state: ["refunded", "released", "split"][pick % 3], refundCause: pick % 3 === 0 ? "dispute" : null }));
    case "cancelRun": return void (mayCancel && pick < 10 && !isRunFinal(world.state) ? (world.state = "stopping") : undefined);
    case "repeat": return undefined;
  }
}

function placeBid(world: World, pick: number): void {
  for (const [key, bids] of world.bids) {
    const open = world.rows.some(({ leg }) => leg.plan.key === key && leg.state === "bidding");
    const bid = bids.find(({ state }) => state === "invited");
    if (open && bid) world.bids.set(key, bids.map((other) => (other === bid ? { ...bid, state: "placed", price: usdc(BigInt(800_000 + pick * 30_000)), minutes: 5 + pick, placedAt: world.now } : other)));
  }
}

/** From here on everybody does what is asked of him, and the platform answers. */
function finish(world: World): number {
  let results: StepResult[] = [];
  if (world.state === "paused") world.state = "running";
  world.isFrozen = false;
  for (let turn = 1; turn <= 600; turn++) {
    for (const escrow of world.escrows) world.settle(escrow);
    const commands = world.decide(results);
    if (isRunFinal(world.state)) return turn;
    results = commands.flatMap((command) => world.carryOut(command, "ok") ?? []);
    if (commands.length > 0) continue;
    happen(world, { event: "resolve", pick: 0 }, false);
    for (const { leg } of world.rows) if (leg.reviewState === "wanted") world.change(leg.plan.key, { reviewState: "accepted" });
    const pending = [...world.orders.values()].filter(({ state }) => state === "pending");
    for (const { id } of pending) world.answer(id, { by: id });
    if (pending.length === 0) world.advance(MINUTE_MS * 10);
  }
  throw new Error(`The run does not end: ${JSON.stringify(world.rows.map(({ leg }) => [leg.plan.key, leg.state, leg.retryAt, leg.failureCode]))}`);
}

/** An attempt is an escrow: what was paid may count as done, what came back as failed, and nothing as both. */
function expectCountedOnce(world: World, agent: string): void {
  const own = world.escrows.filter(({ payee }) => payee === agent);
  const counted = (ended: "done" | "failed") => world.jobs.filter((job) => job.agentId === agent && job.ended === ended).length;
  expect(counted("done")).toBeLessThanOrEqual(own.filter(({ state }) => state === "released").length);
  expect(counted("failed")).toBeLessThanOrEqual(own.filter(({ state }) => state === "refunded" || state === "split").length);
}

describe("the engine's decision", () => {
  it("ends every run with its money whole, whatever happens in whatever order", () => {
    fc.assert(fc.property(plans, happenings, fc.boolean(), fc.boolean(), fc.boolean(), (plan, events, canCancel, canComplete, mayCancel) => {
      const world = new World(plan, { canCancel, canComplete });
      let results: StepResult[] = [];
      for (const event of events) {
        happen(world, event, mayCancel);
        const before = results;
        const commands = world.decide(results);
        // The same results once more, as after a crash between the writing and the word that it was written.
        if (event.event === "repeat") world.decide(before);
        results = commands.flatMap((command, index) => world.carryOut(command, event.replies[index % event.replies.length] ?? "ok") ?? []);
        if (isRunFinal(world.state)) break;
      }
      if (!isRunFinal(world.state)) finish(world);
      expect(world.rows.every(({ leg }) => isLegFinal(leg.state))).toBe(true);
      expect(world.rows.flatMap(({ leg }) => world.live(leg.plan.key))).toEqual([]);
      for (const { leg } of world.rows) expect(world.released().filter(({ legKey }) => legKey === leg.plan.key).length).toBe(leg.state === "paid" ? 1 : 0);
      expect([...world.orders.values()].every(({ state }) => state !== "pending" && state !== "returned"), "nobody works for nothing").toBe(true);
      for (const agent of new Set(world.escrows.map(({ payee }) => payee))) expectCountedOnce(world, agent);
      const isDone = world.snapshot().legs.every(({ plan: { nodeKey } }, _, legs) => nodeOutcome(legs.filter((leg) => leg.plan.nodeKey === nodeKey)) === "done");
      expect(world.state === "done").toBe(isDone && world.state !== "stopped");
    }), { numRuns: 500 });
  });
});
