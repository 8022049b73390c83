/** Generates the Prisma client and builds the pages, each only when its sources changed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { run } from "./run.mjs";
import { step } from "./steps.mjs";

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Writes the client unless this schema was generated already. */
export async function ensureGenerated(folder) {
  const mark = path.join(folder, "lib/db/generated/.fingerprint");
  const current = fingerprint(folder, ["prisma/schema.prisma", "package-lock.json"]);
  if (read(mark) === current || !existsSync(path.join(folder, "prisma/schema.prisma"))) return;
  await step("Generating the database client", async () => {
    await run("prisma generate", process.execPath, [path.join(folder, "scripts/db-generate.mjs")], { cwd: folder });
    mkdirSync(path.dirname(mark), { recursive: true });
    writeFileSync(mark, current);
  });
}

export const isBuilt = (folder) => read(path.join(folder, ".next/console-fingerprint")) === fingerprint(folder);

/** Builds the pages unless this source was built already. */
export async function ensureBuilt(folder) {
  const mark = path.join(folder, ".next/console-fingerprint");
  const current = fingerprint(folder);
  if (read(mark) === current) return;
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await step("Building the pages (once)", async () => {
    await run("next build", process.execPath, [path.join(folder, "node_modules/next/dist/bin/next"), "build"], { cwd: folder, env });
    writeFileSync(mark, current);
  });
}
