/**
 * A judge in one file, with nothing but Node: `npx tsx judge.ts --port 9100 --secret-file judge.secret`. It looks at results
 * of payment runs and says whether their money may go: `--words 10` is what it asks of a summary. It answers nobody but the
 * console: `isGenuine` checks the signature, and the same check fits webhooks and signed push. Replace `judge` with what you
 * ask of a result.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { parseArgs } from "node:util";

interface Question { readonly id: string; readonly result: unknown; readonly input: unknown; readonly instructions: string; readonly revision: number }
interface Verdict { readonly accept: boolean; readonly reasons: readonly string[] }

const BODY_BYTES_MAX = 8_388_608;
const AGE_SECONDS_MAX = 300;

const { values } = parseArgs({
  options: { port: { type: "string", default: "9100" }, "secret-file": { type: "string" }, words: { type: "string", default: "10" } },
});
if (!values["secret-file"]) throw new Error("Give --secret-file: a file that holds the signing secret and nothing else.");
const secret = readFileSync(values["secret-file"], "utf8").trim();

/** A result with a summary of so many words is enough for this judge. */
function judge({ result }: Question): Verdict {
  const summary = typeof result === "object" && result !== null && "summary" in result ? String(result.summary) : "";
  const words = summary.split(/\s+/).filter(Boolean).length;
  const isEnough = words >= Number(values.words);
  return { accept: isEnough, reasons: isEnough ? [] : [`The summary has ${words} words; at least ${values.words} are needed.`] };
}

/** True when these very bytes were signed with our secret within the last five minutes. */
function isGenuine(header: string, body: Buffer): boolean {
  const [, timestamp = "", signature = ""] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  return signature !== "" && timingSafeEqual(Buffer.from(signature, "hex"), expected) && Math.abs(Date.now() / 1_000 - Number(timestamp)) < AGE_SECONDS_MAX;
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const server = createServer((request, response) => {
  void readBody(request).then((body) => {
    const isAsked = body !== null && isGenuine(String(request.headers["x-purple-flea-console-signature"]), body);
    const answer = isAsked ? judge(JSON.parse(body.toString("utf8")) as Question) : { error: "Not signed with our secret." };
    response.writeHead(isAsked ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }).catch(() => void response.writeHead(400).end());
});
server.listen(Number(values.port), "127.0.0.1", () => {
  const address = server.address();
  console.log(`Judging at http://127.0.0.1:${typeof address === "object" && address ? address.port : values.port}/`);
});
