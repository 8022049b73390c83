/** A console with a database of its own that is kept between runs and filled once, for the bench of the pages. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { clusterUrl, freePort, SUPERUSER } from "../scripts/database/cluster";
import { readMigrations } from "../scripts/database/migrations";
import { withClient } from "../scripts/database/roles";
import { prepareDatabase, preparePlace, startServer, type OwnServer } from "../scripts/database/server";
import { runBootstrap } from "../scripts/start/bootstrap";
import { type ChildEnvironment, type ConsoleLayout, engineSpec, inherited, sandboxSpec, webSpec } from "../scripts/start/children";
import { consoleAnswers, sandboxAnswers, waitUntil } from "../scripts/start/ready";
import { ensureSecrets, type Secrets } from "../scripts/start/secrets";
import { startService, type Service } from "../scripts/start/service";
import { type SeedSize, seedDatabase } from "./pages-seed";

const DATABASE = "console";
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

export const ADMIN = { email: "bench@example.com", password: "correct horse battery staple" } as const;
export const METRICS_TOKEN = "metrics-token-of-the-bench";

export interface Stack {
  readonly url: string;
  /** As a superuser: for statistics, never for the console. */
  readonly adminUrl: string;
  readonly server: OwnServer;
  readonly services: Readonly<Record<"sandbox" | "web", Service>>;
  /** The engine runs only where it is measured itself: else it would share the figures of the pages. */
  startEngine(): Promise<Service>;
  stop(): Promise<void>;
}

/** Starts everything, seeding first when the kept folder holds no seed of this size. Needs a build. */
export async function startStack(folder: string, size: SeedSize, say: (line: string) => void): Promise<Stack> {
  const data = path.join(folder, ".data", `bench-${size.escrows}`);
  mkdirSync(data, { recursive: true });
  const place = preparePlace(folder, data);
  const secrets = ensureSecrets(data, place);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const layout: ConsoleLayout = { folder, logs: data, host: "127.0.0.1", port, sandboxPort, sandboxData: path.join(data, "sandbox") };
  const sandbox = startService(sandboxSpec(layout));
  const running: Service[] = [sandbox];
  const wait = (what: string, isReady: () => Promise<boolean>) => waitUntil({ what, isReady, services: running, limitMs: READY_LIMIT_MS });
  await wait("The sandbox", () => sandboxAnswers(sandboxPort));
  const mark = path.join(data, "seeded");
  const isSeeded = existsSync(mark) && readFileSync(mark, "utf8") === String(size.escrows);
  let server = await startServer(place, secrets.database, { forTests: !isSeeded });
  const options = { folder, passwords: secrets.database, migrations: readMigrations(path.join(folder, "prisma/migrations")) };
  await prepareDatabase(server, DATABASE, options);
  await runBootstrap(folder, { ...inherited(), ...environmentOf(layout, server, secrets), CONSOLE_ADMIN_EMAIL: ADMIN.email, CONSOLE_ADMIN_PASSWORD: ADMIN.password, NODE_ENV: "production" });
  if (!isSeeded) {
    await seedDatabase(adminUrlOf(server, secrets), size, say);
    await server.cluster.stop(60_000);
    server = await startServer(place, secrets.database);
    writeFileSync(mark, String(size.escrows));
  }
  const environment = environmentOf(layout, server, secrets);
  const web = startService(webSpec(layout, environment));
  running.push(web);
  const origin = `http://127.0.0.1:${port}`;
  await wait("The web", async () => (await fetch(`${origin}/api/health`).catch(() => null))?.ok === true);
  return {
    url: `http://localhost:${port}`, adminUrl: adminUrlOf(server, secrets), server, services: { sandbox, web },
    startEngine: async () => {
      const engine = startService(engineSpec(layout, environment));
      running.push(engine);
      await wait("The engine", () => consoleAnswers(origin));
      return engine;
    },
    stop: async () => {
      await Promise.all(running.map((service) => service.stop(STOP_LIMIT_MS)));
      await server.cluster.stop(60_000);
    },
  };
}

const adminUrlOf = (server: OwnServer, secrets: Secrets) => clusterUrl(server.cluster.port, SUPERUSER, secrets.database.superuser, DATABASE);

function environmentOf({ port, sandboxPort, logs }: ConsoleLayout, server: OwnServer, secrets: Secrets): ChildEnvironment {
  const url = `http://localhost:${port}`;
  return {
    PORT: String(port), HOST: "127.0.0.1", CONSOLE_URL: url, NEXTAUTH_URL: url, DATABASE_URL: server.runtimeUrl(DATABASE), DATABASE_DIRECT_URL: server.runtimeUrl(DATABASE),
    DATA_DIR: logs, SANDBOX: "on", SANDBOX_PORT: String(sandboxPort), ALLOW_SANDBOX: "1", ENGINE: "process", ENGINE_SLOTS: "1", LOG_LEVEL: "error",
    CONSOLE_MASTER_KEYS: secrets.masterKeys, NEXTAUTH_SECRET: secrets.nextAuthSecret, METRICS_TOKEN,
  };
}

/** One look into the database with the rights to see its statistics. */
export function asAdmin<Row extends object>(stack: Stack, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return withClient(stack.adminUrl, async (client) => (await client.query(text, [...values])).rows as Row[]);
}
