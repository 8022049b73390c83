/**
 * Where the database lives and who runs it. PostgreSQL refuses to run as root, so root hands it to an ordinary user of the
 * machine; where that user cannot enter the folder, binaries and data move to a place that every user can reach.
 */
import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";

export const SHARED_PLACE = "/var/lib/purple-flea-console";

export interface RunUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Place {
  readonly native: string;
  readonly dataFolder: string;
  /** Set only when we are root. */
  readonly user: RunUser | undefined;
  /** True when the run user cannot enter the folder, so that the data lies in the shared place. */
  readonly moved: boolean;
}

/** Which user runs PostgreSQL: nobody special unless we are root. */
export function chooseUser(uid: number | undefined, passwd: () => string): RunUser | undefined {
  if (uid !== 0) return undefined;
  const users = passwd().split("\n").map((line) => line.split(":"));
  for (const wanted of ["postgres", "node", "nobody"]) {
    const [name, , id, group] = users.find(([each]) => each === wanted) ?? [];
    if (name && Number(id) > 0) return { name, uid: Number(id), gid: Number(group) };
  }
  throw new Error("PostgreSQL does not run as root, and no user postgres, node or nobody exists. Start as another user, or set DATABASE_URL.");
}

/** True when the user may pass through every folder down to this one. */
export function canEnter(folder: string, user: RunUser): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (existsSync(current) && !mayPass(statSync(current), user)) return false;
    if (current === path.dirname(current)) return true;
  }
}

function mayPass(stat: { mode: number; uid: number; gid: number }, user: RunUser): boolean {
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}

function mayRead(file: string, user: RunUser): boolean {
  const stat = statSync(file);
  return stat.uid === user.uid || (stat.mode & 0o005) === 0o005;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Settles the place and makes its folders. What the run user can reach stays; binaries are copied once per version. */
export function settle(projectFolder: string, dataRoot: string, native: string): Place {
  const user = chooseUser(process.getuid?.(), () => readFileSync("/etc/passwd", "utf8"));
  const shared = path.join(SHARED_PLACE, hash(path.resolve(projectFolder)));
  const binary = path.join(native, "bin", "postgres");
  const binariesStay = !user || (canEnter(path.dirname(binary), user) && mayRead(binary, user));
  const dataStays = !user || canEnter(dataRoot, user);
  const root = dataStays ? dataRoot : path.join(shared, hash(path.resolve(dataRoot)));
  makeTraversable(root, user);
  const dataFolder = own(path.join(root, "postgres"), user);
  return { native: binariesStay ? native : copyBinaries(native, shared), dataFolder, user, moved: !dataStays };
}

/** Parents first with the default mode: a recursive mkdir with a mode would close the parents too. */
function makeTraversable(folder: string, user: RunUser | undefined): void {
  const missing = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  if (!user || !missing) return;
  chmodSync(folder, 0o755);
  if (folder.startsWith(SHARED_PLACE)) [SHARED_PLACE, path.dirname(folder)].forEach((parent) => chmodSync(parent, 0o755));
}

function own(folder: string, user: RunUser | undefined): string {
  if (!existsSync(folder)) mkdirSync(folder);
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

function copyBinaries(native: string, root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string };
  const target = path.join(root, `postgresql-${version}`);
  if (existsSync(target)) return path.join(target, "native");
  const unfinished = `${target}.${process.pid}.tmp`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  chmodSync(root, 0o755);
  cpSync(native, path.join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  cpSync(path.join(native, "..", "package.json"), path.join(unfinished, "package.json"));
  openToAll(unfinished);
  renameSync(unfinished, target);
  return path.join(target, "native");
}

/** A copy of files made under a strict umask is closed to the run user: everything in it becomes readable. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(inside);
    else if (entry.isFile()) chmodSync(inside, path.basename(folder) === "bin" ? 0o755 : 0o644);
  }
}
