/** What a token may read, and the one thing that it may do: start a run. A token without a scope may nothing. */
export const API_SCOPES = [
  "read:workers", "read:wallets", "read:escrows", "read:runs", "read:costs", "read:commissions", "read:audit", "read:status", "mcp:read", "runs.start",
] as const;

export type ApiScope = (typeof API_SCOPES)[number];

/** True for a word that names a scope. */
export function isApiScope(word: string): word is ApiScope {
  return (API_SCOPES as readonly string[]).includes(word);
}

/** What a scope opens, for the form and the documentation. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  "read:workers": "the roster, one worker, spawn batches",
  "read:wallets": "child wallets and their limits",
  "read:escrows": "escrows and their history",
  "read:runs": "payment runs, their legs and their reports",
  "read:costs": "the cost report",
  "read:commissions": "the commission ledger",
  "read:audit": "the audit log",
  "read:status": "the figures of the Overview, and alerts",
  "mcp:read": "every read tool of the MCP server",
  "runs.start": "spends: starts payment runs within the limits, never above the approval threshold",
};
