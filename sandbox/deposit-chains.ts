import { type Answer, type Call, ok } from "./call";
import { sha256 } from "./random";
import { Refusal } from "./refusal";

export const DEPOSIT_CHAINS = ["base", "ethereum", "bsc", "arbitrum", "solana", "bitcoin", "tron", "monero"] as const;

/**
 * A deposit address. The published services ask the private wallet service, which is not there: 503 (transcript
 * section 1). Elsewhere the sandbox makes an address up; money arrives by `POST /_sandbox/credit`.
 */
export function depositAddress(call: Call, agentId: string, moneroIsSeparate: boolean): Answer {
  const chain = call.body.chain ?? "base";
  if (typeof chain !== "string" || !DEPOSIT_CHAINS.some((known) => known === chain)) {
    throw new Refusal(400, "unsupported_chain", undefined, {
      supported: DEPOSIT_CHAINS, suggestion: "Use 'base' for lowest fees (USDC on Base)", chains: chainTerms(),
    });
  }
  if (call.isPublished && chain === "monero" && moneroIsSeparate) {
    throw new Refusal(503, "xmr_not_configured", "XMR deposits not available (missing TREASURY_PRIVATE_KEY)");
  }
  if (call.isPublished) {
    throw new Refusal(503, "wallet_service_unavailable", "Wallet service is not reachable", { suggestion: "Try again in a moment" });
  }
  return ok({
    chain, address: `0x${sha256(`${agentId}:${chain}`).slice(0, 40)}`, send_token: chain === "base" ? "USDC" : "any supported token",
    send_instructions: "Sandbox address: no chain reads it", auto_swap: chain !== "base", swap_fee: chain === "base" ? "0%" : "0.1–0.3%",
    minimum: 0.5, note: "Sandbox", withdrawals: "Base USDC only",
  }, 201);
}

export function chainTerms(): readonly Record<string, unknown>[] {
  return DEPOSIT_CHAINS.map((chain) => ({
    chain, token: chain === "base" ? "USDC" : "native token, USDC or USDT", auto_swap: chain !== "base",
    swap_fee: chain === "base" ? "0%" : "0.1–0.3%",
  }));
}
