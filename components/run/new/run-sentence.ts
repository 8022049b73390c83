import { decimalText } from "@/components/worker/decimal-text";
import type { RunPreviewView } from "@/lib/core/run/preview-view";
import { formatDuration } from "@/lib/format/durations";
import { MINUTE_MS } from "@/lib/core/time";

/** What *Start run* will do, in two or three sentences with who gets what. */
export function runSentence({ price }: RunPreviewView): string {
  if (price === null) return "Complete the plan. Nothing is locked until you start it.";
  const { orchestrator, budget, lockedAtStart, success, worst } = price;
  const later = lockedAtStart === budget ? "" : `, up to ${decimalText(budget)} in all`;
  const locks = lockedAtStart === "0"
    ? `Nothing is locked at once; up to ${decimalText(budget)} USDC leave ${orchestrator}, each when its turn comes.`
    : `${decimalText(lockedAtStart)} USDC of ${orchestrator} are locked at once${later}.`;
  const paid = `If all goes well ${decimalText(success.paid)} are paid within ${formatDuration(success.minutes * MINUTE_MS)}, fees of ${decimalText(success.fees)} in it`;
  const back = success.referralBack === "0" ? "." : `, and ${decimalText(success.referralBack)} come back.`;
  const lost = worst.everythingFails.orchestrator;
  const fails = lost === "0" ? "If everything fails, all of it comes back." : `If everything fails, at most ${decimalText(lost)} is lost in fees.`;
  return `${locks} ${paid}${back} ${fails}`;
}
