import { readdirSync } from "node:fs";
import path from "node:path";

let cached: readonly string[] | undefined;

/** The names of the committed migrations; empty in an image that does not carry them. */
export function knownMigrations(): readonly string[] {
  cached ??= readNames(path.join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations"));
  return cached;
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    // Without the folder only the database can say what was applied.
    return [];
  }
}
