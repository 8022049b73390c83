/**
 * Answers of the published services, as recorded in our run of their code on 2026-11-20 (transcript sections 1 to 6);
 * keys are replaced by words of the same shape.
 */
export const REGISTERED = {
  agent_id: "ag_b1a327fe20c2", api_key: `sk_live_${"b".repeat(48)}`, referral_code: "ref_ee4aac44", balance: 0, tier: "free",
  risk_factor: 0.25, referral_commission: "10% of net losses from referred agents",
};

export const BALANCE = { agent_id: "ag_9a0d7c0d35e2", balance_usd: 201.95000000000022, tier: "free", risk_factor: 0.25 };

export const LEDGER = {
  entries: [
    {
      id: "esc_c9bd51c5ba714e84_release_credit", agentId: "ag_4a5457ba8b39", type: "credit", amount: 9.9,
      balanceAfter: 29.849999999999994, reason: "escrow_release: esc_c9bd51c5ba714e84",
      reference: "esc_c9bd51c5ba714e84_release", service: "escrow", createdAt: 1795168290, at: "2026-11-20T09:51:30.000Z",
    },
    {
      id: "esc_c9bd51c5ba714e84_debit", agentId: "ag_b1a327fe20c2", type: "debit", amount: 10, balanceAfter: 159.97999999999996,
      reason: "escrow_lock: esc_c9bd51c5ba714e84", reference: null, service: "escrow", createdAt: 1795168289,
      at: "2026-11-20T09:51:29.000Z",
    },
  ],
};

export const REFERRALS = {
  total_referrals: 1, total_earned_usd: 1.45, last_30_days_usd: 1.45,
  referrals: [
    { referred_agent: "ag_b1a32...", level: 1, commission: "10%", earned_usd: 1.45, since: "2026-11-20T09:50:21.000Z" },
  ],
};

export const CREATED = {
  escrow_id: "esc_6213f10ec273472d", amount_usd: 0.333333, commission_usd: 0.003333, net_to_counterparty: 0.33,
  description: "scan 1000 pairs", creator_id: "ag_b1a327fe20c2", counterparty_id: "ag_4a5457ba8b39", status: "funded",
  timeout_hours: 4, auto_release_at: "2026-11-20T13:51:30.000Z",
};

export const REFUNDED = {
  escrow_id: "esc_4cede6ea6f5e4d33", status: "refunded", amount_usd: 20, commission_usd: 0.2, net_to_counterparty: 19.8,
  description: "scan 1000 pairs", creator_id: "ag_b1a327fe20c2", counterparty_id: "ag_4a5457ba8b39", timeout_hours: 1,
  created_at: "2026-11-20T09:51:30.000Z", auto_release_at: "2026-11-20T09:51:20.000Z", completed_at: null,
  released_at: "2026-11-20T09:51:31.000Z", disputed_at: null,
  events: [
    {
      id: "esc_4cede6ea6f5e4d33_created", escrow_id: "esc_4cede6ea6f5e4d33", event: "created", actor_id: "ag_b1a327fe20c2",
      note: "Escrow created: $20 for \"scan 1000 pairs\"", created_at: 1795168290,
    },
    {
      id: "esc_4cede6ea6f5e4d33_refunded_1795168291555", escrow_id: "esc_4cede6ea6f5e4d33", event: "refunded", actor_id: null,
      note: "Auto-refunded after 1h timeout", created_at: 1795168291,
    },
  ],
};

export const RELEASED = {
  escrow_id: "esc_1880175ade874542", status: "released", amount_released: 1.2177, commission: 0.0123,
  referral_commission: 0.001845, counterparty_id: "ag_4a5457ba8b39", message: "$1.22 released to counterparty.",
};

export const PAID = {
  tx_id: "pay_f31dd26c7c3f45ce", from: "ag_b1a327fe20c2", to: "ag_4a5457ba8b39", amount: 20, memo: "fund worker",
  sender_new_balance: 169, timestamp: "2026-11-20T09:50:23.000Z",
};
