/** `node scripts/run.mjs <name>`: one of our scripts, with packages, client and database there. Used by `npm run audit:verify`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureGenerated } from "./prepare/build.mjs";
import { bundle } from "./prepare/bundle.mjs";
import { ensureInstalled } from "./prepare/install.mjs";

const folder = path.resolve(path.dirname(new URL(import.meta.url).pathname), "..");
const [name = "", ...args] = process.argv.slice(2);
process.chdir(folder);
try {
  if (existsSync(".env")) process.loadEnvFile(".env");
  await ensureInstalled(folder);
  await ensureGenerated(folder);
  await bundle(folder, ["with-database", name]);
  const { runWithDatabase } = await import(pathToFileURL(path.join(folder, "dist/with-database.mjs")).href);
  process.exit(await runWithDatabase(folder, name, args));
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exit(1);
}
