import type { ApiContract } from "./contract";
import { escrowContract, escrowsContract } from "./escrows";
import { auditContract, commissionsContract, costsContract } from "./reports";
import { alertsContract, statusContract } from "./status";
import { walletsContract } from "./wallets";
import { batchContract, workerContract, workersContract } from "./workers";

/** Every route of the read API but the document itself. */
export const API_CONTRACTS: readonly ApiContract[] = [
  statusContract, workersContract, workerContract, batchContract, walletsContract, escrowsContract, escrowContract,
  costsContract, commissionsContract, alertsContract, auditContract,
];
