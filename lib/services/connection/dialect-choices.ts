import { CAPABILITIES, type Capability } from "@/lib/core/connection/capabilities";
import { DIALECTS, type Dialect } from "@/lib/core/escrow/states";
import { ADAPTERS } from "@/lib/purpleflea/dispatch";

/** For each capability the dialects that this console can ask for it in. */
export function dialectChoices(): { readonly capability: Capability; readonly dialects: readonly Dialect[] }[] {
  return CAPABILITIES.map((capability) => ({ capability, dialects: DIALECTS.filter((dialect) => ADAPTERS[dialect][capability] !== undefined) }));
}
