import { AsyncLocalStorage } from "node:async_hooks";
import { Pool, type PoolClient } from "pg";
import type { PrismaClient } from "./generated/client";
import { TransactionWire } from "./transaction-wire";

/** The connection that one open transaction runs on; `null` before it has one and once it gave it back. */
interface Held {
  client: PoolClient | null;
  wire: TransactionWire | null;
  readonly isDirect: boolean;
}

const opening = new AsyncLocalStorage<Held>();

// Next bundles pages, actions and routes apart; all of them must find the connection of the one database's transactions.
const shared = globalThis as typeof globalThis & { consoleTransactions?: WeakMap<object, Held> };
const open = (shared.consoleTransactions ??= new WeakMap<object, Held>());

type Connected = (error: Error | undefined, client: PoolClient | undefined, release: (error?: Error | boolean) => void) => void;

/**
 * A pool that knows which connection a transaction of Prisma took, so that statements written by hand go to it without
 * Prisma's query compiler between. A connection that was given back, after a time-out too, is never used again for it.
 */
export class TransactionPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | void {
    return callback ? super.connect(callback) : this.#take();
  }

  async #take(): Promise<PoolClient> {
    const client = await super.connect();
    const held = opening.getStore();
    if (!held || held.client) return client;
    held.client = client;
    const { query, release } = client;
    const wire = held.isDirect ? new TransactionWire(client) : null;
    held.wire = wire;
    // Whatever is asked behind the end of the transaction would stand alone and be kept, also while the end still waits in line.
    client.query = ((asked: { readonly text: string }) => {
      if (isEnd(asked)) held.client = null;
      return wire ? wire.ask(asked) : (query as (asked: unknown) => unknown).call(client, asked);
    }) as typeof query;
    client.release = (error) => {
      held.client = null;
      client.query = query;
      release.call(client, error);
    };
    return client;
  }
}

/** Prisma ends a transaction by one of these words, when its time is over too. */
function isEnd({ text }: { readonly text: string }): boolean {
  return text === "COMMIT" || text === "ROLLBACK";
}

/** Makes every interactive transaction of this client known to `connectionOf`. */
export function trackTransactions<T extends PrismaClient>(db: T, isDirect: boolean): T {
  const begin = db.$transaction.bind(db) as (work: unknown, options?: unknown) => Promise<unknown>;
  const tracked = (work: unknown, options?: unknown): Promise<unknown> => {
    if (typeof work !== "function") return begin(work, options);
    const held: Held = { client: null, wire: null, isDirect };
    return opening.run(held, () => begin((tx: object) => {
      open.set(tx, held);
      return opening.exit(() => untilSettled(held, () => (work as (tx: object) => unknown)(tx)));
    }, options)).catch((error: unknown) => {
      throw held.wire?.failure ?? error;
    });
  };
  return Object.assign(db, { $transaction: tracked });
}

/** A branch of the work that goes on after another one failed must not write behind the rollback. */
async function untilSettled(held: Held, work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } finally {
    held.client = null;
  }
}

/**
 * The connection of an open transaction; `null` when it is over or is none of a tracked client. It has a wire where the
 * server at its other end stays the same, so that it may keep prepared statements and answer several at once.
 */
export function connectionOf(tx: object): { readonly client: PoolClient; readonly wire: TransactionWire | null } | null {
  const held = open.get(tx);
  return held?.client ? { client: held.client, wire: held.wire } : null;
}
