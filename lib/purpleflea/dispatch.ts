import type { Capability } from "@/lib/core/connection/capabilities";
import type { Dialect } from "@/lib/core/escrow/states";
import { fleetAdapter } from "./dialects/fleet/adapter";
import { liveAdapter } from "./dialects/live/adapter";
import { marketAdapter } from "./dialects/market/adapter";
import { poolAdapter } from "./dialects/pool/adapter";
import { routerAdapter } from "./dialects/router/adapter";
import { CapabilityUnavailable } from "./errors";
import type { DialectAdapter, OperationAnswer, OperationContext, OperationInput } from "./operations";
import type { Credential, PlatformRuntime, PlatformSettings } from "./settings";
import { createSend } from "./transport";

/** The dialects that this console speaks; a connection that names another one has no such capability. */
export const ADAPTERS: Readonly<Record<Dialect, DialectAdapter>> = {
  live: liveAdapter, fleet: fleetAdapter, market: marketAdapter, router: routerAdapter, pool: poolAdapter,
};

export interface CallOptions {
  readonly effect: "read" | "write";
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Calls a capability in the dialect that the connection names for it. */
export type Dispatch = <C extends Capability>(
  capability: C, input: OperationInput<C>, options: CallOptions,
) => Promise<OperationAnswer<C>>;

/** Binds settings, key and runtime. Errors: `CapabilityUnavailable` before any request is made. */
export function createDispatch(
  settings: PlatformSettings, credential: Credential | null, runtime: PlatformRuntime,
): Dispatch {
  return async <C extends Capability>(capability: C, input: OperationInput<C>, options: CallOptions) => {
    // A connection that is older than a capability does not name it.
    const dialect = settings.dialects[capability] as Dialect | null | undefined;
    const operation = dialect === null || dialect === undefined ? undefined : ADAPTERS[dialect]?.[capability];
    if (operation === undefined) throw new CapabilityUnavailable(capability);
    const context: OperationContext = {
      send: createSend(settings, credential, runtime, { effect: options.effect, signal: options.signal, capability }),
      idempotencyKey: options.idempotencyKey ?? "",
    };
    // The table's type ties the operation to its capability, which an indexed access cannot express.
    const run = operation as (context: OperationContext, input: OperationInput<C>) => Promise<OperationAnswer<C>>;
    return run(context, input);
  };
}
