import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answerBytesMax: number;
}

export class AnswerTooLongError extends Error {
  override readonly name = "AnswerTooLongError";
}

/**
 * One POST on a connection of its own to one of the given addresses. Node's `fetch` cannot be told the address, and its
 * agents may be changed by whoever shares the process: the agent here is nobody else's, knows no proxy of the environment,
 * and checks certificates whatever the environment says. Throws what went wrong; the body is read no further than allowed.
 */
export function postOnce(url: URL, addresses: readonly ResolvedAddress[], { headers, body, answerBytesMax }: Post, signal: AbortSignal): Promise<Answer> {
  const isSecure = url.protocol === "https:";
  const agent = isSecure ? new HttpsAgent({ keepAlive: false, rejectUnauthorized: true }) : new HttpAgent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      method: "POST", agent, signal, lookup: pinned(addresses), headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    });
    let hasAnswer = false;
    request.on("response", (response) => {
      hasAnswer = true;
      readText(response, answerBytesMax).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject).finally(() => request.destroy());
    });
    request.on("error", reject);
    request.on("close", () => {
      if (!hasAnswer) reject(new Error("Closed without an answer"));
    });
    request.end(body);
  });
}

/** Answers every look-up of this connection with what was checked, whatever the name says by now. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses.map(({ address, family }) => ({ address, family })));
    else callback(null, first?.address ?? "", first?.family);
  };
}

async function readText(response: IncomingMessage, bytesMax: number): Promise<string> {
  if (bytesMax === 0) return "";
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new AnswerTooLongError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
