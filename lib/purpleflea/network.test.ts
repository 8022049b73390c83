import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { sandboxBaseUrls } from "./settings";
import { sandboxSettings } from "./testing/test-fleet";
import { createPlatformWriter } from "./write-client";

const open: Server[] = [];
const runtime = { fetch: (request: Request) => fetch(request), now: () => toEpochMs(Date.now()) };

/** A real server on loopback; `hits` counts the requests whose body it read to the end. */
async function listen(answer: Parameters<typeof createServer>[1]): Promise<{ port: number; server: Server }> {
  const server = createServer({}, answer as never);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

function pay(port: number) {
  const settings = { ...sandboxSettings(), baseUrls: sandboxBaseUrls(`http://127.0.0.1:${port}`) };
  const writer = createPlatformWriter(settings, { apiKey: "sk_live_0123456789" }, runtime);
  return writer.pay({ toAgentId: "ag_1", amount: fromWire("5"), memo: null }, { idempotencyKey: "intent-1" });
}

describe("a payment over a real connection", () => {
  afterEach(() => open.splice(0).forEach((server) => server.close()));

  it("is rejected when nobody listens: nothing was sent", async () => {
    const { server, port } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    await expect(pay(port)).rejects.toMatchObject({ name: "PlatformUnreachable", outcome: "rejected" });
  });

  it("is unknown when the connection breaks after the request was read, and is not sent again", async () => {
    let hits = 0;
    const { port } = await listen((request, response) => {
      request.resume().on("end", () => {
        hits += 1;
        response.socket?.destroy();
      });
    });
    await expect(pay(port)).rejects.toMatchObject({ name: "PlatformReplyLost", outcome: "unknown" });
    expect(hits).toBe(1);
  });

  it("is unknown when the answer is cut in the middle", async () => {
    const { port } = await listen((request, response) => {
      request.resume().on("end", () => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "200" });
        response.write('{"tx_id":"pay_1","amo');
        response.socket?.end();
      });
    });
    await expect(pay(port)).rejects.toMatchObject({ outcome: "unknown" });
  });

  it("does not follow a redirect with its key", async () => {
    const { port } = await listen((request, response) => {
      request.resume().on("end", () => response.writeHead(307, { location: "http://127.0.0.1:9/elsewhere" }).end());
    });
    await expect(pay(port)).rejects.toMatchObject({ name: "PlatformAnswerUnreadable", status: 307, outcome: "unknown" });
  });
});
