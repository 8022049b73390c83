import { newId } from "@/lib/core/ids";
import { invariant } from "@/lib/core/invariant";
import { toDecimal, usdc } from "@/lib/core/money";
import type { Json } from "@/lib/core/order/json-value";
import { ATTEMPT_SECONDS_MAX } from "@/lib/core/order/lease";
import type { Decision, Effect, LegSnapshot } from "@/lib/core/run/snapshot";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { closeOrders, offerOrders } from "../order/many-orders";
import { inviteBid, type LegOrder } from "../order/offer-order";
import type { LegRow, LoadedRun } from "./load-run";
import { noteJobs } from "./reputation";
import { writeLegs } from "./write-legs";

interface Scope {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly connectionId: string;
  readonly runId: string;
}

/**
 * Writes what was decided: orders first (a worker may hold one and waits for nothing else of ours), then bids, legs, the
 * run's history and the agents' records. The audit entry is the caller's and comes last.
 */
export async function applyDecision(scope: Scope, loaded: LoadedRun, decision: Decision): Promise<void> {
  const changed = new Map(decision.changed.map((leg) => [leg.plan.key, leg]));
  const legOf = (key: string) => {
    const row = loaded.legs.get(key);
    invariant(row, "an effect belongs to a leg of the run");
    return { row, leg: changed.get(key) ?? loaded.snapshot.legs[row.position] as LegSnapshot };
  };
  const { effects } = decision;
  await closeOrders(scope.tx, scope.ctx, effects.filter((effect) => effect.kind === "close").map(({ orderId, event, note }) => ({ orderId, event, note })));
  const offers = effects.filter((effect) => effect.kind === "offer");
  const ids = await offerOrders(scope.tx, scope.ctx, offers.map((effect) => toOrder(scope, legOf(effect.legKey), effect)));
  const offered = new Map(offers.map(({ legKey }, index) => [legKey, ids[index]]));
  for (const effect of effects) if (effect.kind === "invite") await invite(scope, legOf(effect.legKey), effect);
  for (const effect of effects) if (effect.kind === "bid") await writeBid(scope, legOf(effect.legKey).row.id, effect);
  await writeLegs(scope.tx, decision.changed.map((leg) => ({ id: legOf(leg.plan.key).row.id, leg, orderId: offered.get(leg.plan.key) })));
  await writeEvents(scope, decision.effects);
  await noteJobs(scope.tx, scope.connectionId, decision.effects.filter((effect) => effect.kind === "job"));
}

interface At { readonly row: LegRow; readonly leg: LegSnapshot }
type EffectOf<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

function toOrder({ connectionId }: Scope, { row, leg }: At, { input, feedback }: EffectOf<"offer">): LegOrder {
  const escrowId = leg.escrow?.id;
  invariant(escrowId && leg.payeeAgentId, "work is offered on a locked escrow");
  const { terms } = leg.plan;
  return {
    connectionId, legId: row.id, escrowId, workerAgentId: leg.payeeAgentId, instructions: terms.instructions, input, resultSchema: terms.resultSchema,
    timeoutSeconds: Math.min(terms.workMinutes * 60, ATTEMPT_SECONDS_MAX), revision: leg.revision, feedback: feedback.length > 0 ? feedback : null,
  };
}

async function invite({ tx, ctx, connectionId }: Scope, { row, leg }: At, effect: EffectOf<"invite">): Promise<void> {
  const { ceilingMicros, ...work } = effect.input as { ceilingMicros: string; work: Json; workMinutes: number };
  const orderId = await inviteBid(tx, ctx, {
    connectionId, legId: row.id, workerAgentId: effect.agentId, instructions: leg.plan.terms.instructions, closesAt: effect.closesAt,
    input: { ceiling: toDecimal(usdc(BigInt(ceilingMicros))), ...work },
  });
  const fresh = { orderId, state: "invited", createdAt: new Date(ctx.now()) };
  const asked = { source: null, priceMicros: null, minutes: null, note: null, score: Prisma.DbNull, placedAt: null };
  await tx.bid.upsert({
    where: { legId_agentId: { legId: row.id, agentId: effect.agentId } }, update: { ...fresh, ...asked },
    create: { ...fresh, id: newId("bid", ctx.now(), ctx.random), legId: row.id, agentId: effect.agentId },
  });
}

async function writeBid({ tx }: Scope, legId: string, { agentId, bid }: EffectOf<"bid">): Promise<void> {
  await tx.bid.update({
    where: { legId_agentId: { legId, agentId } },
    data: {
      state: bid.state, source: bid.source, priceMicros: bid.price, minutes: bid.minutes, score: json(bid.score),
      ...(bid.note === null ? {} : { note: bid.note }),
    },
  });
}

async function writeEvents({ tx, ctx, runId }: Scope, effects: readonly Effect[]): Promise<void> {
  const events = effects.flatMap((effect) => (effect.kind === "event" ? [effect] : []));
  if (events.length === 0) return;
  const at = ctx.now();
  // One decision is one instant; within it the ids keep the order, for whoever reads sorts by both.
  const ids = events.map(() => newId("runEvent", at, ctx.random)).sort();
  await tx.runEvent.createMany({
    data: events.map((event, index) => ({
      id: ids[index]!, runId, legKey: event.legKey, kind: event.event, note: event.note, actor: ctx.actor.name, at: new Date(at),
    })),
  });
}

function json(value: Json) {
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}
