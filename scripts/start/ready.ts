/** Waits until processes answer over HTTP. */
import { setTimeout as wait } from "node:timers/promises";
import { logTail, type Service } from "./service";

const POLL_MS = 50;
const FAILED_STARTS_MAX = 3;

async function status(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

export interface Waiting {
  readonly isReady: () => Promise<boolean>;
  readonly what: string;
  readonly services: readonly Service[];
  readonly limitMs: number;
  readonly isStopping?: () => boolean;
}

/** Errors: the end of the log of the process that keeps ending, or of all when nothing answers in time. */
export async function waitUntil({ isReady, what, services, limitMs, isStopping }: Waiting): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await isReady())) {
    if (isStopping?.()) throw new Error("Stopped before it was ready.");
    const failing = services.find((service) => service.starts() > FAILED_STARTS_MAX);
    if (failing) throw new Error(`The ${failing.name} does not start. The end of ${failing.logFile}:\n${logTail(failing.logFile)}`);
    if (Date.now() > limit) {
      const tails = services.map((service) => `--- ${service.logFile}\n${logTail(service.logFile)}`);
      throw new Error(`${what} did not answer within ${limitMs / 1000} s.\n${tails.join("\n")}`);
    }
    await wait(POLL_MS);
  }
}

/** The console is ready when it says so; an image without that page, when it is alive. */
export async function consoleAnswers(origin: string): Promise<boolean> {
  const ready = await status(`${origin}/api/ready`);
  if (ready !== 404) return ready === 200;
  return (await status(`${origin}/api/health`)) === 200;
}

export async function sandboxAnswers(port: number): Promise<boolean> {
  return (await status(`http://127.0.0.1:${port}/_sandbox/state`)) !== undefined;
}
