import type { EpochMs } from "../time";

/** The two ways out: one signed webhook address, one mail address. */
export const CHANNEL_KINDS = ["webhook", "mail"] as const;

export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** One channel as the settings show it; `null` target while there is none. */
export interface ListedChannel {
  readonly kind: ChannelKind;
  readonly target: string | null;
  readonly isOn: boolean;
  readonly changedBy: string | null;
  readonly changedAt: EpochMs | null;
  readonly lastSentAt: EpochMs | null;
  readonly lastError: string | null;
  readonly waiting: number;
}

/** A warning on its way to somebody. */
export interface ListedDelivery {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: EpochMs;
  readonly nextAttemptAt: EpochMs | null;
}
