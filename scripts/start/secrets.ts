/** Secrets made at the first start, kept in DATA_DIR/secrets.json for its owner alone. */
import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import type { DatabasePasswords } from "../database/roles";
import type { Place } from "../database/place";

export interface Secrets {
  readonly masterKeys: string;
  readonly nextAuthSecret: string;
  readonly database: DatabasePasswords;
}

const hex = () => randomBytes(24).toString("hex");

export function makeSecrets(): Secrets {
  return {
    masterKeys: `v1:${randomBytes(32).toString("base64")}`,
    nextAuthSecret: randomBytes(32).toString("base64url"),
    database: { superuser: hex(), owner: hex(), runtime: hex() },
  };
}

/** Reads the secrets, or makes them when there is no database yet that would need the old ones. */
export function ensureSecrets(dataRoot: string, place: Place): Secrets {
  const file = path.join(dataRoot, "secrets.json");
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  }
  const cluster = path.join(place.dataFolder, "cluster");
  if (existsSync(cluster)) setAside(cluster, file, place);
  const secrets = makeSecrets();
  writePrivate(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

/**
 * A database without its secrets cannot be read. In the shared place it belongs to an earlier clone of the same folder: it is
 * kept under another name. In our own folder a person has lost a file: he decides.
 */
function setAside(cluster: string, file: string, place: Place): void {
  if (!place.moved) {
    throw new Error(`${file} is missing, and the database in ${cluster} cannot be read without it. Restore it, or move that folder away to begin anew.`);
  }
  const kept = `${cluster}.${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}`;
  renameSync(cluster, kept);
  console.log(`  A database of an earlier clone was kept as ${kept}`);
}

/** Writes a file that only its owner reads, whole or not at all. */
export function writePrivate(file: string, text: string): void {
  const unfinished = `${file}.tmp`;
  const handle = openSync(unfinished, "w", 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}
