import type { Dialect } from "@/lib/core/escrow/states";
import type { Account, TestFleet } from "./test-fleet";

/** One promise of the port, kept by every dialect that has the capability. `who` speaks that dialect for it. */
export type Case = (fleet: TestFleet, who: { orchestrator: Account; worker: Account }, dialect: Dialect) => Promise<void>;
