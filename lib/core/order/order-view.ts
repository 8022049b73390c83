import type { EpochMs } from "../time";
import type { Json, JsonFault, JsonObject } from "./json-value";
import type { OrderState } from "./states";

/** An order with all that its operator may know. Times are the console's. */
export interface OrderDetail {
  readonly id: string;
  readonly kind: "task" | "bid";
  readonly escrowId: string | null;
  /** Set when a run ordered it: then the run decides about the result. */
  readonly legId: string | null;
  readonly state: OrderState;
  readonly instructions: string;
  readonly input: Json;
  readonly resultSchema: JsonObject | null;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly claimedAt: EpochMs | null;
  readonly leaseUntil: EpochMs | null;
  readonly progress: Json;
  readonly progressAt: EpochMs | null;
  readonly result: Json;
  readonly resultHash: string | null;
  readonly returnedAt: EpochMs | null;
  /** Why the last refused result was refused. */
  readonly faults: readonly JsonFault[];
  /** Why the payee's *completed* was not sent yet. */
  readonly completeNote: string | null;
  readonly closedNote: string | null;
  /** How often the work came back before, and what was wrong with it. */
  readonly revision: number;
  readonly feedback: readonly JsonFault[] | null;
  readonly createdAt: EpochMs;
}

/** An order and the run whose leg it belongs to, if there is one. */
export interface ListedOrder extends OrderDetail {
  readonly run: { readonly id: string; readonly number: number } | null;
}
