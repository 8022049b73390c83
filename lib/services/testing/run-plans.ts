import type { TestWorker } from "./drive-run";

/** What a test's plan has beside the least that it needs. */
export type More = Record<string, unknown>;

/** A leg of 1.00 for the worker of that name. */
export const task = (key: string, more: More = {}) => ({ key, worker: key, amount: "1.00", instructions: `Do the part of ${key}.`, ...more });

export const hub = (legs: unknown[], more: More = {}) => ({ name: "Hub", pattern: "hub_spoke", legs, ...more });

/** A stage of a pipeline. Units: `amount` is USDC as an operator types it. */
export const stage = (worker: TestWorker, amount: string, more: More = {}) => ({ worker: worker.name, amount, instructions: `Do the part of ${worker.name}.`, ...more });
