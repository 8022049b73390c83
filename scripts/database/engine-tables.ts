/** The tables of the workflow engine. They come first and alone: replicas that raced for them have left one not ready. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { withClient } from "./roles";

const LOCK_KEY = 7_746;

/**
 * Makes or updates the engine's schema unless its comment says that this version already did, and grants it to the runtime
 * role where the server is ours. The SDK is large, so it is loaded only when there is work.
 */
export async function migrateEngineTables(projectFolder: string, ownerUrl: string, runtimeRole?: string): Promise<void> {
  const manifest = path.join(projectFolder, "node_modules/@dbos-inc/dbos-sdk/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const mark = `dbos-sdk ${version}${runtimeRole ? ` for ${runtimeRole}` : ""}`;
  await withClient(ownerUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    const { rows } = await client.query<{ comment: string | null }>(
      "select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'dbos'",
    );
    if (rows[0]?.comment === mark) return;
    const { DBOS } = await import("@dbos-inc/dbos-sdk");
    await quietly(() => DBOS.migrate(ownerUrl, runtimeRole ? { applicationRole: runtimeRole } : {}));
    await client.query(`comment on schema dbos is '${mark}'`);
  });
}

/** The SDK prints every grant; the start has one line for all of it. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log, info } = console;
  console.log = console.info = () => undefined;
  try {
    await work();
  } finally {
    Object.assign(console, { log, info });
  }
}
