/** What a token may read. A token without a scope reads nothing. */
export const API_SCOPES = [
  "read:workers", "read:wallets", "read:escrows", "read:costs", "read:commissions", "read:audit", "read:status", "mcp:read",
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
  "read:costs": "the cost report",
  "read:commissions": "the commission ledger",
  "read:audit": "the audit log",
  "read:status": "the figures of the Overview, and alerts",
  "mcp:read": "every read tool of the MCP server",
};
