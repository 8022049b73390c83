import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { GET as getOrders } from "./orders/route";
import { POST as bid } from "./orders/[id]/bid/route";
import { POST as claim } from "./orders/[id]/claim/route";
import { POST as progress } from "./orders/[id]/progress/route";
import { POST as result } from "./orders/[id]/result/route";
import { POST as heartbeat } from "./heartbeat/route";

const STEPS = { bid, claim, progress, result } as const;

/** The worker API's own routes behind a real HTTP server, for programs that are no part of this process. */
export async function startAgentServer(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? "/", "http://console.test");
  const request = new Request(url, {
    method: incoming.method ?? "GET", headers: incoming.headers as Record<string, string>, ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const [, id, step] = /^\/api\/agent\/orders\/([^/]+)\/(bid|claim|progress|result)$/.exec(url.pathname) ?? [];
  // As Next does it: a route without parameters gets `undefined` for them.
  const params = Promise.resolve(id ? { id } : undefined);
  if (step) return STEPS[step as keyof typeof STEPS](request, { params });
  return url.pathname === "/api/agent/heartbeat" ? heartbeat(request, { params }) : getOrders(request, { params });
}
