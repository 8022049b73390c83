import { SECOND_MS } from "@/lib/core/time";
import type { EventHub } from "./event-hub";

/** A comment line keeps proxies from closing a quiet stream. */
export const HEARTBEAT_MS = 15 * SECOND_MS;

/** How often a stream asks whether its session still lives. */
export const SESSION_RECHECK_MS = 30 * SECOND_MS;

/** A reader this far behind is cut off; it reconnects and reloads everything. */
const BACKLOG_MAX = 500;

interface StreamOptions {
  readonly hub: EventHub;
  readonly signal: AbortSignal;
  readonly isSessionLive: () => Promise<boolean>;
}

/** One browser's stream of Server-Sent Events. It ends with the request, the session, or the process. */
export function openEventStream({ hub, signal, isSessionLive }: StreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        if (controller.desiredSize !== null && controller.desiredSize < -BACKLOG_MAX) return end();
        controller.enqueue(encoder.encode(text));
      };
      const leave = hub.subscribe({
        onMessages: (messages) => send(messages.map((message) => `data: ${message}\n\n`).join("")),
        onClose: () => end(),
      });
      const heartbeat = setInterval(() => send(": alive\n\n"), HEARTBEAT_MS);
      const recheck = setInterval(() => {
        // A database that does not answer is no proof that the session is over.
        isSessionLive().then((isLive) => isLive || end(), () => undefined);
      }, SESSION_RECHECK_MS);
      let isEnded = false;
      end = () => {
        if (isEnded) return;
        isEnded = true;
        leave();
        clearInterval(heartbeat);
        clearInterval(recheck);
        // A stream that the browser cancelled is closed already.
        try {
          controller.close();
        } catch {
          return;
        }
      };
      signal.addEventListener("abort", () => end(), { once: true });
      if (signal.aborted) return end();
      send(`retry: ${2 * SECOND_MS}\n\n`);
    },
    cancel: () => end(),
  });
}
