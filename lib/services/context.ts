import type { Actor } from "@/lib/core/access/actor";
import type { RandomBytes } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import type { Keyring } from "@/lib/db/vault";
import type { OutboundDoor } from "./outbound/open-door";

/** What the edge gives to every service: who acts, and all effects as arguments. */
export interface ServiceContext {
  readonly db: Database;
  readonly actor: Actor;
  readonly now: Clock;
  readonly random: RandomBytes;
  /** To the platform, whose addresses an administrator set. */
  readonly fetch: (request: Request) => Promise<Response> | Response;
  /** To every other address that a person typed. */
  readonly outbound: OutboundDoor;
  readonly sleep: (delayMs: number) => Promise<void>;
  readonly keyring: Keyring;
  readonly requestId: string;
  /** The connection that the person looks at, or that his form was made for. */
  readonly connectionId?: string;
  /** True when `connectionId` came with a form: then no other connection may take its place. */
  readonly isConnectionBound?: boolean;
  /** What was read once for the page that is being made; nothing else keeps anything. */
  readonly kept?: Map<string, Promise<unknown>>;
  readonly log: (event: string, facts: Readonly<Record<string, string | number | boolean | null>>) => void;
}
