import type { z } from "zod";
import type { Capability } from "@/lib/core/connection/capabilities";
import type * as command from "./commands";
import type { ProductOperations } from "./product-operations";
import type * as record from "./records";
import type { Service } from "./settings";

/** One request in wire words. `route` is the path with `:id` in place of ids: the label of metrics and errors. */
export interface WireRequest<S extends z.ZodType> {
  readonly service: Service;
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly path: string;
  readonly route: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly schema: S;
  /** How the key travels; seed 004 sends `X-API-Key`, everybody else a bearer token. */
  readonly keyHeader?: "authorization" | "x-api-key";
}

/** One answer in wire words; `raw` is its redacted copy. */
export interface WireReply<T> {
  readonly body: T;
  readonly status: number;
  readonly platformAt: record.PlatformAnswer<unknown>["platformAt"];
  readonly raw: record.PlatformRecord;
}

export type Send = <S extends z.ZodType>(request: WireRequest<S>) => Promise<WireReply<z.infer<S>>>;

/** What an adapter gets: the bound transport and, for a write, the intent's key. */
export interface OperationContext {
  readonly send: Send;
  readonly idempotencyKey: string;
}

type Operation<Input, Output> = (context: OperationContext, input: Input) => Promise<record.PlatformAnswer<Output>>;

type BoundProductOperations = {
  [C in keyof ProductOperations]: Operation<ProductOperations[C][0], ProductOperations[C][1]>;
};

/** One operation for each capability; the port's methods are these with the transport bound. */
export interface Operations extends BoundProductOperations {
  "register": Operation<command.RegisterInput, command.Registration>;
  "rotate-key": Operation<command.RotateKeyInput, command.RotatedKey>;
  "agent.find": Operation<{ agentId: string }, record.PlatformAgent | null>;
  "referral.summary": Operation<null, record.ReferralSummary>;
  "balance": Operation<null, record.PlatformBalance>;
  "wallet.child": Operation<command.ChildWalletInput, record.PlatformWallet>;
  "wallet.fund": Operation<command.WalletMoneyInput, command.MoneyMoved>;
  "wallet.unfund": Operation<command.WalletMoneyInput, command.MoneyMoved>;
  "wallet.get": Operation<{ walletId: string }, record.PlatformWallet>;
  "wallet.find": Operation<{ label: string }, record.PlatformWallet | null>;
  "wallet.update": Operation<command.WalletUpdateInput, record.PlatformWallet>;
  "wallet.spend": Operation<command.WalletSpendInput, command.MoneyMoved>;
  "escrow.create": Operation<command.CreateEscrowInput, command.CreatedEscrow>;
  "escrow.get": Operation<command.EscrowInput, record.PlatformEscrow>;
  "escrow.find": Operation<{ taskId: string }, record.PlatformEscrow | null>;
  "escrow.lock": Operation<command.EscrowInput, command.EscrowMoved>;
  "escrow.release": Operation<command.ReleaseEscrowInput, command.EscrowMoved>;
  "escrow.cancel": Operation<command.ReasonedEscrowInput, command.EscrowMoved>;
  "escrow.complete": Operation<command.CompleteEscrowInput, command.EscrowMoved>;
  "escrow.dispute": Operation<command.ReasonedEscrowInput, command.EscrowMoved>;
  "ledger": Operation<null, readonly record.PlatformLedgerEntry[]>;
  "pay": Operation<command.PayInput, command.MoneyMoved>;
}

/** The capabilities that a dialect implements: each a path, a body and a pure map from the wire to our words. */
export type DialectAdapter = { readonly [C in Capability]?: Operations[C] };

/** What one capability takes and gives, for the typed dispatch. */
export type OperationInput<C extends Capability> = Parameters<Operations[C]>[1];
export type OperationAnswer<C extends Capability> = Awaited<ReturnType<Operations[C]>>;
