/**
 * One start per folder. The lock is a listening socket, so it goes when its process goes, however that ends; whoever finds
 * it taken is told who holds it.
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import os from "node:os";
import path from "node:path";

function address(folder) {
  const name = `purple-flea-console-${createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`);
}

/** What the holder says about itself, or nothing when nobody holds the lock. */
export function askHolder(folder) {
  return new Promise((resolve) => {
    const socket = connect(address(folder));
    let text = "";
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("data", (chunk) => (text += chunk));
    socket.once("error", () => resolve(undefined));
    socket.once("close", () => resolve(text ? JSON.parse(text) : undefined));
  });
}

/** Takes the lock and gives a function that changes what is said about us; nothing when another process holds it. */
export async function takeLock(folder) {
  const about = { pid: process.pid, url: undefined };
  const server = createServer((socket) => socket.on("error", () => undefined).end(JSON.stringify(about)));
  const listen = () =>
    new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(address(folder), () => resolve(true));
    });
  if (!(await listen())) {
    if (process.platform === "linux" || (await askHolder(folder))) return undefined;
    rmSync(address(folder), { force: true });
    if (!(await listen())) return undefined;
  }
  server.unref();
  return (change) => Object.assign(about, change);
}
