import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { CONNECTION_WAIT_MS, TRANSACTION_MS, TransactionPool, trackTransactions } from "./transaction-pool";

export type Database = PrismaClient;

/** A transaction's client: the same models, no connect and no nested transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/**
 * Opens a pool on one PostgreSQL. `max` counts connections of this process. `isDirect` is false behind a transaction
 * pooler, where the server changes from transaction to transaction. On a direct connection statements that are started
 * together are sent together; the server still runs them one after the other, in their order.
 */
export function openDatabase(url: string, max = 16, { isDirect = true } = {}): Database {
  const pool = new TransactionPool({ connectionString: url, max, pipeline: isDirect });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  return trackTransactions(new PrismaClient({ adapter, transactionOptions: { maxWait: CONNECTION_WAIT_MS, timeout: TRANSACTION_MS } }), pool, isDirect);
}
