import type { ApiContract } from "./contract";
import { escrowContract, escrowsContract } from "./escrows";
import { auditContract, commissionsContract, costsContract } from "./reports";
import { runContract, runReportContract, runsContract } from "./runs";
import { startRunContract } from "./start-run";
import { alertsContract, statusContract } from "./status";
import { walletsContract } from "./wallets";
import type { ApiWriteContract } from "./write-contract";
import { batchContract, workerContract, workersContract } from "./workers";

/** Every route of the read API but the document itself. */
export const API_CONTRACTS: readonly ApiContract[] = [
  statusContract, workersContract, workerContract, batchContract, walletsContract, escrowsContract, escrowContract,
  runsContract, runContract, runReportContract, costsContract, commissionsContract, alertsContract, auditContract,
];

/** Every route that changes something: for tokens alone. */
export const API_WRITE_CONTRACTS: readonly ApiWriteContract[] = [startRunContract];
