import { randomBytes } from "node:crypto";
import { SYSTEM } from "@/lib/core/access/actor";
import { type Clock, toEpochMs } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import type { Keyring } from "@/lib/db/vault";
import { requestLog } from "@/lib/log";
import type { ServiceContext } from "@/lib/services/context";
import type { OutboundDoor } from "@/lib/services/outbound/open-door";

const now: Clock = () => toEpochMs(Date.now());

/** What one engine has for all its work. */
export interface EngineEffects {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly outbound: OutboundDoor;
}

/** The context of one workflow or one round of the pulse. The request id is the workflow's, so logs and audit meet. */
export function engineContext({ db, keyring, outbound }: EngineEffects, requestId: string): ServiceContext {
  const log = requestLog(requestId);
  return {
    db, keyring, now, requestId, actor: SYSTEM, random: (size) => new Uint8Array(randomBytes(size)),
    fetch: (request) => fetch(request), outbound,
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    log: (event, facts) => log.info(facts, event),
  };
}
