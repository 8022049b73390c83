import { AsyncLocalStorage } from "node:async_hooks";
import { Pool, type PoolClient } from "pg";
import type { PrismaClient } from "./generated/client";
import { TransactionWire } from "./transaction-wire";

/** So long a transaction waits for a connection, and so long it may take. */
export const CONNECTION_WAIT_MS = 5_000;
export const TRANSACTION_MS = 15_000;

/** The connection that one open transaction runs on; `null` before it has one and once it gave it back. */
interface Held {
  client: PoolClient | null;
  wire: TransactionWire | null;
  readonly isDirect: boolean;
}

/** What the next connection that Prisma asks for is: one of the pool's, remembered here, or one that is lent to it. */
const opening = new AsyncLocalStorage<Held | { readonly lent: PoolClient }>();

/** How a database's transactions begin, for those that begin without Prisma. */
interface Door {
  readonly begin: unknown;
  readonly connect: () => Promise<PoolClient>;
  /** Runs Prisma's transaction on a connection that is lent to it. */
  readonly lend: (lent: PoolClient, work: (tx: object) => Promise<void>) => Promise<void>;
}

// Next bundles pages, actions and routes apart; all of them must find the connection of the one database's transactions.
const shared = globalThis as typeof globalThis & { consoleTransactions?: WeakMap<object, Held>; consoleDoors?: WeakMap<object, Door> };
const open = (shared.consoleTransactions ??= new WeakMap<object, Held>());
const doors = (shared.consoleDoors ??= new WeakMap<object, Door>());

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
    const held = opening.getStore();
    if (held && "lent" in held) return held.lent;
    const client = await super.connect();
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
export function trackTransactions<T extends PrismaClient>(db: T, pool: TransactionPool, isDirect: boolean): T {
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
  const lend = (lent: PoolClient, work: (tx: object) => Promise<void>) => opening.run({ lent }, () => begin(work)) as Promise<void>;
  if (isDirect) doors.set(db, { begin: tracked, connect: () => pool.connect(), lend });
  return Object.assign(db, { $transaction: tracked });
}

/** How to begin a transaction of this database without Prisma; `null` behind a pooler and where somebody stands before the client. */
export function doorOf(db: PrismaClient): Door | null {
  const door = doors.get(db);
  return door?.begin === db.$transaction ? door : null;
}

/** Makes the connection of a transaction known to `connectionOf`, until the function that it gives is called. */
export function hold(tx: object, client: PoolClient, wire: TransactionWire): () => void {
  const held: Held = { client, wire, isDirect: true };
  open.set(tx, held);
  return () => {
    held.client = null;
  };
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
