export const WORKER_TABS = ["overview", "wallet", "escrows", "orders", "costs", "keys", "prompt", "activity"] as const;
export type WorkerTab = (typeof WORKER_TABS)[number];
