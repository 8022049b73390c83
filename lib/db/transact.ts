import type { PoolClient, QueryResult } from "pg";
import type { Database, Tx } from "./client";
import { CONNECTION_WAIT_MS, doorOf, hold, TRANSACTION_MS } from "./transaction-pool";
import { NOTHING, TransactionWire } from "./transaction-wire";

/** Prisma's side of a transaction that began without it: there from the first model or raw query on. */
interface Guest {
  readonly tx: Tx;
  readonly leave: () => Promise<void>;
}

/**
 * Runs the work in one transaction, as `$transaction` does, for what happens hundreds of times a second: Prisma's own
 * bookkeeping costs more than the statements. A model that the work asks joins the same transaction; only then does Prisma
 * hear of it. Errors: those of the work, of its statements, and a time-out like Prisma's.
 */
export async function transact<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const door = doorOf(db);
  if (!door) return db.$transaction(work);
  const client = await connectInTime(door.connect);
  // Without a listener a connection that breaks ends the process; the statement that waits for it says so.
  const ignore = () => undefined;
  client.on("error", ignore);
  const wire = new TransactionWire(client);
  let guest: Promise<Guest> | null = null;
  let isOver = false;
  const tx = lazyTx(() => {
    if (isOver) return Promise.reject(new Error("The transaction is over"));
    return (guest ??= inviteTo(wire, door.lend));
  });
  const letGo = hold(tx, client, wire);
  const end = () => {
    isOver = true;
    letGo();
  };
  let tooLong: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    tooLong = setTimeout(() => {
      end();
      reject(new Error(`The transaction was undone: it took longer than ${TRANSACTION_MS / 1_000} s`));
    }, TRANSACTION_MS);
  });
  try {
    const result = await Promise.race([work(tx), late]);
    end();
    await (guest as Promise<Guest> | null)?.then(({ leave }) => leave());
    await wire.ask({ text: "COMMIT" });
    return result;
  } catch (error) {
    end();
    if (!wire.isOver) await wire.ask({ text: "ROLLBACK" }).catch(ignore);
    void (guest as Promise<Guest> | null)?.then(({ leave }) => leave()).catch(ignore);
    throw wire.failure ?? error;
  } finally {
    clearTimeout(tooLong);
    client.removeListener("error", ignore);
    client.release();
  }
}

async function connectInTime(connect: () => Promise<PoolClient>): Promise<PoolClient> {
  const connecting = connect();
  let tooLong: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    tooLong = setTimeout(() => resolve(null), CONNECTION_WAIT_MS);
  });
  const client = await Promise.race([connecting, late]).finally(() => clearTimeout(tooLong));
  if (client) return client;
  connecting.then((unused) => unused.release(), () => undefined);
  throw new Error(`No connection to the database became free within ${CONNECTION_WAIT_MS / 1_000} s`);
}

const WORDS: ReadonlySet<string> = new Set(["BEGIN", "COMMIT", "ROLLBACK"]);

/** Lets Prisma in: it believes that it begins and ends, and its statements go by the same wire. */
function inviteTo(wire: TransactionWire, lend: (lent: PoolClient, work: (tx: object) => Promise<void>) => Promise<void>): Promise<Guest> {
  const lent = {
    query: async (asked: { readonly text: string }): Promise<QueryResult> => {
      if (WORDS.has(asked.text)) return NOTHING;
      // The connection may be somebody else's by now.
      if (wire.isOver) throw new Error("The transaction is over");
      return wire.ask(asked);
    },
    release: () => undefined, on: () => lent, removeListener: () => lent,
  };
  return new Promise((resolve, reject) => {
    const gone = lend(lent as unknown as PoolClient, (tx) => new Promise<void>((over) => {
      resolve({ tx: tx as Tx, leave: () => (over(), gone) });
    }));
    gone.catch(reject);
  });
}

/** Stands for Prisma's client: every call waits until it has joined. */
function lazyTx(join: () => Promise<Guest>): Tx {
  type Call = (...given: unknown[]) => unknown;
  const calls = (of: (tx: Tx) => unknown) => new Proxy({}, {
    get: (_, method) => (...given: unknown[]) => join().then(({ tx }) => (of(tx) as Record<PropertyKey, Call>)[method]?.(...given)),
  });
  return new Proxy({}, {
    get: (_, name) => {
      if (typeof name === "symbol" || name === "then") return undefined;
      const of = (tx: Tx) => tx[name as keyof Tx] as unknown;
      return name.startsWith("$") ? (...given: unknown[]) => join().then(({ tx }) => (of(tx) as Call).apply(tx, given)) : calls(of);
    },
  }) as Tx;
}
