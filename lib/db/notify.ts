import type { Tx } from "./client";
import { query, type Statement, sql } from "./query";

/** What a page can listen to. One word per list of the console. */
export const TOPICS = [
  "workers", "wallets", "escrows", "intents", "batches", "alerts", "audit", "connection", "costs", "referrals", "orders", "runs",
] as const;
export type Topic = (typeof TOPICS)[number];

export const EVENT_CHANNEL = "console_events";

/** Tells every listening process that something changed, when and only when the transaction commits. */
export async function notify(tx: Tx, topic: Topic, id?: string): Promise<void> {
  await query(tx, sql`select ${telling(topic, id)} as "told"`);
}

/** The same as an expression of a statement that writes: `returning ${telling("escrows", id)}`. */
export function telling(topic: Topic, id?: string): Statement {
  return sql`pg_notify(${EVENT_CHANNEL}, ${JSON.stringify(id ? { topic, id } : { topic })})::text`;
}
