/** What the sandbox can do to a request, and the products that it books. */
export const FAULT_EFFECTS = ["latency", "429", "5xx", "html", "reply_lost_before", "reply_lost_after", "duplicate"] as const;
export const PRODUCTS = ["trading", "casino", "wallet", "domains", "escrow"] as const;
