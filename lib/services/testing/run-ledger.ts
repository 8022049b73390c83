import { expect } from "vitest";
import { flattenPlan } from "@/lib/core/run/flatten";
import { runPlanSchema } from "@/lib/schemas/run-plan";
import type { TestFleet } from "./test-fleet";

interface Entry { readonly posting: number; readonly account: string; readonly amountMicros: string; readonly reason: string; readonly ref: string }
interface PlatformEscrow { readonly escrowId: string; readonly state: string; readonly payerId: string; readonly payeeId: string; readonly amountMicros: string; readonly description: string }

export interface RunOnPlatform {
  /** Escrows that hold money, by the key of their leg. */
  readonly live: Readonly<Record<string, number>>;
  /** How often each leg was paid. */
  readonly released: Readonly<Record<string, number>>;
  /** What became of the escrows of each leg, the first attempt first. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  readonly escrows: readonly (PlatformEscrow & { readonly legKey: string })[];
  /** Units: micros. */
  readonly balanceOf: (upstreamId: string) => bigint;
}

const LIVE = ["locked", "completed", "disputed"];

/**
 * Reads what the platform itself holds of a run, by the escrows' own descriptions, and fails the test when money was made,
 * lost or paid twice: every posting sums to zero, no escrow is settled twice, no leg has two live escrows, no race two winners.
 */
export async function checkMoney(fleet: TestFleet, runId: string): Promise<RunOnPlatform> {
  const run = await fleet.db.run.findUniqueOrThrow({ where: { id: runId }, include: { legs: { orderBy: { position: "asc" } } } });
  const state = await fleet.control("GET", "state") as unknown as { escrows: PlatformEscrow[]; agents: { agentId: string; balanceMicros: string }[]; stats: { totalMicros: string } };
  const { entries } = await fleet.control("GET", "ledger") as unknown as { entries: Entry[] };
  expect(state.stats.totalMicros, "no money is made or lost").toBe("0");
  const settled = countBy(entries.filter(({ account, amountMicros }) => account.startsWith("escrow:") && amountMicros.startsWith("-")), ({ account }) => account);
  for (const [account, times] of Object.entries(settled)) expect(times, `${account} is settled once`).toBe(1);
  const escrows = state.escrows.flatMap((escrow) => {
    const place = new RegExp(`^Payment run ${run.number}, leg (\\d+)\\b`).exec(escrow.description);
    const leg = place ? run.legs[Number(place[1]) - 1] : undefined;
    return leg ? [{ ...escrow, legKey: leg.key }] : [];
  });
  const live = countBy(escrows.filter((escrow) => LIVE.includes(escrow.state)), ({ legKey }) => legKey);
  for (const [key, count] of Object.entries(live)) expect(count, `${key} has one live escrow`).toBe(1);
  const payments = entries.filter(({ reason, account }) => reason.startsWith("escrow_release: ") && account.startsWith("agent:"));
  const legOf = new Map(escrows.map(({ escrowId, legKey }) => [escrowId, legKey]));
  const released = countBy(payments.flatMap(({ ref }) => legOf.get(ref) ?? []), (key) => key);
  for (const [key, count] of Object.entries(released)) expect(count, `${key} is paid once`).toBe(1);
  for (const [race, count] of Object.entries(winnersOf(run.plan, released))) expect(count, `${race} has one winner`).toBe(1);
  const balances = new Map(state.agents.map((agent) => [agent.agentId, BigInt(agent.balanceMicros)]));
  const states: Record<string, string[]> = {};
  for (const { legKey, state: word } of escrows) (states[legKey] ??= []).push(word);
  return { live, released, states, escrows, balanceOf: (upstreamId) => balances.get(upstreamId) ?? 0n };
}

function winnersOf(plan: unknown, released: Readonly<Record<string, number>>): Record<string, number> {
  const legs = flattenPlan(runPlanSchema.parse(plan));
  return countBy(legs.flatMap(({ key, race }) => (race !== null && (released[key] ?? 0) > 0 ? [race] : [])), (race) => race);
}

function countBy<T>(rows: readonly T[], keyOf: (row: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}
