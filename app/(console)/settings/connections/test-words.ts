import type { ConnectionTestView } from "@/components/connection/test-report";
import { formatUsdc } from "@/lib/format/money";
import { usdc } from "@/lib/core/money";
import type { ConnectionTest } from "@/lib/services/connection/test-reads";

/** A test's findings as the form shows them. */
export function testWords(test: ConnectionTest): ConnectionTestView {
  return {
    mode: test.mode, agentId: test.agentId, balance: formatUsdc(usdc(test.balanceMicros), "detail"), ownCode: test.ownCode,
    referral: test.referral && `${test.referral.referredCount} referred, ${formatUsdc(usdc(test.referral.totalMicros), "detail")} USDC of commission`,
    health: test.health, capabilities: test.capabilities, products: Object.entries(test.productCodes).map(([service, code]) => ({ service, code })),
  };
}
