import { listen } from "@/lib/db/listen";
import { EVENT_CHANNEL } from "@/lib/db/notify";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { ANYTHING, createEventHub, type EventHub } from "@/lib/services/live/event-hub";

// Next bundles the route and instrumentation apart; the process has one connection that listens.
const shared = globalThis as typeof globalThis & { consoleEvents?: EventHub };

/** The live events of this process; it listens to the database from its first stream on. */
export function processEvents(): EventHub {
  shared.consoleEvents ??= createEventHub((publish) =>
    listen({
      url: env().DATABASE_DIRECT_URL, channel: EVENT_CHANNEL, onPayload: publish, onGap: () => publish(ANYTHING),
      onTrouble: (reason) => log.warn({ reason }, "live.reconnecting"),
    }),
  );
  return shared.consoleEvents;
}
