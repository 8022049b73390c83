import type { EpochMs } from "../time";
import type { Role } from "./roles";

/** Somebody with an account of this console. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly lastSeenAt: EpochMs | null;
  readonly openSessions: number;
}

/** One open session of the person who looks. */
export interface OwnSession {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly isThisOne: boolean;
}
