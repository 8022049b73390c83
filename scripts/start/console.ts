/** Starts and watches every process of the console. scripts/start.mjs calls it once packages and builds are there. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { ConfigurationError, readConfiguration, type Configuration } from "@/lib/env";
import { withClient } from "../database/roles";
import { runBootstrap } from "./bootstrap";
import { engineSpec, inherited, sandboxSpec, webSpec, type ConsoleLayout } from "./children";
import { openDatabase, requireAnswer, type Database } from "./database";
import { requirePort } from "./ports";
import { consoleAnswers, sandboxAnswers, waitUntil } from "./ready";
import { endLeftovers, openRunRecord } from "./run-record";
import { startService, type Service } from "./service";
import { stopOnSignal, type Stoppable } from "./stop";

export interface StartOptions {
  readonly folder: string;
  readonly configuration: Configuration;
  readonly dev: boolean;
  /** Tells a second start where this one is. */
  readonly announce: (about: { url: string }) => void;
}

const READY_LIMIT_MS = 90_000;

const say = (line: string) => console.log(`  ${line}`);

/** What can be told before anything slow: a usable configuration, a free port, a server that answers. Errors: one sentence for each problem. */
export async function checkStart(folder: string, source: NodeJS.ProcessEnv): Promise<Configuration> {
  const configuration = readStartConfiguration(source);
  const dataRoot = dataRootOf(folder, configuration);
  mkdirSync(dataRoot, { recursive: true });
  endLeftovers(folder, dataRoot);
  await requirePort("PORT", configuration.HOST, configuration.PORT);
  await requireAnswer(configuration);
  return configuration;
}

const dataRootOf = (folder: string, configuration: Configuration) => path.resolve(folder, configuration.DATA_DIR);

function readStartConfiguration(source: NodeJS.ProcessEnv): Configuration {
  try {
    return readConfiguration(source);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new Error(`The configuration is not usable:\n  ${error.message.replaceAll("\n", "\n  ")}\nEvery variable is described in .env.example.`);
  }
}

/** Brings everything up, prints the address, and stays until a signal. Errors: a sentence, after everything is stopped again. */
export async function startConsole(options: StartOptions): Promise<void> {
  const since = Date.now();
  const { folder, configuration } = options;
  const dataRoot = dataRootOf(folder, configuration);
  const running: Stoppable = { services: [] };
  stopOnSignal(running, say);
  try {
    const setupUrl = await bringUp(options, dataRoot, running);
    options.announce({ url: configuration.CONSOLE_URL });
    console.log(`\n  Ready in ${((Date.now() - since) / 1000).toFixed(1)} s: ${configuration.CONSOLE_URL}`);
    if (setupUrl) console.log(`  No administrator yet. Make yours with this link, once: ${setupUrl}`);
    console.log("  Stop with Ctrl-C.\n");
  } catch (error) {
    if (running.stopping) return;
    await running.stop?.();
    throw error;
  }
}

async function bringUp(options: StartOptions, dataRoot: string, running: Stoppable): Promise<string | undefined> {
  const { folder, configuration, dev } = options;
  running.database = openDatabase(folder, dataRoot, configuration, say);
  const database = await running.database;
  say(`database  ${database.line}${database.applied.length > 0 ? ` (${database.applied.length} migrations applied)` : ""}`);
  const withSandbox = await wantsSandbox(configuration, database);
  const environment = childEnvironment(configuration, database, dataRoot, withSandbox);
  const record = openRunRecord(dataRoot, environment);
  running.close = record.close;
  const layout: ConsoleLayout = {
    folder, logs: path.join(dataRoot, "logs"), host: configuration.HOST, port: configuration.PORT, sandboxPort: configuration.SANDBOX_PORT,
    sandboxData: path.join(dataRoot, "sandbox"), dev,
  };
  const begin = (spec: Parameters<typeof startService>[0], line: string): Service => {
    const service = startService(spec, {
      onStart: (pid) => record.started(spec.name, pid),
      onCrash: (reason, delayMs) => say(`${spec.name} ended (${reason}), starting it again in ${delayMs / 1000} s; log: ${spec.logFile}`),
    });
    running.services.push(service);
    say(`${spec.name.padEnd(9)} ${line}`);
    return service;
  };
  if (withSandbox) {
    await requirePort("SANDBOX_PORT", "127.0.0.1", configuration.SANDBOX_PORT);
    begin(sandboxSpec(layout), `http://127.0.0.1:${configuration.SANDBOX_PORT}`);
  }
  if (configuration.ENGINE === "process") begin(engineSpec(layout, environment), `${configuration.ENGINE_SLOTS} slot(s)`);
  begin(webSpec(layout, environment), `http://${urlHost(configuration.HOST)}:${configuration.PORT}`);
  if (withSandbox) await waitFor("The sandbox", () => sandboxAnswers(configuration.SANDBOX_PORT), running);
  const { setupUrl } = await runBootstrap(folder, { ...inherited(), ...environment, ...administrator(configuration), NODE_ENV: "production" });
  await waitFor("The console", () => consoleAnswers(`http://${urlHost(configuration.HOST)}:${configuration.PORT}`), running);
  return setupUrl;
}

const waitFor = (what: string, isReady: () => Promise<boolean>, running: Stoppable) =>
  waitUntil({ what, isReady, services: running.services, limitMs: READY_LIMIT_MS, isStopping: () => running.stopping === true });

/** An address to listen on is not always one to call. */
function urlHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function administrator({ CONSOLE_ADMIN_EMAIL, CONSOLE_ADMIN_PASSWORD }: Configuration): Record<string, string> {
  return CONSOLE_ADMIN_EMAIL && CONSOLE_ADMIN_PASSWORD ? { CONSOLE_ADMIN_EMAIL, CONSOLE_ADMIN_PASSWORD } : {};
}

/** On unless said otherwise while nothing is live; never by itself in a database of the person's own. */
async function wantsSandbox(configuration: Configuration, database: Database): Promise<boolean> {
  if (configuration.SANDBOX) return configuration.SANDBOX === "on";
  if (!database.isOurs && !configuration.ALLOW_SANDBOX) return false;
  return withClient(database.ownerUrl, async (client) => {
    const { rowCount } = await client.query(`select 1 from "Connection" where mode = 'live' limit 1`);
    return !rowCount;
  });
}

function childEnvironment(configuration: Configuration, database: Database, dataRoot: string, withSandbox: boolean): Record<string, string> {
  return {
    PORT: String(configuration.PORT), HOST: configuration.HOST, CONSOLE_URL: configuration.CONSOLE_URL, NEXTAUTH_URL: configuration.CONSOLE_URL,
    DATA_DIR: dataRoot, SANDBOX: withSandbox ? "on" : "off", SANDBOX_PORT: String(configuration.SANDBOX_PORT),
    ENGINE: configuration.ENGINE, ENGINE_SLOTS: String(configuration.ENGINE_SLOTS), ...database.environment,
  };
}
