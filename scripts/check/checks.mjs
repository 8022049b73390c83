/** Every check of `npm test`: what it runs, how long it may take, and where its counts are written. */
import path from "node:path";
import { npmCommand } from "../prepare/install.mjs";

const MINUTE_MS = 60_000;

export const GROUPS = ["types", "lint", "deps", "unit", "e2e"];

export function checks(folder, browser) {
  const tool = (file, ...args) => [process.execPath, path.join(folder, "node_modules", file), ...args];
  const [npm, npmArgs] = npmCommand();
  const out = (name) => path.join(folder, ".test", name);
  const layers = ["app", "components", "engine", "lib", "sandbox", "runner", "scripts", "bench", "e2e", "proxy.ts", "instrumentation.ts"];
  return {
    lock: { group: "deps", title: "lock file is complete", command: [npm, ...npmArgs, "ci", "--dry-run", "--no-audit", "--no-fund"], limitMs: 5 * MINUTE_MS },
    layers: { group: "deps", title: "layers and cycles", command: tool("dependency-cruiser/bin/dependency-cruise.mjs", "--config", ".dependency-cruiser.cjs"), optionalPaths: layers, limitMs: 3 * MINUTE_MS },
    migration: { group: "deps", title: "schema and migrations agree", command: tool("tsx/dist/cli.mjs", "scripts/make-migration.ts", "--check"), limitMs: MINUTE_MS },
    lint: { group: "lint", title: "eslint", command: tool("eslint/bin/eslint.js", "."), limitMs: 8 * MINUTE_MS },
    types: { group: "types", title: "types", command: tool("typescript/bin/tsc", "--noEmit"), limitMs: 8 * MINUTE_MS },
    unit: {
      group: "unit", title: "unit and integration tests", limitMs: 12 * MINUTE_MS, counts: { kind: "vitest", file: out("vitest.json") },
      command: tool("vitest/vitest.mjs", "run", "--passWithNoTests", "--silent=passed-only", "--reporter=default", "--reporter=json", `--outputFile.json=${out("vitest.json")}`),
    },
    e2e: {
      group: "e2e", title: "browser tests", limitMs: 20 * MINUTE_MS, counts: { kind: "playwright", file: out("playwright.json") },
      command: tool("@playwright/test/cli.js", "test", "--pass-with-no-tests", "--reporter=list,json"),
      env: { CHROME_PATH: browser ?? "", PLAYWRIGHT_JSON_OUTPUT_NAME: out("playwright.json") },
    },
  };
}
