import type { TestPaymentView } from "@/components/connection/test-payment-dialog";
import type { TestEscrowPayment } from "@/lib/services/escrow/test-escrow-payment";

type Facts = TestPaymentView["facts"];

/** A plain transfer as the person reads it: the platform takes no fee of it. */
export function transferFacts(toAgentId: string, { amount, reference }: { amount: string; reference: string | null }): Facts {
  return [
    { label: "Way", value: "plain transfer" }, { label: "Arrived at", value: toAgentId }, { label: "Amount, USDC", value: amount },
    { label: "Cost, USDC", value: "0: a transfer has no fee" }, { label: "Platform's reference", value: reference ?? "unavailable" },
  ];
}

/** A small escrow from lock to release, with what the platform kept of it. */
export function escrowFacts(toAgentId: string, { amount, fee, received, referral, upstreamId }: TestEscrowPayment): Facts {
  return [
    { label: "Way", value: "escrow, locked and released" }, { label: "Arrived at", value: toAgentId }, { label: "Left the orchestrator, USDC", value: amount },
    { label: "Received, USDC", value: received }, { label: "Cost: the platform's fee, USDC", value: fee },
    { label: "Commission back, USDC", value: referral }, { label: "Escrow", value: upstreamId },
  ];
}
