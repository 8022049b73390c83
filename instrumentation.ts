import type { Instrumentation } from "next";

/** Runs once in each server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const [{ env }, { processEvents }] = await Promise.all([import("./lib/env"), import("./lib/auth/process-events")]);
  // next-auth reads its address from the environment alone.
  process.env["NEXTAUTH_URL"] ??= env().CONSOLE_URL;
  // Next waits for open responses before it exits, and a stream never ends by itself.
  process.once("SIGTERM", () => void processEvents().close());
  process.once("SIGINT", () => void processEvents().close());
}

/** What a page or route threw: logged with the request id that its reader sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  const { log } = await import("./lib/log");
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  log.error({ path: request.path.split("?")[0], method: request.method, digest, error }, "request.failed");
};
