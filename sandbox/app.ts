import { addressOf } from "./addressing";
import type { Route } from "./call";
import { controlAnswer, type ControlDependencies } from "./control";
import { expireEscrow } from "./escrow-store";
import { FaultRules } from "./faults";
import { deliver } from "./delivery";
import { fileJournal, memoryJournal } from "./journal";
import { isLocal } from "./loopback";
import { createPlatform } from "./platform";
import { randomSource } from "./random";
import { RateLimits } from "./rate-limit";
import { Refusal } from "./refusal";
import { productRoutes } from "./product-routes";
import { healthRoutes } from "./routes/health";
import { World } from "./world";

const BODY_CHARACTERS_MAX = 1_000_000;
/** A start with a longer journal writes a snapshot, so that the next one is fast. */
const COMPACT_ABOVE_BYTES = 32_000_000;

export interface SandboxOptions {
  /** Where the journal lives; without one nothing is kept. */
  readonly dataFolder?: string;
  /** Makes ids and keys the same in every run. */
  readonly seed?: string;
  readonly realNow?: () => number;
}

/** Who is asking, where that is known: a request that tests hand over has no address and is local. */
export interface Peer {
  readonly remoteAddress?: string;
}

export interface Sandbox {
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** Runs what has fallen due; gives how many. The process calls it by a timer. */
  tick(): number;
  readonly routes: readonly Route[];
  close(): void;
}

/** The stand-in platform: all hosts, one ledger, one clock. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const world = new World({
    journal: options.dataFolder === undefined ? memoryJournal : fileJournal(options.dataFolder),
    random: randomSource(options.seed), realNow: options.realNow ?? Date.now,
  });
  world.restore();
  if (world.journalBytes > COMPACT_ABOVE_BYTES) world.compact();
  const faults = new FaultRules();
  const limits = new RateLimits();
  const startedAt = world.clock.now();
  const routes: readonly Route[] = [
    ...productRoutes, ...healthRoutes(startedAt, () => routes),
  ];
  const appOf = createPlatform({ world, routes, limits });
  let requests = 0;

  const runDue = (): number => runDueEscrows(world);
  const reset = (): void => {
    world.reset();
    faults.clear();
    limits.clear();
  };
  const dated = (response: Response): Response => {
    response.headers.set("date", new Date(world.clock.now()).toUTCString());
    return response;
  };
  return {
    routes,
    tick: runDue,
    close: () => world.close(),
    fetch: async (request, peer) => {
      const url = new URL(request.url);
      const hostHeader = request.headers.get("host") ?? url.host;
      const signal = peer === undefined ? request.signal : null;
      signal?.throwIfAborted();
      const text = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
      if (text.length > BODY_CHARACTERS_MAX) return dated(Response.json({ error: "payload_too_large" }, { status: 413 }));
      if (url.pathname.startsWith("/_sandbox/")) {
        if (!isLocal(request, hostHeader, peer?.remoteAddress)) return dated(Response.json({ error: "not_found" }, { status: 404 }));
        runDue();
        return dated(controlResponse({ world, faults, runDue, reset, requests: () => requests }, request.method, url, text));
      }
      const address = addressOf(url.pathname, hostHeader);
      if (!address) return dated(Response.json({ error: "unknown_host" }, { status: 404 }));
      requests += 1;
      const plan = faults.plan({ method: request.method, paths: [address.full, address.path], text });
      const serve = async (): Promise<Response> => {
        runDue();
        return appOf(address.host, address.isPublished).fetch(request, { text, path: address.path });
      };
      return dated(await deliver(plan, signal, serve));
    },
  };
}

/** Settles every escrow whose deadline has passed, in the order of the deadlines; gives how many fell due. */
function runDueEscrows(world: World): number {
  const now = world.clock.now();
  let ran = 0;
  for (let due = world.due.take(now); due !== undefined; due = world.due.take(now)) {
    const { id, at } = due;
    if (world.transact(() => expireEscrow(world, id, at))) ran += 1;
  }
  return ran;
}

function controlResponse(dependencies: ControlDependencies, method: string, url: URL, text: string): Response {
  const path = url.pathname.slice("/_sandbox".length);
  try {
    return Response.json(controlAnswer(dependencies, { method, path, query: url.searchParams, text }));
  } catch (error) {
    if (error instanceof Refusal) return Response.json(error.body, { status: error.status });
    throw error;
  }
}
