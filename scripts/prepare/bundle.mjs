/** Bundles our own TypeScript into dist/, packages left outside. Milliseconds, so it is done at every start. */
import { existsSync } from "node:fs";
import path from "node:path";

const ENTRIES = {
  console: "scripts/start/console.ts",
  bootstrap: "scripts/bootstrap.ts",
  sandbox: "sandbox/main.ts",
  engine: "engine/main.ts",
  runner: "runner/main.ts",
  "audit-verify": "scripts/audit-verify.ts",
  migrate: "scripts/migrate.ts",
  "with-database": "scripts/with-database.ts",
};

/** Writes dist/<name>.mjs for each entry that exists. */
export async function bundle(folder, names = Object.keys(ENTRIES)) {
  const { buildSync } = await import("esbuild");
  const present = Object.entries(ENTRIES).filter(([name, file]) => names.includes(name) && existsSync(path.join(folder, file)));
  buildSync({
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(present),
    outdir: path.join(folder, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    sourcemap: "linked",
    logLevel: "silent",
    tsconfig: path.join(folder, "tsconfig.json"),
  });
}
