/** Everything that the built console answers to, found in the build and in the source, never listed by hand. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface BuiltAction {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** A page that carries the action, as a path of `app/`. */
  readonly page: string;
}

interface ManifestEntry {
  readonly filename: string;
  readonly exportedName: string;
  readonly workers: Readonly<Record<string, unknown>>;
}

/** Every server action of the build: nothing else has an id that a browser could send. */
export function findActions(folder: string): BuiltAction[] {
  const text = readFileSync(path.join(folder, ".next/server/server-reference-manifest.json"), "utf8");
  const { node, edge } = JSON.parse(text) as Record<"node" | "edge", Record<string, ManifestEntry>>;
  return Object.entries({ ...node, ...edge }).map(([id, entry]) => ({
    id, name: entry.exportedName, file: entry.filename, page: toPath(Object.keys(entry.workers)[0] ?? "", "page"),
  }));
}

/** Every page of `app/`. */
export function findPages(folder: string): string[] {
  return findFiles(folder, /^page\.tsx?$/).map((file) => toPath(file, "page"));
}

/** Every method of every route handler of `app/`, as `GET /api/health`. */
export function findRoutes(folder: string): string[] {
  return findFiles(folder, /^route\.tsx?$/).flatMap((file) => {
    const source = readFileSync(path.join(folder, file), "utf8");
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].filter((method) =>
      new RegExp(`export\\s+(?:const|(?:async\\s+)?function)\\s+${method}\\b|export\\s*\\{[^}]*\\b${method}\\b[^}]*\\}`).test(source),
    );
    if (methods.length === 0) throw new Error(`${file} exports no method that this test understands`);
    return methods.map((method) => `${method} ${toPath(file, "route")}`);
  });
}

/** A path that exists for the router: its parameters filled with an id that nothing has. */
export function toAddress(pattern: string): string {
  return pattern.replace("[...nextauth]", "csrf").replace(/\[\w+\]/g, "unknown_00000000000000000000000000");
}

function findFiles(folder: string, name: RegExp): string[] {
  return readdirSync(path.join(folder, "app"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** `app/(console)/workers/[id]/page.tsx` is `/workers/[id]`. */
function toPath(file: string, kind: "page" | "route"): string {
  const bare = file.replace(/\.tsx?$/, "").replace(new RegExp(`/${kind}$`), "").replace(/^app/, "");
  return bare.replace(/\/\([^)]+\)/g, "") || "/";
}
