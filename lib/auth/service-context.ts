import { randomBytes } from "node:crypto";
import type { Actor, OperatorActor } from "@/lib/core/access/actor";
import { newId } from "@/lib/core/ids";
import { type EpochMs, toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { toKeyring } from "@/lib/db/vault";
import { env } from "@/lib/env";
import { requestLog } from "@/lib/log";
import type { ServiceContext } from "@/lib/services/context";
import type { SignedIn } from "@/lib/services/operator/find-signed-in";
import { openOutboundDoor } from "@/lib/services/outbound/open-door";
import { observeEvent } from "./process-metrics";

// Next bundles pages, actions and routes apart; the process still has one pool.
const shared = globalThis as typeof globalThis & { consoleDatabase?: Database };

/** The database pool of this process. */
export function processDatabase(): Database {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  shared.consoleDatabase ??= openDatabase(DATABASE_URL, 16, { isDirect: DATABASE_URL === DATABASE_DIRECT_URL });
  return shared.consoleDatabase;
}

/** The process clock: the only place of the web where time is read. */
export function processNow(): EpochMs {
  return toEpochMs(Date.now());
}

/** A new request id, for requests that did not pass the proxy. */
export function newRequestId(): string {
  return newId("request", processNow(), randomBytes);
}

/** The context of one request: all effects of the process, who acts, and on which connection, where one was chosen. */
export function createServiceContext(actor: Actor, requestId: string, connectionId?: string): ServiceContext {
  const log = requestLog(requestId);
  return {
    ...(connectionId ? { connectionId } : {}),
    db: processDatabase(), actor, now: processNow, random: randomBytes, requestId, keyring: toKeyring(env().CONSOLE_MASTER_KEYS),
    fetch: (request) => globalThis.fetch(request), outbound: openOutboundDoor({ networks: env().OUTBOUND_NETWORKS }),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    log: (event, facts) => {
      observeEvent(event, facts);
      log.info(facts, event);
    },
  };
}

/** The operator as the actor that services check. */
export function toActor(operator: SignedIn): OperatorActor {
  return { type: "operator", id: operator.id, name: operator.name, roles: operator.roles, steppedUpAt: operator.steppedUpAt };
}
