import type { z } from "zod";
import type { Permission } from "@/lib/core/access/permissions";
import type { IntentKind } from "@/lib/core/command/intent";
import type { Failure, Result } from "@/lib/core/result";
import type { EpochMs } from "@/lib/core/time";
import type { Tx } from "@/lib/db/client";
import type { NewReservation } from "@/lib/db/rows/intent-rows";
import type { MoneyRows } from "@/lib/db/money-rows";
import type { PlatformClient } from "@/lib/purpleflea/client";
import type { PlatformWriter } from "@/lib/purpleflea/write-client";
import type { Capability, CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { ServiceContext } from "./context";
import type { LockedEscrowRow } from "./escrow/escrow-row";

/** The row of the connection that a command needs to decide. `now` is platform time. */
export interface CommandConnection {
  readonly id: string;
  readonly name: string;
  readonly mode: ConnectionMode;
  readonly dialects: CapabilityDialects;
  readonly orchestratorAgentId: string | null;
  readonly now: EpochMs;
}

export interface PrepareScope {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly connection: CommandConnection;
  /** As it stood when the transaction began; `null` without one. Limits are asked again under the money lock. */
  readonly policy: { readonly approvalAboveMicros: bigint | null } | null;
  readonly intentId: string;
}

/** What a command decided. The plan is all that later steps may use: it is stored and survives a crash. */
export interface Prepared<P> {
  readonly plan: P;
  /** Whose key signs the call; `null` where the platform asks for none. */
  readonly actingAccountId: string | null;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  /** Money that this intent can move out, in micros; 0 when it moves none or brings it back. */
  readonly amountMicros: bigint;
  /** Limits to reserve against; the fleet's own limits are added for every amount above zero. */
  readonly reservations: readonly Omit<NewReservation, "id">[];
  readonly summary: string;
  readonly before?: Readonly<Record<string, string | number | boolean | null>>;
  /** The secret of `CommandSpec.secret` where the decision has read its row already; it is opened only for the call. */
  readonly openSecret?: () => string | null;
  /** Rows to write with the intent, before the call. */
  readonly stage?: (rows: MoneyRows, at: EpochMs) => Promise<void>;
}

/** Reading and repeating on behalf of an intent. Writers repeat only what the platform is known to deduplicate. */
export interface SettleScope {
  readonly mode: ConnectionMode;
  readonly client: PlatformClient;
  readonly writer: PlatformWriter;
  readonly idempotencyKey: string;
  readonly readerOf: (accountId: string) => Promise<PlatformClient>;
  readonly secret: string | null;
}

/**
 * `happened`: the reply that was lost, read back. `absent`: proven not to have happened. `unclear`: ask again later.
 * `abandoned`: nobody can ever tell and nothing of worth can be lost; another one may be made.
 */
export type Settlement<R> =
  | { readonly proof: "happened"; readonly reply: R; readonly note: string }
  | { readonly proof: "absent"; readonly note: string }
  | { readonly proof: "unclear"; readonly note: string }
  | { readonly proof: "abandoned"; readonly note: string };

export interface CallScope {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly secret: string | null;
}

export interface RecordScope {
  readonly rows: MoneyRows;
  readonly ctx: ServiceContext;
  readonly connectionId: string;
  readonly intentId: string;
  readonly at: EpochMs;
  /** The same instant by the platform's clock. */
  readonly platformAt: EpochMs;
  /** True when the wish set money aside against a wallet's limit. */
  readonly hasWalletReservation: boolean;
  /** The locked row of `CommandSpec.escrowId`; `null` where there is none. */
  readonly escrow: LockedEscrowRow | null;
}

/**
 * One change on the platform, written as the law's five steps. `I` is the parsed input, `P` the stored plan, `R` the
 * platform's answer, `O` what the caller gets (plain JSON: a repeat of the same key answers it again).
 */
export interface CommandSpec<I, P, R, O> {
  readonly kind: IntentKind;
  readonly permission: Permission;
  readonly input: z.ZodType<I, unknown>;
  readonly plan: z.ZodType<P>;
  /** True for commands that bring money home; they go on while the fleet is frozen. */
  readonly allowedWhenFrozen: boolean;
  readonly prepare: (input: I, scope: PrepareScope) => Promise<Result<Prepared<P>, Failure>>;
  /** A secret of our own that the call needs (a lock code), opened only for the call. */
  readonly secret?: (tx: Tx, ctx: ServiceContext, plan: P) => Promise<string | null>;
  readonly call: (writer: PlatformWriter, plan: P, scope: CallScope) => Promise<R>;
  readonly settle: (scope: SettleScope, plan: P) => Promise<Settlement<R>>;
  /** The escrow that the outcome changes; its row is locked with the intent's. */
  readonly escrowId?: (plan: P) => string;
  readonly record: (scope: RecordScope, plan: P, reply: R) => Promise<O>;
  /** Which capability a success has shown, where the kind alone does not say it: the same wish at another service. */
  readonly capability?: (plan: P) => Capability;
  /** Rows that follow from a refusal or a lost reply. */
  readonly recordFailure?: (scope: RecordScope, plan: P, failure: CommandFailure) => Promise<void>;
}

export interface CommandFailure {
  readonly outcome: "rejected" | "unknown";
  readonly code: string;
  readonly message: string;
}

/** `denied`: refused before anything was sent. `in_flight`: the same wish is still being carried out. */
export type CommandResult<O> =
  | { readonly ok: true; readonly intentId: string; readonly output: O }
  | {
      readonly ok: false;
      readonly outcome: "denied" | "rejected" | "unknown" | "in_flight";
      readonly code: string;
      readonly message: string;
      readonly intentId: string | null;
      readonly fieldErrors?: Readonly<Record<string, string[]>>;
    };

export interface CommandOptions {
  readonly connectionId: string;
  /** From the browser's form token, or workflow id + step. */
  readonly idempotencyKey: string;
}

/** What was read on the platform, or decided here, without a call of ours: the words of its audit entry. */
export interface Observation {
  readonly connectionId: string;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly summary: string;
  readonly before?: Prepared<unknown>["before"];
  readonly after?: Prepared<unknown>["before"];
}
