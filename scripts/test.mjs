/** `npm test`: on a fresh clone installs, builds and runs every check and every test. `--only=types,lint,deps,unit,e2e` picks. */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { checks, GROUPS } from "./check/checks.mjs";
import { sum } from "./check/counts.mjs";
import { check, endAll } from "./check/lane.mjs";
import { ensureBrowser } from "./prepare/browser.mjs";
import { ensureBuilt, ensureGenerated, isBuilt } from "./prepare/build.mjs";
import { bundle } from "./prepare/bundle.mjs";
import { ensureInstalled, nodeComplaint } from "./prepare/install.mjs";
import { askHolder } from "./prepare/lock.mjs";
import { run } from "./prepare/run.mjs";
import { step } from "./prepare/steps.mjs";

const folder = path.resolve(path.dirname(new URL(import.meta.url).pathname), "..");
process.chdir(folder);
const since = Date.now();

function stop(message) {
  console.error(`\n${message}\n\n0 passed, 1 failed`);
  process.exit(1);
}

function chosenGroups() {
  const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length).split(",") ?? GROUPS;
  const unknown = only.filter((group) => !GROUPS.includes(group));
  if (unknown.length > 0) stop(`--only: expected ${GROUPS.join(", ")}; there is no ${unknown.join(", ")}.`);
  return only;
}

/** Pages under a running console must not be replaced. */
async function build() {
  const holder = isBuilt(folder) ? undefined : await askHolder(folder);
  if (holder) throw new Error(`The console runs from this folder (process ${holder.pid}) with an older build. Stop it first.`);
  await step("Bundling", () => bundle(folder));
  await ensureBuilt(folder);
}

/** A build that fails is one failed check; the browser tests need it, the rest goes on. */
const buildCheck = () =>
  build().then(
    () => ({ title: "build", succeeded: true }),
    (error) => (console.log(error.message.replace(/^/gm, "    │ ")), { title: "build", succeeded: false, counts: { passed: 0, failed: 1, skipped: 0 } }),
  );

async function main() {
  const complaint = nodeComplaint();
  if (complaint) stop(complaint);
  const groups = chosenGroups();
  rmSync(".test", { recursive: true, force: true });
  mkdirSync(".test", { recursive: true });
  await ensureInstalled(folder);
  const browser = groups.includes("e2e") ? await ensureBrowser(folder) : undefined;
  await ensureGenerated(folder);
  const all = checks(folder, browser);
  const wanted = (name) => groups.includes(all[name].group);
  const results = [];
  const inOrder = async (...names) => {
    for (const name of names.filter(wanted)) results.push(await check(folder, all[name]));
  };
  // Two lanes for two cores: the build beside what reads the sources. The browser gets both cores afterwards, because
  // its stories hold the console to times that a busy machine cannot keep.
  const built = wanted("e2e") ? buildCheck() : undefined;
  await Promise.all([built?.then((result) => results.push(result)), inOrder("layers", "migration", "lock", "unit", "lint")]);
  if (wanted("types") && !built) {
    await step("Writing the types of the routes", () => run("next typegen", process.execPath, ["node_modules/next/dist/bin/next", "typegen"], { cwd: folder }));
  }
  await inOrder("types");
  if (built && (await built).succeeded) await inOrder("e2e");
  report(results);
}

function report(results) {
  const failed = results.filter((result) => !result.succeeded);
  const total = sum(results.flatMap((result) => result.counts ?? []));
  console.log(`\n  ${results.length - failed.length} of ${results.length} checks passed in ${((Date.now() - since) / 1000).toFixed(0)} s`);
  if (failed.length > 0) console.log(`  Failed: ${failed.map((result) => result.title).join(", ")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => (endAll(), process.exit(130)));
await main().catch((error) => {
  endAll();
  stop(error.message);
});
