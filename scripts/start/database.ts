/** The database of this start: our own server, watched and started again, or the person's. */
import path from "node:path";
import type { Configuration } from "@/lib/env";
import type { OwnServer } from "../database/server";
import { prepareDatabase, preparePlace, startServer } from "../database/server";
import { migrateEngineTables } from "../database/engine-tables";
import { applyMigrations, readMigrations } from "../database/migrations";
import { withClient } from "../database/roles";
import { ensureSecrets } from "./secrets";

export const DATABASE = "console";

export interface Database {
  /** Variables for the processes. */
  readonly environment: Readonly<Record<string, string>>;
  /** One line for the terminal. */
  readonly line: string;
  readonly ownerUrl: string;
  readonly applied: readonly string[];
  readonly isOurs: boolean;
  readonly stop: (limitMs: number) => Promise<void>;
}

type Say = (line: string) => void;

export async function openDatabase(folder: string, dataRoot: string, configuration: Configuration, say: Say): Promise<Database> {
  return configuration.DATABASE_URL ? openTheirs(folder, configuration, configuration.DATABASE_URL) : openOurs(folder, dataRoot, say);
}

/** Looks whether the person's server answers. Errors: a sentence with the variable and the host, never the password. */
export async function requireAnswer({ DATABASE_URL, DATABASE_DIRECT_URL }: Configuration): Promise<void> {
  for (const [name, url] of Object.entries({ DATABASE_URL, DATABASE_DIRECT_URL })) {
    if (!url) continue;
    await withClient(url, (client) => client.query("select 1")).catch((error: Error) => {
      throw new Error(`${name}: expected a PostgreSQL server that answers; ${new URL(url).host} says: ${error.message || "nothing"}`);
    });
  }
}

async function openTheirs(folder: string, configuration: Configuration, url: string): Promise<Database> {
  const ownerUrl = configuration.DATABASE_DIRECT_URL ?? url;
  const { host } = new URL(url);
  await migrateEngineTables(folder, ownerUrl);
  const applied = await applyMigrations(ownerUrl, readMigrations(path.join(folder, "prisma/migrations")));
  const environment = { DATABASE_URL: url, DATABASE_DIRECT_URL: ownerUrl };
  return { environment, line: `${host} (DATABASE_URL)`, ownerUrl, applied, isOurs: false, stop: async () => undefined };
}

async function openOurs(folder: string, dataRoot: string, say: Say): Promise<Database> {
  const place = preparePlace(folder, dataRoot);
  const secrets = ensureSecrets(dataRoot, place);
  const server = await startServer(place, secrets.database);
  const options = { folder, passwords: secrets.database, migrations: readMigrations(path.join(folder, "prisma/migrations")) };
  const applied = await prepareDatabase(server, DATABASE, options).catch(async (error: unknown) => {
    await server.cluster.stop(2_000);
    throw error;
  });
  const keep = keepRunning(server, () => startServer(place, secrets.database, { port: server.cluster.port }), say);
  const runner = place.user ? `, run by ${place.user.name}` : "";
  const moved = place.moved ? " because no other user can enter this folder" : "";
  return {
    environment: {
      DATABASE_URL: server.runtimeUrl(DATABASE), DATABASE_DIRECT_URL: server.runtimeUrl(DATABASE), ALLOW_SANDBOX: "1",
      CONSOLE_MASTER_KEYS: secrets.masterKeys, NEXTAUTH_SECRET: secrets.nextAuthSecret,
    },
    line: `127.0.0.1:${server.cluster.port}, data in ${place.dataFolder}${moved}${runner}`,
    ownerUrl: server.ownerUrl(DATABASE), applied, isOurs: true, stop: keep.stop,
  };
}

/** A server that ends by itself comes back on the same port, so that pools and listeners find it again. */
function keepRunning(first: OwnServer, startAgain: () => Promise<OwnServer>, say: Say): { stop: (limitMs: number) => Promise<void> } {
  let current = first;
  let stopping = false;
  let restart: Promise<void> = Promise.resolve();
  const watch = () =>
    current.cluster.process.once("exit", (code, signal) => {
      if (stopping) return;
      say(`database ended (${signal ?? `exit code ${code}`}), starting it again`);
      restart = startAgain().then(
        (next) => ((current = next), watch(), say("database is back")),
        (error: Error) => say(`database does not start: ${error.message}`),
      ) as Promise<void>;
    });
  watch();
  return {
    stop: async (limitMs) => {
      stopping = true;
      await restart;
      await current.cluster.stop(limitMs);
    },
  };
}
