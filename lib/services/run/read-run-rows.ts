import type { Bid, Leg, Run, RunEvent, WorkOrder } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import type { RunEscrow } from "./run-money";

/** An order without what is long: results are read for one leg alone. */
export type RunOrder = Pick<WorkOrder, "id" | "legId" | "state" | "revision" | "escrowId">;

/** The rows of one run, read in one snapshot of the database. */
export interface RunRows {
  readonly run: Run;
  readonly legs: readonly Leg[];
  readonly bids: readonly Bid[];
  readonly escrows: readonly RunEscrow[];
  /** Ids of escrows with a wish whose outcome is open, with the outcome. */
  readonly openIntents: ReadonlyMap<string, string>;
  readonly orders: ReadonlyMap<string, RunOrder>;
  readonly events: readonly RunEvent[];
  readonly agents: ReadonlyMap<string, { readonly name: string; readonly kind: string }>;
  readonly orchestratorId: string | null;
  /** Above it a release needs a treasurer. Units: micros. */
  readonly approvalAboveMicros: bigint | null;
  /** Whole orders of the chosen leg, the oldest first. */
  readonly chosenOrders: readonly WorkOrder[];
}

const EVENTS_SHOWN = 200;

/** Errors: `NOT_FOUND`, also for a run of another connection. */
export async function readRunRows(ctx: Pick<ServiceContext, "db">, connectionId: string, runId: string, legKey: string | null): Promise<RunRows> {
  return ctx.db.$transaction(async (tx) => {
    const run = await tx.run.findFirst({ where: { id: runId, connectionId } });
    if (!run) throw new ServiceError("NOT_FOUND", "This run does not exist on this connection. Look it up in the list.");
    const legs = await tx.leg.findMany({ where: { runId }, orderBy: { position: "asc" }, omit: { output: true } });
    const bids = await tx.bid.findMany({ where: { leg: { runId } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    const escrows = await tx.escrow.findMany({ where: { runId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], omit: { lockCode: true, record: true } });
    const intents = await tx.intent.findMany({
      where: { subjectId: { in: escrows.map(({ id }) => id) }, outcome: { in: ["sending", "unknown"] } }, select: { subjectId: true, outcome: true },
    });
    const orders = await tx.workOrder.findMany({
      where: { id: { in: legs.flatMap(({ orderId }) => orderId ?? []) } }, select: { id: true, legId: true, state: true, revision: true, escrowId: true },
    });
    const events = await tx.runEvent.findMany({ where: { runId }, orderBy: [{ at: "desc" }, { id: "desc" }], take: EVENTS_SHOWN });
    const chosen = legs.find(({ key }) => key === legKey);
    const chosenOrders = chosen ? await tx.workOrder.findMany({ where: { legId: chosen.id, kind: "task" }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }) : [];
    const connection = await tx.connection.findUniqueOrThrow({ where: { id: connectionId }, select: { orchestratorAgentId: true } });
    const policy = await tx.policy.findUnique({ where: { connectionId }, select: { approvalAboveMicros: true } });
    const orchestratorId = connection.orchestratorAgentId;
    const named = new Set([
      ...legs.flatMap((leg) => [...leg.candidates, leg.payerAgentId, leg.payeeAgentId]), ...escrows.flatMap((row) => [row.payerAgentId, row.payeeAgentId]),
      ...bids.map(({ agentId }) => agentId), orchestratorId,
    ]);
    const agents = await tx.agent.findMany({ where: { id: { in: [...named].filter((id) => id !== null) } }, select: { id: true, name: true, kind: true } });
    return {
      run, legs: legs.map((leg) => ({ ...leg, output: null })), bids, escrows, events, chosenOrders, orchestratorId, approvalAboveMicros: policy?.approvalAboveMicros ?? null,
      openIntents: new Map(intents.map(({ subjectId, outcome }) => [subjectId, outcome])),
      orders: new Map(orders.map((order) => [order.id, order])), agents: new Map(agents.map(({ id, name, kind }) => [id, { name, kind }])),
    };
  }, { isolationLevel: "RepeatableRead" });
}
