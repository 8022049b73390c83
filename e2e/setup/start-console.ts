/** A whole console for one test worker: own database, own sandbox in memory, own engine and web on free ports. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runBootstrap } from "../../scripts/start/bootstrap";
import { engineSpec, inherited, sandboxSpec, webSpec, type ChildEnvironment, type ConsoleLayout } from "../../scripts/start/children";
import { consoleAnswers, sandboxAnswers, waitUntil } from "../../scripts/start/ready";
import { startService, type Service, type ServiceSpec } from "../../scripts/start/service";
import { freePort } from "../../scripts/database/cluster";
import { withClient } from "../../scripts/database/roles";
import { createTestDatabase } from "../../scripts/test-database";

const STOP_LIMIT_MS = 2_000;
const READY_LIMIT_MS = 30_000;

export interface ConsoleServer {
  /** Where a browser opens the console. */
  readonly url: string;
  /** The sandbox; its controls are under `/_sandbox/`. */
  readonly sandboxUrl: string;
  /** The database as the console connects to it, and as the role that owns the tables. */
  readonly databaseUrl: string;
  readonly ownerDatabaseUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Present when no administrator was made at the start. */
  readonly setupUrl: string | undefined;
  /** Ends the engine as a power cut would; it stays down until `restartEngine`. */
  killEngine(): Promise<void>;
  restartEngine(): Promise<void>;
  killWeb(): Promise<void>;
  restartWeb(): Promise<void>;
  close(): Promise<void>;
}

export interface ConsoleOptions {
  /** False leaves the console without an administrator, for tests of the set-up link. */
  readonly withAdministrator?: boolean;
  /** More variables for web and engine. */
  readonly variables?: Readonly<Record<string, string>>;
}

interface Running {
  readonly spec: ServiceSpec;
  service: Service;
}

const begin = (spec: ServiceSpec): Running => {
  const single = { ...spec, restarts: false };
  return { spec: single, service: startService(single) };
};

async function kill(running: Running): Promise<void> {
  running.service.kill("SIGKILL");
  await running.service.stop(STOP_LIMIT_MS);
}

/** The engine says in its slot's row that it lives. */
async function engineBeatsAfter(ownerUrl: string, since: Date): Promise<boolean> {
  const query = 'select 1 from "EngineSlot" where "releasedAt" is null and "heartbeatAt" > $1';
  return withClient(ownerUrl, async (client) => Boolean((await client.query(query, [since])).rowCount));
}

function environmentOf(port: number, sandboxPort: number, databaseUrl: string, logs: string): ChildEnvironment {
  const url = `http://localhost:${port}`;
  return {
    PORT: String(port), HOST: "127.0.0.1", CONSOLE_URL: url, NEXTAUTH_URL: url, DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseUrl,
    DATA_DIR: logs, SANDBOX: "on", SANDBOX_PORT: String(sandboxPort), ALLOW_SANDBOX: "1", ENGINE: "process", ENGINE_SLOTS: "1", LOG_LEVEL: "info",
    CONSOLE_MASTER_KEYS: `v1:${randomBytes(32).toString("base64")}`, NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    CRON_SECRET: "cron-secret-of-the-tests", METRICS_TOKEN: "metrics-token-of-the-tests",
  };
}

/** Starts everything and waits until it is ready. Needs a build: `npm test` makes one, or `npm run build`. */
export async function startConsole({ withAdministrator = true, variables = {} }: ConsoleOptions = {}): Promise<ConsoleServer> {
  const folder = process.cwd();
  const data = mkdtempSync(path.join(os.tmpdir(), "purple-flea-e2e-"));
  const [database, port, sandboxPort] = await Promise.all([createTestDatabase(), freePort(), freePort()]);
  const admin = { email: "admin@example.com", password: "correct horse battery staple" };
  const layout: ConsoleLayout = { folder, logs: data, host: "127.0.0.1", port, sandboxPort };
  const environment: ChildEnvironment = { ...environmentOf(port, sandboxPort, database.url, data), ...variables };
  const sandbox = begin(sandboxSpec(layout));
  const engine = begin(engineSpec(layout, environment));
  const web = begin(webSpec(layout, environment));
  const origin = `http://127.0.0.1:${port}`;
  const wait = (what: string, isReady: () => Promise<boolean>, services: readonly Service[]) =>
    waitUntil({ what, isReady, services, limitMs: READY_LIMIT_MS });
  const close = async () => {
    await Promise.all([web, engine, sandbox].map((each) => each.service.stop(STOP_LIMIT_MS)));
    await database.close();
    rmSync(data, { recursive: true, force: true });
  };
  const restart = async (running: Running) => {
    await kill(running);
    running.service = startService(running.spec);
  };
  try {
    await wait("The sandbox", () => sandboxAnswers(sandboxPort), [sandbox.service]);
    const person = withAdministrator ? { CONSOLE_ADMIN_EMAIL: admin.email, CONSOLE_ADMIN_PASSWORD: admin.password } : {};
    const { setupUrl } = await runBootstrap(folder, { ...inherited(), ...environment, ...person, NODE_ENV: "production" });
    await wait("The console", () => consoleAnswers(origin), [web.service, engine.service]);
    return {
      url: `http://localhost:${port}`, sandboxUrl: `http://127.0.0.1:${sandboxPort}`, databaseUrl: database.url, ownerDatabaseUrl: database.ownerUrl,
      admin, setupUrl, close, killEngine: () => kill(engine), killWeb: () => kill(web),
      async restartEngine() {
        const since = new Date();
        await restart(engine);
        await wait("The engine", () => engineBeatsAfter(database.ownerUrl, since), [engine.service]);
      },
      async restartWeb() {
        await restart(web);
        await wait("The console", () => consoleAnswers(origin), [web.service]);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
