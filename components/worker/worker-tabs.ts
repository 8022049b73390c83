export const WORKER_TABS = ["overview", "wallet", "escrows", "costs", "keys", "prompt", "activity"] as const;
export type WorkerTab = (typeof WORKER_TABS)[number];
