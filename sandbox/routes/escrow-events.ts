import { epochSeconds } from "../call";
import type { EscrowRow } from "../rows";

/** The event rows of the published services: epoch seconds, and a null actor where the clock acted. */
export function eventViews(escrow: EscrowRow): Record<string, unknown>[] {
  return escrow.events.map((event) => ({
    id: event.event === "created" ? `${escrow.id}_created` : `${escrow.id}_${event.event}_${event.at}`,
    escrow_id: escrow.id, event: event.event, actor_id: event.actorId, note: event.note, created_at: epochSeconds(event.at),
  }));
}
