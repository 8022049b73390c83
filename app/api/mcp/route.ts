import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { bodyWords, readJsonBody } from "@/lib/actions/json-body";
import { refuseCaller } from "@/lib/actions/api-route";
import { refuse, refuseStranger, refuseThrown } from "@/lib/actions/api-refusal";
import { tokenCaller } from "@/lib/actions/request-credential";
import { createMcpServer } from "./mcp-server";

const BODY_BYTES_MAX = 262_144;

/** The MCP server over streamable HTTP, stateless: a token with `mcp:read`, one JSON answer for each message. */
export async function POST(request: Request): Promise<Response> {
  const caller = await tokenCaller(request);
  if (!caller) return refuseStranger();
  const refusal = await refuseCaller(caller, "mcp:read");
  if (refusal) return refusal;
  const body = await readJsonBody(request, BODY_BYTES_MAX);
  if (!body.ok) return refuse("INVALID", bodyWords(body.reason, BODY_BYTES_MAX));
  // A hundred calls in one request would count as one against the rate of the token.
  if (Array.isArray(body.json)) return refuse("INVALID", "Send one message in a request.");
  const server = createMcpServer(caller.ctx);
  try {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    return await transport.handleRequest(request, { parsedBody: body.json ?? null });
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
