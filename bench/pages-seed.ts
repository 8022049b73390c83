import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { withClient } from "../scripts/database/roles";

export interface SeedSize {
  readonly workers: number;
  readonly escrows: number;
}

interface Definition {
  readonly drop: string;
  readonly make: string;
}

/** Fills an empty console by a few set-based statements. Indexes are made behind them, and no trigger or foreign key is asked. */
export async function seedDatabase(adminUrl: string, size: SeedSize, say: (line: string) => void): Promise<void> {
  const folder = path.join(import.meta.dirname, "seed");
  await withClient(adminUrl, async (client) => {
    await client.query("set session_replication_role = replica; set maintenance_work_mem = '1GB'; set work_mem = '256MB'; set max_parallel_maintenance_workers = 1");
    await client.query("begin");
    const indexes = await readIndexes(client);
    for (const { drop } of indexes) await client.query(drop);
    for (const file of readdirSync(folder).sort()) {
      const startedAt = performance.now();
      const text = readFileSync(path.join(folder, file), "utf8").replaceAll(":workers", String(size.workers)).replaceAll(":escrows", String(size.escrows));
      await client.query(text);
      say(`${file}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    }
    const startedAt = performance.now();
    for (const { make } of indexes) await client.query(make);
    await client.query("drop schema seed cascade");
    await client.query("commit");
    await client.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
    await client.query("create extension if not exists pg_stat_statements");
    await client.query("vacuum (analyze)");
    say(`indexes and statistics: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  });
}

/** All that is no primary key: those are cheap, for ids come in their order. */
async function readIndexes(client: Client): Promise<Definition[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and not i.indisprimary and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`);
  return rows.map(({ name, definition }) => ({ drop: `drop index ${name}`, make: definition }));
}
