import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { processEvents } from "./process-events";

/** The address people open; asking for it at the start also refuses a bad configuration at once. */
export function consoleUrl(): string {
  return env().CONSOLE_URL;
}

/** Ends every live stream when the process is told to stop. */
export function endStreamsOnSignal(): void {
  // Next waits for open responses before it exits, and a stream never ends by itself.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void processEvents().close());
}

export function logRequestError(error: unknown, request: { readonly path: string; readonly method: string }): void {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  log.error({ path: request.path.split("?")[0], method: request.method, digest, error }, "request.failed");
}
