import type { EpochMs } from "../time";
import type { ApiScope } from "./scopes";

/** One token as the settings show it; the token itself is not known any more. */
export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly ApiScope[];
  readonly state: "active" | "expired" | "revoked";
  readonly createdBy: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
  readonly lastUsedAt: EpochMs | null;
}

/** One token of a worker's own process; the token itself is not known any more. */
export interface ListedWorkerToken {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly createdBy: string;
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  readonly revokedAt: EpochMs | null;
}
