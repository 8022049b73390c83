import { findValidatorFault } from "@/lib/core/run/judge-output";
import type { RunPlan } from "@/lib/core/run/plan";
import { workPlaces } from "@/lib/core/run/plan-fault";
import type { OutboundDoor, OutboundMode } from "../outbound/open-door";
import { conditions } from "./conditions";

/** Judges whose address this connection may not ask: found before the run starts, not when the first result waits for a word. */
export function findJudgeFaults(outbound: OutboundDoor, plan: RunPlan, mode: OutboundMode): { readonly path: string; readonly message: string }[] {
  return workPlaces(plan).flatMap(({ node, path }) => node.validators.flatMap((validator, index) => {
    // What no connection would ask is a fault of the plan itself already.
    const isAskable = validator.kind === "judge" && findValidatorFault(validator, conditions) === null;
    const address = isAskable ? outbound.check(validator.url, mode) : null;
    return address && !address.ok ? [{ path: `${path}validators.${index}.url`, message: address.failure.message.replace(" Nothing was sent.", "") }] : [];
  }));
}
