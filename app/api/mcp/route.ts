import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { refuseCaller } from "@/lib/actions/api-route";
import { refuse, refuseStranger, refuseThrown } from "@/lib/actions/api-refusal";
import { tokenCaller } from "@/lib/actions/request-credential";
import { createMcpServer } from "./mcp-server";

const BODY_MAX_BYTES = 262_144;

/** The MCP server over streamable HTTP, stateless: a token with `mcp:read`, one JSON answer for each message. */
export async function POST(request: Request): Promise<Response> {
  const caller = await tokenCaller(request);
  if (!caller) return refuseStranger();
  const refusal = await refuseCaller(caller, "mcp:read");
  if (refusal) return refusal;
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) return refuse("INVALID", "The message is larger than 256 KiB.");
  const server = createMcpServer(caller.ctx);
  try {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    return await transport.handleRequest(request);
  } catch (error) {
    return refuseThrown(error, caller.ctx, request);
  } finally {
    await server.close();
  }
}

/** There is no stream to listen to and no session to end: every message has its own answer. */
async function refuseStream(request: Request): Promise<Response> {
  if (!(await tokenCaller(request))) return refuseStranger();
  return new Response(null, { status: 405, headers: { allow: "POST" } });
}

export const GET = refuseStream;
export const DELETE = refuseStream;
