/**
 * Writes prisma/migrations/<time>_<name>/migration.sql from the difference between the schema of the last migration
 * (prisma/migrations/schema.prisma, kept by this script) and prisma/schema.prisma.
 * `--check` writes nothing and fails when the schema has moved on without a migration; `--empty` makes a file for SQL by hand.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { SchemaEngine as Engine, DiffTarget } from "@prisma/schema-engine-wasm";

const SCHEMA = "prisma/schema.prisma";
const MIGRATIONS = "prisma/migrations";
const SNAPSHOT = path.join(MIGRATIONS, "schema.prisma");

type EngineClass = typeof Engine;

/** The package has no loader for Node: its module is instantiated by hand, then it behaves as its types say. */
async function loadEngine(): Promise<EngineClass> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = (await import(entry)) as Record<string, unknown> & { __wbg_set_wasm(exports: unknown): void };
  const bytes = readFileSync(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue as WebAssembly.ModuleImports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return glue["SchemaEngine"] as EngineClass;
}

/** The engine asks its database one question before it compares two files: which server are you. This is the answer. */
const serverVersion = {
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [5, 7, 0],
  rows: [[true, "PostgreSQL 18.4", 180_004]],
};

const connection = {
  provider: "postgres",
  adapterName: "@prisma/adapter-pg",
  queryRaw: async () => ({ ok: true, value: serverVersion }),
  executeRaw: async () => ({ ok: true, value: 0 }),
  executeScript: async () => ({ ok: true, value: undefined }),
  dispose: async () => ({ ok: true, value: undefined }),
  getConnectionInfo: () => ({ ok: true, value: { schemaName: "public", supportsRelationJoins: true } }),
};

const noDatabase = {
  provider: "postgres",
  adapterName: "@prisma/adapter-pg",
  connect: async () => ({ ok: true, value: connection }),
  connectToShadowDb: async () => ({ ok: true, value: connection }),
};

function target(file: string): DiffTarget {
  if (!existsSync(file)) return { tag: "empty" };
  return { tag: "schemaDatamodel", files: [{ path: file, content: readFileSync(file, "utf8") }] };
}

/** The SQL that leads from one schema file to another; empty text when they agree. A missing file is the empty schema. */
export async function difference(fromFile: string, toFile: string): Promise<string> {
  const SchemaEngine = await loadEngine();
  const datamodels: [string, string][] = [[toFile, readFileSync(toFile, "utf8")]];
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, noDatabase);
  const filters = { externalTables: [], externalEnums: [] };
  const diff = await engine.diff({ from: target(fromFile), to: target(toFile), script: true, exitCode: true, filters });
  return diff.exitCode === 0 ? "" : (diff.stdout ?? "");
}

async function main(): Promise<void> {
  const [name = "", ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
  const sql = await difference(SNAPSHOT, SCHEMA);
  if (flags.includes("--check")) {
    if (sql === "") return;
    console.error(`${SCHEMA} differs from the last migration. Run \`npm run db:migration -- <name>\`.\n\n${sql}`);
    process.exit(1);
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name) || rest.length > 0) {
    console.error("Usage: npm run db:migration -- <name_in_snake_case> [--empty]");
    process.exit(2);
  }
  if (sql === "" && !flags.includes("--empty")) {
    console.log(`Nothing to do: ${SCHEMA} agrees with the last migration.`);
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(MIGRATIONS, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "migration.sql"), sql);
  writeFileSync(SNAPSHOT, readFileSync(SCHEMA));
  writeFileSync(path.join(MIGRATIONS, "migration_lock.toml"), 'provider = "postgresql"\n');
  console.log(`Wrote ${path.join(folder, "migration.sql")}. Add by hand what the schema cannot say (triggers, grants).`);
}

if (process.argv[1]?.endsWith("make-migration.ts")) await main();
