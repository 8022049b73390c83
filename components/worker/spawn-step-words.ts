import { SPAWN_STEPS, type SpawnStep } from "@/lib/core/worker/states";

/** What a spawn step is called in a table head, while it runs, and when it is done. */
export const STEP_WORDS: Record<SpawnStep, { head: string; doing: string; done: string }> = {
  registered: { head: "Register", doing: "registering", done: "registered" },
  verified: { head: "Verify", doing: "verifying the link", done: "verified" },
  key_stored: { head: "Key", doing: "proving the key", done: "key stored" },
  wallet: { head: "Wallet", doing: "creating child wallet", done: "wallet open" },
  funded: { head: "Fund", doing: "funding", done: "funded" },
  ready: { head: "Ready", doing: "finishing", done: "ready" },
};

export function isSpawnStep(text: string): text is SpawnStep {
  return (SPAWN_STEPS as readonly string[]).includes(text);
}
