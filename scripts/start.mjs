/** `npm start`: from a fresh clone to a running console. Plain Node until the packages are there, then scripts/start. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, ensureGenerated } from "./prepare/build.mjs";
import { bundle } from "./prepare/bundle.mjs";
import { ensureInstalled, nodeComplaint } from "./prepare/install.mjs";
import { askHolder, takeLock } from "./prepare/lock.mjs";

const folder = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
process.chdir(folder);

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

const complaint = nodeComplaint();
if (complaint) fail(complaint);

const announce = await takeLock(folder);
if (!announce) {
  const holder = await askHolder(folder);
  const where = holder?.url ? ` at ${holder.url}` : ", and is still starting";
  fail(`The console already runs from this folder${where} (process ${holder?.pid ?? "unknown"}). Stop that one first.`);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const leave = () => setTimeout(() => process.exit(130), 100);
for (const signal of SIGNALS) process.once(signal, leave);

try {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const dev = process.argv.includes("--dev");
  console.log("Purple Flea Console");
  await ensureInstalled(folder);
  await bundle(folder, ["console"]);
  const { checkStart, startConsole } = await import(pathToFileURL(path.join(folder, "dist/console.mjs")).href);
  const configuration = await checkStart(folder, process.env);
  await ensureGenerated(folder);
  await bundle(folder);
  if (!dev) await ensureBuilt(folder);
  for (const signal of SIGNALS) process.off(signal, leave);
  await startConsole({ folder, configuration, dev, announce });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
