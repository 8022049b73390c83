/**
 * A worker in one file, with nothing but Node: `npx tsx worker.ts --console http://localhost:3000 --token-file worker.token`.
 * It says that it lives, waits for orders, bids where a bid is asked for, does the work one after the other and returns what
 * it found. `--price 0.40` and `--minutes 12` are what it asks in an auction, instead of a price for each word. `--once`
 * ends after one result. Replace `work` and `quote` with what your agent does.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

type Fields = Record<string, unknown>;
interface Order {
  readonly id: string;
  readonly kind: "task" | "bid";
  readonly instructions: string;
  readonly input: unknown;
  readonly resultSchema: Fields | null;
  readonly revision: number;
  readonly feedback: readonly { readonly path: string; readonly message: string }[] | null;
}
interface Answer { readonly status: number; readonly body: Fields }

const { values } = parseArgs({
  options: {
    console: { type: "string", default: "http://localhost:3000" }, "token-file": { type: "string" }, once: { type: "boolean", default: false },
    price: { type: "string" }, minutes: { type: "string", default: "10" },
  },
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

const asFields = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : {});

/** What to work on: the order's own input, or in a run what came from the steps before, else the run's input. A request for a bid has all of that in `work`. */
function materialOf({ input }: Order): { readonly text?: string; readonly rows?: readonly unknown[] } {
  const own = { ...asFields(input), ...asFields(asFields(input)["work"]) };
  const found = [own, asFields(own["previous"]), ...Object.values(asFields(own["from"])).map(asFields), asFields(own["input"])];
  return found.find(({ text, rows }) => typeof text === "string" || Array.isArray(rows)) ?? {};
}

const countWords = (text: string) => text.split(/\s+/).filter(Boolean).length;

/** The work itself: counts words, or sums rows. */
async function work(order: Order): Promise<Fields> {
  const { text, rows } = materialOf(order);
  if (text !== undefined) return { summary: `${countWords(text)} words counted.`, words: countWords(text) };
  if (rows === undefined) return { summary: "The order has neither text nor rows." };
  const numbers = rows.filter((row): row is number => typeof row === "number");
  const sum = numbers.reduce((all, number) => all + number, 0);
  return { summary: `${numbers.length} rows summed to ${sum}.`, rows: numbers.length, sum };
}

/** Work that came back says what it answers to, where the result schema leaves room for it. */
function answerFeedback({ feedback, resultSchema }: Order, result: Fields): Fields {
  if (!feedback || resultSchema?.["additionalProperties"] === false) return result;
  return { ...result, corrected: feedback.map(({ path, message }) => `${path} ${message}`.trim()) };
}

/** What the work costs: a cent for each word, within what bids may be: from half of the ceiling up to all of it. */
function quote(order: Order): Fields {
  const minutes = Number(values.minutes);
  if (values.price) return { price: values.price, minutes };
  const ceiling = Math.floor(Number(asFields(order.input)["ceiling"]) * 100);
  const cents = Math.min(ceiling, Math.max(Math.ceil(ceiling / 2), countWords(materialOf(order).text ?? ""), 1));
  return { price: (cents / 100).toFixed(2), minutes, note: "A cent for each word" };
}

/** A bid is sealed and for good; who won is told by work, or by nothing. */
async function bid(order: Order): Promise<boolean> {
  const placed = await call("POST", `/api/agent/orders/${order.id}/bid`, { bidKey: randomUUID(), ...quote(order) });
  if (placed.status !== 200) return report(order, "bid", placed);
  console.log(`${order.id}: bid ${String(placed.body["price"])} USDC, ${String(placed.body["minutes"])} min`);
  return true;
}

/** Claims, works, returns. True when a result was taken. */
async function serve(order: Order): Promise<boolean> {
  const path = `/api/agent/orders/${order.id}`;
  const claimKey = randomUUID();
  const claim = await call("POST", `${path}/claim`, { claimKey });
  if (claim.status !== 200) return report(order, "claim", claim);
  const tell = (summary: string) => send("POST", `${path}/progress`, { claimKey, progress: { summary } });
  await tell(order.revision > 0 ? `revision ${order.revision} started` : "started");
  // A claim holds for two minutes after the last sign.
  const alive = setInterval(() => void tell("working"), 45_000);
  const result = answerFeedback(order, await work(order).finally(() => clearInterval(alive)));
  const returned = await call("POST", `${path}/result`, { claimKey, resultKey: randomUUID(), result });
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
      const isDone = order.kind === "bid" ? await bid(order) : await serve(order);
      if (!isDone) refused.add(order.id);
      if (isDone && order.kind === "task" && values.once) return clearInterval(heartbeat);
    }
    // Only what was refused is left: asking again at once would be a busy loop.
    if (orders.length === 0) await pause(1_000);
  }
}

await main();
