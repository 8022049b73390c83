import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

export type Database = PrismaClient;

/** A transaction's client: the same models, no connect and no nested transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** Opens a pool on one PostgreSQL. `max` counts connections of this process. */
export function openDatabase(url: string, max = 16): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max }), transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}
