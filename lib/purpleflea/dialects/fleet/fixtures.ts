/** What the programs of seeds 000 and 001 read, and no field more: the sparsest answers that the dialect allows. */
export const REGISTERED = { agent_id: "worker-scanner-01", api_key: `pf_live_${"w".repeat(24)}`, referral_code: "ORCH-7X9K2-REF" };

export const CHILD_WALLET = { wallet_id: "wallet_worker_arb_7x9k2" };

export const CREATED = { escrow_id: "esc_abc123", lock_code: "lc-4f9a2b" };

export const RELEASED = { status: "released" };

export const READ = { escrow_id: "esc_abc123", state: "locked", timeout_at: "2026-11-21T09:51:30Z", amount_usdc: 0.5 };

export const SUMMARY = {
  referred_agent_count: 3, total_commissions_usd: 1.5, commissions_30d_usd: 0.75, pending_usd: 0, by_product: { escrow: 1.5 },
};
