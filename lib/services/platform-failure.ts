import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "./context";
import type { FailedOutcome } from "./command-outcome";

/**
 * What a thrown error of a call means for the intent. A platform error says itself whether something may have
 * happened; anything else is a bug after the request may have left, so it is `unknown`.
 */
export function classifyFailure(ctx: ServiceContext, error: unknown): FailedOutcome {
  if (error instanceof PlatformError) {
    return {
      outcome: error.outcome,
      code: error.upstreamCode ?? error.name,
      message: error.outcome === "unknown" ? unknownSentence(error.message) : rejectedSentence(error),
    };
  }
  ctx.log("command.call_failed", { error: error instanceof Error ? error.name : "unknown" });
  return { outcome: "unknown", code: "UNEXPECTED", message: unknownSentence("The answer could not be handled.") };
}

function unknownSentence(why: string): string {
  return `We do not know yet what happened. ${why} The console reads the platform until it knows; do not repeat it.`;
}

function rejectedSentence(error: PlatformError): string {
  const said = error.upstreamMessage ?? error.message;
  return `Nothing moved. ${said.replace(/[.\s]*$/, ".")}`;
}
