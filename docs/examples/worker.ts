/**
 * A worker in one file, with nothing but Node: `npx tsx worker.ts --console http://localhost:3000 --token-file worker.token`.
 * It says that it lives, waits for orders, does them one after the other and returns what it found. `--once` ends after
 * one order. Replace `work` with what your agent does.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

type Fields = Record<string, unknown>;
interface Order { readonly id: string; readonly instructions: string; readonly input: unknown }
interface Answer { readonly status: number; readonly body: Fields }

const { values } = parseArgs({
  options: { console: { type: "string", default: "http://localhost:3000" }, "token-file": { type: "string" }, once: { type: "boolean", default: false } },
});
if (!values["token-file"]) throw new Error("Give --token-file: a file that holds the worker token and nothing else.");
const token = readFileSync(values["token-file"], "utf8").trim();

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One request. What may pass (no connection, 429, 5xx) is sent again with growing pauses; the same keys make that safe. */
async function call(method: "GET" | "POST", path: string, body?: Fields): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await send(method, path, body);
    if (answer?.status === 401) {
      console.error("The console does not know this token. It was revoked, or the worker is retired.");
      process.exit(1);
    }
    if (answer && answer.status !== 429 && answer.status < 500) return answer;
    const waitMs = answer?.retryAfterMs ?? Math.min(30_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
    console.error(`${method} ${path}: ${answer ? answer.status : "no answer"}, again in ${Math.round(waitMs)} ms`);
    await pause(waitMs);
  }
}

async function send(method: string, path: string, body?: Fields): Promise<(Answer & { readonly retryAfterMs?: number }) | null> {
  try {
    const response = await fetch(new URL(path, values.console), {
      method, headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, signal: AbortSignal.timeout(40_000),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) as Fields : {}, ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {}) };
  } catch {
    return null;
  }
}

/** The work itself: counts words, or sums rows. */
function work({ input }: Order): Fields {
  const { text, rows } = (input ?? {}) as { text?: unknown; rows?: unknown };
  if (typeof text === "string") {
    const words = text.split(/\s+/).filter(Boolean).length;
    return { summary: `${words} words counted.`, words };
  }
  if (Array.isArray(rows)) {
    const numbers = rows.filter((row): row is number => typeof row === "number");
    const sum = numbers.reduce((all, number) => all + number, 0);
    return { summary: `${numbers.length} rows summed to ${sum}.`, rows: numbers.length, sum };
  }
  return { summary: "The order has neither text nor rows." };
}

/** Claims, works, returns. True when a result was taken. */
async function serve(order: Order): Promise<boolean> {
  const path = `/api/agent/orders/${order.id}`;
  const claimKey = randomUUID();
  const claim = await call("POST", `${path}/claim`, { claimKey });
  if (claim.status !== 200) return report(order, "claim", claim);
  await call("POST", `${path}/progress`, { claimKey, progress: { summary: "started" } });
  const returned = await call("POST", `${path}/result`, { claimKey, resultKey: randomUUID(), result: work(order) });
  if (returned.status !== 200) return report(order, "result", returned);
  console.log(`${order.id}: returned, sha256 ${String(returned.body["resultHash"])}`);
  return true;
}

/** 409: somebody else has it, or it is over. 422: the result does not fit; `failures` says where. */
function report(order: Order, step: string, { status, body }: Answer): false {
  console.error(`${order.id}: ${step} was refused with ${status}: ${String(body["message"])} ${JSON.stringify(body["failures"] ?? "")}`);
  return false;
}

async function main(): Promise<void> {
  const refused = new Set<string>();
  await call("POST", "/api/agent/heartbeat", {});
  const heartbeat = setInterval(() => void call("POST", "/api/agent/heartbeat", {}), 30_000);
  for (;;) {
    const { body } = await call("GET", "/api/agent/orders?wait=25");
    const orders = ((body["orders"] ?? []) as Order[]).filter(({ id }) => !refused.has(id));
    for (const order of orders) {
      const isDone = await serve(order);
      if (!isDone) refused.add(order.id);
      if (isDone && values.once) return clearInterval(heartbeat);
    }
    // Only what was refused is left: asking again at once would be a busy loop.
    if (orders.length === 0) await pause(1_000);
  }
}

await main();
