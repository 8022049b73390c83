/** Our own PostgreSQL as one thing: binaries, place, cluster, roles. Used by the start and by the tests. */
import { mkdirSync } from "node:fs";
import { findBinaries, repairBinaries } from "./binaries";
import { clusterUrl, startCluster, type Cluster } from "./cluster";
import { migrateEngineTables } from "./engine-tables";
import { applyMigrations, type Migration } from "./migrations";
import { settle, type Place } from "./place";
import { ensureDatabase, grantRuntime, OWNER, RUNTIME, type DatabasePasswords } from "./roles";

export interface OwnServer {
  readonly place: Place;
  readonly cluster: Cluster;
  ownerUrl(database: string): string;
  runtimeUrl(database: string): string;
}

/** Finds and repairs the binaries and settles where the data lies; starts nothing. */
export function preparePlace(projectFolder: string, dataRoot: string): Place {
  const native = findBinaries(projectFolder);
  repairBinaries(native);
  mkdirSync(dataRoot, { recursive: true });
  return settle(projectFolder, dataRoot, native);
}

/** Starts the server at its place. `forTests` trades every guarantee against a crash for speed. */
export async function startServer(place: Place, passwords: DatabasePasswords, more: { forTests?: boolean; port?: number } = {}): Promise<OwnServer> {
  const cluster = await startCluster({ place, password: passwords.superuser, ...more });
  return {
    place,
    cluster,
    ownerUrl: (database) => clusterUrl(cluster.port, OWNER, passwords.owner, database),
    runtimeUrl: (database) => clusterUrl(cluster.port, RUNTIME, passwords.runtime, database),
  };
}

/** Makes a database with roles, the engine's tables and every migration. Gives the names of the migrations it applied. */
export async function prepareDatabase(
  server: OwnServer,
  database: string,
  options: { readonly folder: string; readonly passwords: DatabasePasswords; readonly migrations: readonly Migration[] },
): Promise<string[]> {
  await ensureDatabase(server.cluster.port, options.passwords, database);
  const ownerUrl = server.ownerUrl(database);
  await migrateEngineTables(options.folder, ownerUrl, RUNTIME);
  await grantRuntime(ownerUrl);
  return applyMigrations(ownerUrl, options.migrations);
}
