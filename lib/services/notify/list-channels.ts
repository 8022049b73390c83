import { CHANNEL_KINDS, type ChannelKind, type ListedChannel, type ListedDelivery } from "@/lib/core/notify/channels";
import { fromDate, fromDateOrNull } from "@/lib/core/time";
import type { ServiceContext } from "../context";

/** Both channels with the result of the last attempt and what still waits to be sent; never the secret. */
export async function listChannels(ctx: Pick<ServiceContext, "db">): Promise<Record<ChannelKind, ListedChannel>> {
  const [rows, queued] = await Promise.all([
    ctx.db.notifyChannel.findMany({ omit: { secret: true } }),
    ctx.db.notifyDelivery.groupBy({ by: ["kind"], where: { state: "queued" }, _count: { _all: true } }),
  ]);
  const listed = CHANNEL_KINDS.map((kind): [ChannelKind, ListedChannel] => {
    const row = rows.find((candidate) => candidate.kind === kind);
    return [kind, {
      kind, target: row?.target ?? null, isOn: row?.isOn ?? false, changedBy: row?.changedBy ?? null, changedAt: fromDateOrNull(row?.changedAt ?? null),
      lastSentAt: fromDateOrNull(row?.lastSentAt ?? null), lastError: row?.lastError ?? null, waiting: queued.find((group) => group.kind === kind)?._count._all ?? 0,
    }];
  });
  return Object.fromEntries(listed) as Record<ChannelKind, ListedChannel>;
}

const SHOWN_MAX = 20;

/** The newest warnings that were on their way to somebody. */
export async function listDeliveries(ctx: Pick<ServiceContext, "db">): Promise<ListedDelivery[]> {
  const rows = await ctx.db.notifyDelivery.findMany({ orderBy: { createdAt: "desc" }, take: SHOWN_MAX });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, state: row.state, attempts: row.attempts, error: row.lastError, createdAt: fromDate(row.createdAt),
    title: (row.payload as { alert?: { title?: string } }).alert?.title ?? row.event,
    nextAttemptAt: row.state === "queued" ? fromDateOrNull(row.nextAttemptAt) : null,
  }));
}
