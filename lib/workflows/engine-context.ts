import { randomBytes } from "node:crypto";
import { SYSTEM } from "@/lib/core/access/actor";
import { type Clock, toEpochMs } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import { type Keyring } from "@/lib/db/vault";
import { requestLog } from "@/lib/log";
import type { ServiceContext } from "@/lib/services/context";

const now: Clock = () => toEpochMs(Date.now());

/** The context of one workflow or one round of the pulse. The request id is the workflow's, so logs and audit meet. */
export function engineContext(db: Database, keyring: Keyring, requestId: string): ServiceContext {
  const log = requestLog(requestId);
  return {
    db, keyring, now, requestId, actor: SYSTEM, random: (size) => new Uint8Array(randomBytes(size)),
    fetch: (request) => fetch(request),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    log: (event, facts) => log.info(facts, event),
  };
}
