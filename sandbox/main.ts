import { parseArgs } from "node:util";
import type { IncomingMessage, ServerResponse } from "node:http";
import { serve } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createSandbox, type Sandbox } from "./app";
import { ReplyLost } from "./delivery";

const TICK_MS = 200;

interface NodeBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Serves one request of the network; a lost reply is a dropped connection. */
async function answer(sandbox: Sandbox, request: Request, node: NodeBindings): Promise<Response> {
  try {
    return await sandbox.fetch(request, { remoteAddress: node.incoming.socket.remoteAddress });
  } catch (error) {
    if (!(error instanceof ReplyLost)) throw error;
    node.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
}

function main(): void {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string", default: "127.0.0.1" },
      data: { type: "string", default: ".data/sandbox" },
      memory: { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError("--port must be a number from 0 to 65535");
  // The port is taken before the journal is opened: of two sandboxes on one folder the second stops here.
  let open: (sandbox: Sandbox) => void = () => undefined;
  const ready = new Promise<Sandbox>((resolve) => void (open = resolve));
  const server = serve({
    port, hostname: values.host,
    fetch: async (request, node) => answer(await ready, request, node as unknown as NodeBindings),
  }, (address) => {
    const sandbox = createSandbox(values.memory ? {} : { dataFolder: values.data });
    open(sandbox);
    setInterval(() => sandbox.tick(), TICK_MS).unref();
    const kept = values.memory ? "in memory" : `in ${values.data}`;
    console.log(`sandbox ready on http://${values.host}:${address.port} (state ${kept})`);
    process.send?.({ ready: true, port: address.port });
  });
  server.on("error", (error: Error) => {
    console.error(`sandbox cannot listen on ${values.host}:${port}: ${error.message}`);
    process.exit(1);
  });
  for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(event, () => process.exit(0));
}

main();
