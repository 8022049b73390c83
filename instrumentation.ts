import type { Instrumentation } from "next";

/** Runs once in each server process, before the first request. The bundler drops the import for the edge runtime. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { consoleUrl, endStreamsOnSignal } = await import("./lib/auth/process-start");
  // next-auth reads its address from the environment alone; only the start script sets it.
  process.env.NEXTAUTH_URL ??= consoleUrl();
  endStreamsOnSignal();
}

/** What a page or route threw: logged with the digest that its reader sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "nodejs") (await import("./lib/auth/process-start")).logRequestError(error, request);
};
