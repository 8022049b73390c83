import type { Tx } from "./client";

/** What a page can listen to. One word per list of the console. */
export const TOPICS = [
  "workers", "wallets", "escrows", "intents", "batches", "alerts", "audit", "connection", "costs", "referrals", "orders", "runs",
] as const;
export type Topic = (typeof TOPICS)[number];

export const EVENT_CHANNEL = "console_events";

/** Tells every listening process that something changed, when and only when the transaction commits. */
export async function notify(tx: Tx, topic: Topic, id?: string): Promise<void> {
  const payload = JSON.stringify(id ? { topic, id } : { topic });
  await tx.$executeRaw`select pg_notify(${EVENT_CHANNEL}, ${payload})`;
}
