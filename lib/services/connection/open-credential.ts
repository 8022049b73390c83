import type { Database, Tx } from "@/lib/db/client";
import { type Keyring, unseal } from "@/lib/db/vault";
import type { Credential } from "@/lib/purpleflea/settings";
import { ServiceError } from "../service-error";

/** Opens the newest key of an account for a call. Errors: `CONFLICT` when the key was dropped. */
export async function openCredential(db: Database | Tx, keyring: Keyring, accountId: string): Promise<Credential> {
  return openKey(keyring, await db.agentKey.findFirst({ where: { accountId, retiredAt: null }, orderBy: { version: "desc" } }));
}

/** The same for a key that was read already. Errors: `CONFLICT` without one. */
export function openKey(keyring: Keyring, key: { readonly id: string; readonly ciphertext: string } | null): Credential {
  if (!key) throw new ServiceError("CONFLICT", "The console no longer holds a key for this agent, so it cannot act for it.");
  return { apiKey: unseal(keyring, key.ciphertext, { table: "AgentKey", id: key.id, column: "ciphertext" }) };
}
