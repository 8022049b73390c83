/** What the programs of seed 002 read, and no field more. */
export const REGISTERED = { agent: { id: "ag_worker123", api_key: `sk_live_${"m".repeat(48)}` } };

export const REGISTERED_FLAT = { agent_id: "ag_worker123", api_key: `sk_live_${"m".repeat(48)}`, referral_code: "ref_147ab3b1" };

export const CREATED = { escrow_id: "esc_abc123" };

export const PENDING = { escrows: [{ escrow_id: "esc_abc123", description: "Analyze BTC price correlation", amount_usd: 5 }] };

export const COMPLETED = {};

export const RELEASED = { released_to_counterparty: 4.95, commission: 0.05 };

export const READ = { escrow_id: "esc_abc123", status: "completed", amount_usd: 5 };
