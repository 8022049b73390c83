import { Client } from "pg";

export interface ListenOptions {
  /** Without a transaction pooler: LISTEN lives on a connection of its own. */
  readonly url: string;
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  /** Called when the connection is there again after a gap: anything may have been missed. */
  readonly onGap: () => void;
  readonly onTrouble: (reason: string) => void;
}

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000];

/** Listens to one channel until it is closed, across restarts of the server. Returns how to close it. */
export function listen(options: ListenOptions): () => Promise<void> {
  let client: Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let failures = 0;
  let hadGap = false;

  function onLost(lost: Client, reason: string): void {
    if (isClosed || lost !== client) return;
    client = undefined;
    hadGap = true;
    options.onTrouble(reason);
    lost.end().catch(() => undefined);
    timer = setTimeout(connect, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
  }

  function connect(): void {
    const next = new Client({ connectionString: options.url, keepAlive: true, application_name: "purple-flea-console listen" });
    client = next;
    next.on("error", (error) => onLost(next, error.message));
    next.on("end", () => onLost(next, "the server ended the connection"));
    next.on("notification", ({ payload }) => payload && options.onPayload(payload));
    next
      .connect()
      .then(() => next.query(`listen ${next.escapeIdentifier(options.channel)}`))
      .then(() => {
        failures = 0;
        if (hadGap) options.onGap();
        hadGap = false;
      })
      .catch((error: Error) => onLost(next, error.message));
  }

  connect();
  return async () => {
    isClosed = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
