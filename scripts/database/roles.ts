/** Two roles on a server of ours: the owner migrates; the runtime role works, and holds no right that it does not need. */
import { Client } from "pg";
import { clusterUrl, SUPERUSER } from "./cluster";

export const OWNER = "console_owner";
export const RUNTIME = "console";

export interface DatabasePasswords {
  readonly superuser: string;
  readonly owner: string;
  readonly runtime: string;
}

/** Runs work on one connection and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "start" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the roles and the database when they are missing. The passwords are hexadecimal, so they need no quoting. */
export async function ensureDatabase(port: number, passwords: DatabasePasswords, database: string): Promise<void> {
  await withClient(clusterUrl(port, SUPERUSER, passwords.superuser, "postgres"), async (client) => {
    for (const [role, password] of [[OWNER, passwords.owner], [RUNTIME, passwords.runtime]] as const) {
      const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
      if (!rowCount) await client.query(`create role ${role} login password '${password}'`);
    }
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) await client.query(`create database "${database}" owner ${OWNER}`);
  });
}

/** The runtime role may use every later table of the owner; a migration may take a right away again. Safe to repeat. */
export async function grantRuntime(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`
      grant usage on schema public to ${RUNTIME};
      alter default privileges in schema public grant select, insert, update, delete on tables to ${RUNTIME};
      alter default privileges in schema public grant usage, select on sequences to ${RUNTIME};`),
  );
}
