import type { Database } from "@/lib/db/client";

const EVERY_MS = 5_000;

/** Says in the database that this slot is alive; `/api/ready` reads it. */
export async function recordHeartbeat(db: Database, slot: number): Promise<NodeJS.Timeout> {
  const at = new Date();
  const facts = { pid: process.pid, takenAt: at, heartbeatAt: at, releasedAt: null };
  await db.engineSlot.upsert({ where: { slot }, create: { slot, ...facts }, update: facts });
  return setInterval(() => {
    db.engineSlot.update({ where: { slot }, data: { heartbeatAt: new Date() } }).catch(() => undefined);
  }, EVERY_MS);
}

/** The last act of a clean stop. */
export async function releaseHeartbeat(db: Database, slot: number): Promise<void> {
  await db.engineSlot.update({ where: { slot }, data: { releasedAt: new Date() } });
}
