import { toDecimal } from "@/lib/core/money";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { PlatformRefused } from "@/lib/purpleflea/errors";
import type { Settlement } from "../command-spec";

/** Said before the task is looked up, or because it is there: 403 with another code refuses the move itself. */
function provesNothing({ status, upstreamCode }: PlatformRefused): boolean {
  return status === 401 || status === 409 || (status === 403 && (upstreamCode ?? "forbidden") === "forbidden");
}

/**
 * Settles a lost reply by the same request under the same `task_id`: the platform answers what it did the first time,
 * or does it now for the first time. A refusal of the move itself proves that nothing ever happened; one that refuses
 * the key, or says that the task is another one, comes before the task is looked at and proves nothing.
 * Source: docs/sandbox.md (`task_id`).
 */
export async function settleByRepeat(repeat: () => Promise<{ readonly value: MoneyMoved }>): Promise<Settlement<MoneyMoved>> {
  try {
    const { value } = await repeat();
    return { proof: "happened", reply: value, note: `The platform confirmed ${toDecimal(value.amount)} USDC under the same task id.` };
  } catch (error) {
    if (!(error instanceof PlatformRefused)) throw error;
    if (provesNothing(error)) {
      return { proof: "unclear", note: `The platform did not let the check pass: ${error.upstreamCode ?? error.message}.` };
    }
    return { proof: "absent", note: `The platform holds no such move and refuses it: ${error.upstreamCode ?? error.message}.` };
  }
}
