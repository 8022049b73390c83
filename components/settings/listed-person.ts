import type { Role } from "@/lib/core/access/roles";
import type { EpochMs } from "@/lib/core/time";

export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly lastSeenAt: EpochMs | null;
  readonly openSessions: number;
}
