/**
 * One PostgreSQL for a whole test run, behind a small loopback door: it starts when the first test asks, migrates a template
 * once and clones it for every asker. Used as global set-up by vitest and by Playwright.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { clusterUrl, SUPERUSER } from "./database/cluster";
import { isAlive, stopLeftover } from "./database/leftovers";
import { readMigrations } from "./database/migrations";
import { withClient } from "./database/roles";
import { prepareDatabase, preparePlace, startServer, type OwnServer } from "./database/server";

const TEMPLATE = "template_console";
const FOLDER_PREFIX = "purple-flea-test-";
/** Set to 1 by who measures a server that keeps its promises against a crash. */
const DURABLE_VARIABLE = "TEST_DATABASE_DURABLE";
/** Where tests find the door. */
export const DOOR_VARIABLE = "TEST_DATABASE_DOOR";

interface Cloner {
  create(): Promise<{ url: string; ownerUrl: string; name: string }>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Folders of runs that were killed: their server is stopped and their data removed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    if (isAlive(Number(name.slice(FOLDER_PREFIX.length).split("-")[0]))) continue;
    await stopLeftover(path.join(folder, "postgres/cluster")).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startCloner(projectFolder: string): Promise<Cloner> {
  await sweep();
  const root = mkdtempSync(path.join(os.tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const passwords = { superuser: hex(), owner: hex(), runtime: hex() };
  chmodSync(root, 0o755);
  const server = await startServer(preparePlace(projectFolder, root), passwords, { forTests: process.env[DURABLE_VARIABLE] !== "1" });
  await prepareDatabase(server, TEMPLATE, { folder: projectFolder, passwords, migrations: readMigrations(path.join(projectFolder, "prisma/migrations")) });
  return cloner(server, passwords.superuser, root);
}

const hex = () => randomBytes(16).toString("hex");

function cloner(server: OwnServer, superuserPassword: string, root: string): Cloner {
  const admin = clusterUrl(server.cluster.port, SUPERUSER, superuserPassword, "postgres");
  let count = 0;
  return {
    async create() {
      const name = `test_${(count += 1)}`;
      await withClient(admin, (client) => client.query(`create database ${name} template ${TEMPLATE} owner console_owner strategy file_copy`));
      return { name, url: server.runtimeUrl(name), ownerUrl: server.ownerUrl(name) };
    },
    drop: (name) => withClient(admin, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
    async stop() {
      await server.cluster.stop(200);
      rmSync(root, { recursive: true, force: true });
      if (server.place.moved) rmSync(server.place.dataFolder, { recursive: true, force: true });
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, get: () => Promise<Cloner>): Promise<void> {
  try {
    const databases = await get();
    const name = request.url?.slice(1) ?? "";
    const body = request.method === "DELETE" && /^test_\d+$/.test(name) ? await databases.drop(name) : await databases.create();
    response.setHeader("connection", "close").end(JSON.stringify(body ?? {}));
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
}

/** Opens the door; the function it gives closes it and ends the server. A door that is open already is used as it is. */
export default async function openDoor(): Promise<() => Promise<void>> {
  if (process.env[DOOR_VARIABLE]) return async () => undefined;
  let cloning: Promise<Cloner> | undefined;
  const projectFolder = process.cwd();
  const door = createServer((request, response) => void answer(request, response, () => (cloning ??= startCloner(projectFolder))));
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  process.env[DOOR_VARIABLE] = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return async () => {
    delete process.env[DOOR_VARIABLE];
    door.close();
    await cloning?.then((databases) => databases.stop(), () => undefined);
  };
}
