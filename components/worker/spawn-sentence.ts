import type { SpawnPreview } from "@/lib/core/worker/batch-view";
import { decimalText } from "./decimal-text";

/** What *Spawn workers* will do, in one sentence or two. */
export function spawnSentence(preview: SpawnPreview | null, orchestrator: string): string {
  if (preview === null) return "Name a role and a count.";
  const workers = preview.count === 1 ? "1 worker is" : `${preview.count} workers are`;
  const wallets = preview.count === 1 ? "its child wallet" : "their child wallets";
  const money = Number(preview.capital) === 0 ? "No money moves." : `${decimalText(preview.capital)} USDC move from ${orchestrator} to ${wallets}.`;
  if (!preview.opensWallet) return `${workers} registered under ${preview.referralCode}. No child wallet is made and no money moves.`;
  const limit = Number(preview.dailyLimitEach) === 0
    ? "The daily limit is 0: nothing can be spent until you raise it."
    : `Each may spend at most ${decimalText(preview.dailyLimitEach)} in 24 h.`;
  return `${workers} registered under ${preview.referralCode}. ${money} ${limit}`;
}
