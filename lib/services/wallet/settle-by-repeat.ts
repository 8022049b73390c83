import { toDecimal } from "@/lib/core/money";
import type { MoneyMoved } from "@/lib/purpleflea/commands";
import { PlatformRefused } from "@/lib/purpleflea/errors";
import type { Settlement } from "../command-spec";

/**
 * Settles a lost reply by the same request under the same `task_id`: the platform answers what it did the first time,
 * or does it now for the first time. A refusal proves that nothing ever happened. Source: docs/sandbox.md (`task_id`).
 */
export async function settleByRepeat(repeat: () => Promise<{ readonly value: MoneyMoved }>): Promise<Settlement<MoneyMoved>> {
  try {
    const { value } = await repeat();
    return { proof: "happened", reply: value, note: `The platform confirmed ${toDecimal(value.amount)} USDC under the same task id.` };
  } catch (error) {
    if (!(error instanceof PlatformRefused)) throw error;
    return { proof: "absent", note: `The platform holds no such move and refuses it: ${error.upstreamCode ?? error.message}.` };
  }
}
