/**
 * Applies prisma/migrations in order, each in a transaction of its own, and records them in Prisma's own table, so that
 * Prisma's tools see the same history. An advisory lock lets one process migrate at a time.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { withClient } from "./roles";

/** The key that Prisma's own tools lock. */
const LOCK_KEY = 72_707_369;

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
);`;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** The committed migrations, oldest first. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/**
 * Brings the database up to date and gives the names of what was applied.
 * Errors: `MigrationError` when an applied migration has another text now, is unknown here, or fails (it is rolled back).
 */
export async function applyMigrations(url: string, migrations: readonly Migration[]): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await client.query(TABLE);
    const applied = await readApplied(client);
    compare(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  });
}

async function readApplied(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null order by started_at',
  );
  const unfinished = rows.find((row) => row.finished_at === null);
  if (unfinished) throw new MigrationError(`The migration ${unfinished.migration_name} was left unfinished by another tool. Resolve it there first.`);
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function compare(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const here = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    if (!here.has(name)) throw new MigrationError(`The database has the migration ${name}, which this version does not know. Start the newer version.`);
    if (here.get(name) !== checksum) throw new MigrationError(`The migration ${name} was changed after it was applied. Restore its text and write a new migration.`);
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    const started = new Date();
    await client.query(sql);
    await client.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, started],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new MigrationError(`The migration ${name} failed and was rolled back: ${(error as Error).message}`, { cause: error });
  }
}
