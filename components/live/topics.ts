/** What can change while a page is open; also the first part of the query keys that depend on it. */
export type LiveTopic = "workers" | "wallets" | "escrows" | "intents" | "batches" | "alerts" | "audit" | "connection" | "costs" | "referrals" | "orders" | "runs";

/** One event of the stream; `*` means that anything may have changed. */
export interface LiveEvent {
  topic: LiveTopic | "*";
  id?: string;
}

export type LiveStatus = "connecting" | "connected" | "late" | "stopped";

export function parseLiveEvent(text: string): LiveEvent | null {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === "object" && event !== null && "topic" in event && typeof event.topic === "string") return event as LiveEvent;
  } catch {
    // A line that is not JSON is a comment or a broken proxy; the next event still counts.
  }
  return null;
}
