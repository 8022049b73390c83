import { type Json, isObject } from "@/lib/core/order/json-value";
import type { ServiceContext } from "../context";
import { ANYTHING, type EventHub, type LiveMessage } from "../live/event-hub";
import type { SignedInWorker } from "./find-worker-token";
import { type OfferedOrder, toOffered } from "./order-view";

/** More than one process of a worker takes at a time. */
const OFFERED_MAX = 20;

/** One for each process of a worker, with room for those that left without a word. */
const WAITS_MAX = 4;

/** Ends of the requests that wait in this process, by worker, the oldest first. */
const waiting = new Map<string, Set<() => void>>();

interface WaitOptions {
  readonly hub: EventHub;
  /** 0 answers at once. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** The orders that a worker may claim or bid for now, the oldest first; none while it may not work. */
export async function listOffered(ctx: Pick<ServiceContext, "db" | "now">, worker: SignedInWorker): Promise<OfferedOrder[]> {
  if (!worker.mayWork) return [];
  const rows = await ctx.db.workOrder.findMany({
    where: { workerAgentId: worker.agentId, state: "pending", OR: [{ closesAt: null }, { closesAt: { gt: new Date(ctx.now()) } }] }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: OFFERED_MAX,
  });
  return rows.map(toOffered);
}

/**
 * The orders that a worker may claim, as soon as there is one: it listens first and then reads, so that nothing falls
 * between, and reads again only when an event names this worker, or when the wait is over. Of more than four waits of one
 * worker the oldest is answered at once.
 */
export async function waitForOrders(ctx: Pick<ServiceContext, "db" | "now">, worker: SignedInWorker, { hub, waitMs, signal }: WaitOptions): Promise<OfferedOrder[]> {
  if (waitMs <= 0) return listOffered(ctx, worker);
  let wake = (): void => undefined;
  let isOver = false;
  let isWoken = false;
  const end = () => {
    isOver = true;
    wake();
  };
  const leave = hub.subscribe({
    onMessages: (messages) => {
      if (!messages.some((message) => concerns(message, worker.agentId))) return;
      isWoken = true;
      wake();
    },
    onClose: end,
  });
  const timer = setTimeout(end, waitMs);
  const leaveQueue = joinQueue(worker.agentId, end);
  signal.addEventListener("abort", end, { once: true });
  try {
    for (;;) {
      isWoken = false;
      const orders = await listOffered(ctx, worker);
      if (orders.length > 0 || isOver || signal.aborted) return orders;
      if (!isWoken) await new Promise<void>((resolve) => (wake = resolve));
      wake = () => undefined;
    }
  } finally {
    leave();
    leaveQueue();
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

function joinQueue(agentId: string, end: () => void): () => void {
  const ends = waiting.get(agentId) ?? new Set();
  waiting.set(agentId, ends.add(end));
  const [oldest] = ends;
  if (ends.size > WAITS_MAX && oldest) {
    ends.delete(oldest);
    oldest();
  }
  return () => {
    ends.delete(end);
    if (ends.size === 0 && waiting.get(agentId) === ends) waiting.delete(agentId);
  };
}

/** Thousands may wait: only a message that could concern this worker is looked into. */
function concerns(message: LiveMessage, agentId: string): boolean {
  if (message !== ANYTHING && !message.includes(agentId)) return false;
  const event = JSON.parse(message) as Json;
  return isObject(event) && (event["topic"] === "*" || (event["topic"] === "orders" && event["id"] === agentId));
}
