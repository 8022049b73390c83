/** One PostgreSQL server of ours: made when missing, started on a free port of loopback, stopped fast. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { program } from "./binaries";
import { stopLeftover } from "./leftovers";
import type { Place, RunUser } from "./place";

export const SUPERUSER = "postgres";
const START_LIMIT_MS = 60_000;
const RETRY_MS = 250;

export interface ClusterOptions {
  readonly place: Place;
  readonly password: string;
  /** Keeps the port of an earlier start of this run, so that its clients find it again. */
  readonly port?: number | undefined;
  /** Turns off every guarantee against a crash; only for databases of tests. */
  readonly forTests?: boolean;
}

export interface Cluster {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends sessions and the server; after `limitMs` at once, which the next start repairs by itself. */
  stop(limitMs?: number): Promise<void>;
}

/** The address of one database of a cluster for one role. */
export function clusterUrl(port: number, role: string, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Makes the cluster when there is none, ends what an earlier start left, and starts the server. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const cluster = path.join(options.place.dataFolder, "cluster");
  if (!existsSync(path.join(cluster, "PG_VERSION"))) initialise(options, cluster);
  checkVersion(options.place.native, cluster);
  await stopLeftover(cluster);
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    const attempt = await tryStart(options, cluster);
    if ("cluster" in attempt) return attempt.cluster;
    if (Date.now() > limit || !isPassing(attempt.output)) throw new Error(`PostgreSQL did not start:\n${attempt.output.trim()}`);
    await wait(RETRY_MS);
  }
}

/** Reasons that go away: dying children of a killed postmaster, or the port taken between the look and the start. */
function isPassing(output: string): boolean {
  return /postmaster\.pid|still in use|could not bind|Address already in use|shared memory/i.test(output);
}

function identity(user: RunUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** The C locale of the system for messages, the built-in one for text: the same order on every host. */
function initialise({ place, password }: ClusterOptions, cluster: string): void {
  const unfinished = `${cluster}.tmp`;
  const passwordFile = path.join(place.dataFolder, "password.tmp");
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
  const made = spawnSync(
    program(place.native, "initdb"),
    ["-D", unfinished, "-U", SUPERUSER, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--no-instructions", ...locale],
    { ...identity(place.user), cwd: place.dataFolder, encoding: "utf8", env: cleanEnvironment() },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`PostgreSQL could not make its data folder:\n${made.error?.message ?? made.stderr}`);
  renameSync(unfinished, cluster);
}

/** Variables such as PGDATA or LC_ALL of the person who starts must not steer our server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH"];
  const entries = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...(Object.fromEntries(entries) as Record<string, string>), LC_ALL: "C", NODE_ENV: "production" };
}

function checkVersion(native: string, cluster: string): void {
  const have = readFileSync(path.join(cluster, "PG_VERSION"), "utf8").trim();
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string };
  const want = version.split(".")[0];
  if (have === want) return;
  throw new Error(`The data in ${cluster} is of PostgreSQL ${have}, the server is ${want}. Dump it with version ${have}, move the folder away, start, and load the dump.`);
}

function settings(port: number, forTests: boolean): string[] {
  const always = {
    listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(port), max_connections: forTests ? "300" : "150",
    timezone: "UTC", log_min_messages: "warning", jit: "off", wal_level: forTests ? "minimal" : "replica",
  };
  const unsafe = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_senders: "0", autovacuum: "on" };
  return Object.entries(forTests ? { ...always, ...unsafe } : always).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function tryStart(options: ClusterOptions, cluster: string): Promise<{ cluster: Cluster } | { output: string }> {
  const { place, forTests = false } = options;
  const port = options.port ?? (await freePort());
  const child = spawn(program(place.native, "postgres"), ["-D", cluster, ...settings(port, forTests)], {
    ...identity(place.user), cwd: place.dataFolder, env: cleanEnvironment(), detached: true, stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  let ended = false;
  child.stderr?.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)));
  child.once("error", (error) => ((output += error.message), (ended = true)));
  child.once("exit", () => (ended = true));
  const limit = Date.now() + START_LIMIT_MS;
  while (!ended && Date.now() < limit) {
    if (isReady(cluster, child.pid)) return { cluster: { port, process: child, stop: (limitMs) => stop(child, limitMs) } };
    await wait(25);
  }
  if (!ended) await stop(child, 2_000);
  return { output };
}

/** The server writes its state where pg_ctl reads it too; the process id tells ours from an earlier one. */
function isReady(cluster: string, pid: number | undefined): boolean {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, "utf8").split("\n");
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

async function stop(child: ChildProcess, limitMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), limitMs);
  await gone;
  clearTimeout(timer);
}
