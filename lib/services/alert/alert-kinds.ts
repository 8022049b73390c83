/** What an alert asks of a person. `byPerson`: a person may close it; the others close when their cause is gone. */
export interface AlertKind {
  readonly word: string;
  readonly whatToDo: string;
  readonly byPerson: boolean;
}

const KINDS: Readonly<Record<string, AlertKind>> = {
  intent_unknown: { word: "Unknown", whatToDo: "Wait: the console reads the platform until it knows. Do not repeat the action.", byPerson: false },
  worker_unverified: { word: "Unverified", whatToDo: "Retry the worker, or retire it. It gets no money meanwhile.", byPerson: false },
  referral_contradicted: { word: "Referral", whatToDo: "Retire the worker and spawn another one: this one earns no commission.", byPerson: false },
  batch_failed: { word: "Spawn", whatToDo: "Open the batch and retry what failed: only what is missing is done.", byPerson: false },
  platform_silent: { word: "Silent", whatToDo: "Check the connection in Settings. Money actions wait; nothing is repeated blindly.", byPerson: false },
  low_balance: { word: "Low balance", whatToDo: "Deposit, or claim the faucet, on the connection's page. It closes when there is enough.", byPerson: false },
  worker_stale: { word: "Silent worker", whatToDo: "Start the worker's own process again, or retire the worker. It closes with the next heartbeat.", byPerson: false },
  order_not_completed: { word: "Order", whatToDo: "Open the escrow: release for the result that is there, or dispute.", byPerson: true },
  run_held: { word: "Run held", whatToDo: "Open the run: its note says what keeps the money back. It asks again by itself.", byPerson: false },
  run_review: { word: "Review", whatToDo: "Open the review queue and decide; until then the money stays locked.", byPerson: false },
  run_failed: { word: "Run failed", whatToDo: "Open the run: retry a leg, clone it, or close this.", byPerson: true },
  audit_broken: { word: "Audit", whatToDo: "Keep the database as it is, compare it with a back-up and find who had access.", byPerson: true },
  orphan_ledger_row: { word: "Unexplained", whatToDo: "Import the escrow by its id, or find out who moved the money; close this when it is explained.", byPerson: true },
  registration_abandoned: { word: "Given up", whatToDo: "Nothing: no money is there, and the worker was registered anew. Close this.", byPerson: true },
  treasury_deposit: { word: "Deposit", whatToDo: "Find out who sent it; close this when it is explained. The audit log names the amount.", byPerson: true },
  treasury_difference: { word: "Treasury", whatToDo: "Compare the platform's ledger with the audit log; close this when the difference is explained.", byPerson: true },
};

const OTHER: AlertKind = { word: "Alert", whatToDo: "Open what it is about and decide.", byPerson: true };

/** The words of a kind; a kind that is not listed may be closed by a person. */
export function alertKind(kind: string): AlertKind {
  return KINDS[kind] ?? OTHER;
}

/** The page of what an alert is about. */
export function subjectHref(subjectType: string, subjectId: string): string | null {
  const pages: Readonly<Record<string, string>> = {
    escrow: `/escrows/${subjectId}`, worker: `/workers/${subjectId}`, agent: `/workers/${subjectId}`, wallet: "/wallets",
    batch: `/workers/spawn?batch=${subjectId}`, connection: `/settings/connections/${subjectId}`, run: `/runs/${subjectId}`, audit: "/audit", treasury: "/",
  };
  return pages[subjectType] ?? null;
}
