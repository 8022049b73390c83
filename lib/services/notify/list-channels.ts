import { type EpochMs, toEpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { CHANNEL_KINDS, type ChannelKind } from "./channel";

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

/** Both channels with the result of the last attempt and what still waits to be sent; never the secret. */
export async function listChannels(ctx: Pick<ServiceContext, "db">): Promise<Record<ChannelKind, ListedChannel>> {
  const [rows, queued] = await Promise.all([
    ctx.db.notifyChannel.findMany({ omit: { secret: true } }),
    ctx.db.notifyDelivery.groupBy({ by: ["kind"], where: { state: "queued" }, _count: { _all: true } }),
  ]);
  const instant = (at: Date | null | undefined) => (at ? toEpochMs(at.getTime()) : null);
  const listed = CHANNEL_KINDS.map((kind): [ChannelKind, ListedChannel] => {
    const row = rows.find((candidate) => candidate.kind === kind);
    return [kind, {
      kind, target: row?.target ?? null, isOn: row?.isOn ?? false, changedBy: row?.changedBy ?? null, changedAt: instant(row?.changedAt),
      lastSentAt: instant(row?.lastSentAt), lastError: row?.lastError ?? null, waiting: queued.find((group) => group.kind === kind)?._count._all ?? 0,
    }];
  });
  return Object.fromEntries(listed) as Record<ChannelKind, ListedChannel>;
}

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

const SHOWN_MAX = 20;

/** The newest warnings that were on their way to somebody. */
export async function listDeliveries(ctx: Pick<ServiceContext, "db">): Promise<ListedDelivery[]> {
  const rows = await ctx.db.notifyDelivery.findMany({ orderBy: { createdAt: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, state: row.state, attempts: row.attempts, error: row.lastError, createdAt: toEpochMs(row.createdAt.getTime()),
    title: (row.payload as { alert?: { title?: string } }).alert?.title ?? row.event,
    nextAttemptAt: row.state === "queued" && row.nextAttemptAt ? toEpochMs(row.nextAttemptAt.getTime()) : null,
  }));
}
