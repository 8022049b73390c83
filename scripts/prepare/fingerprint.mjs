/** A hash of everything that a built page depends on, so that a build is done once. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const ROOTS = [
  "app", "components", "lib", "public", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts", "next.config.mjs",
  "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json", "prisma/schema.prisma",
];

const isSource = (name) => !/(\.test\.tsx?|^generated|^\..*)$/.test(name);

function* files(target) {
  if (!existsSync(target)) return;
  if (statSync(target).isFile()) return yield target;
  for (const name of readdirSync(target).filter(isSource).sort()) yield* files(path.join(target, name));
}

export function fingerprint(folder, roots = ROOTS) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const root of roots) {
    for (const file of files(path.join(folder, root))) hash.update(`\0${path.relative(folder, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}
