import { type EpochMs, SECOND_MS } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";

/** An engine process writes its heartbeat every second or so; a cron drain at least every minute. */
const SEEN_WITHIN_MS = { process: 30 * SECOND_MS, cron: 120 * SECOND_MS };

export interface Readiness {
  readonly ready: boolean;
  readonly database: boolean;
  readonly migrations: boolean;
  readonly engine: boolean;
}

interface ReadinessQuestion {
  readonly engine: "process" | "cron";
  /** Names of the migrations that this version knows. */
  readonly migrations: readonly string[];
  readonly now: EpochMs;
}

/** Whether this console can work: its database answers, has every migration, and an engine was seen lately. */
export async function checkReadiness(db: Database, { engine, migrations, now }: ReadinessQuestion): Promise<Readiness> {
  try {
    const [applied, slot] = await Promise.all([
      db.$queryRaw<{ name: string }[]>`
        select migration_name as name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`,
      db.engineSlot.findFirst({ where: engine === "process" ? { releasedAt: null } : {}, orderBy: { heartbeatAt: "desc" }, select: { heartbeatAt: true } }),
    ]);
    const names = new Set(applied.map(({ name }) => name));
    const hasMigrations = names.size > 0 && migrations.every((name) => names.has(name));
    const hasEngine = slot !== null && now - slot.heartbeatAt.getTime() <= SEEN_WITHIN_MS[engine];
    return { ready: hasMigrations && hasEngine, database: true, migrations: hasMigrations, engine: hasEngine };
  } catch {
    // Whatever keeps the database from answering, the answer is the same: not ready.
    return { ready: false, database: false, migrations: false, engine: false };
  }
}
