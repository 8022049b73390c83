/** Ports are looked at before anything is started on them. */
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 4_000;

/** Waits a moment for a port that an earlier, dying start still holds. Errors: a sentence with the variable to change. */
export async function requirePort(variable: string, host: string, port: number): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const code = await tryPort(host, port);
    if (code === undefined) return;
    if (code === "EACCES") throw new Error(`Port ${port} may not be opened by this user. Set ${variable} to a port above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") throw new Error(`HOST: expected an address of this machine; ${host} is not one.`);
    if (Date.now() > limit) throw new Error(`Port ${port} is taken by another program. Stop it, or set ${variable} to a free port.`);
    await wait(100);
  }
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
