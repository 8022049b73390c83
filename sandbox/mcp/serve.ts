import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { HostName } from "../call";
import { casinoToolServer } from "./casino-tools";
import { escrowToolServer } from "./escrow-tools";
import { faucetToolServer } from "./faucet-tools";
import type { Tool, ToolContext, ToolServer } from "./tool";

const SERVERS: Partial<Record<HostName, ToolServer>> = { escrow: escrowToolServer, faucet: faucetToolServer, casino: casinoToolServer };

/** One MCP request over streamable HTTP, stateless: each has a server of its own. Null where the host has none. */
export async function serveMcp(host: HostName, request: Request, context: ToolContext): Promise<Response | null> {
  const source = SERVERS[host];
  if (!source || (context.isPublished && !source.isPublished)) return null;
  if (request.method !== "POST") {
    const error = { code: -32_000, message: "Method not allowed: this server keeps no sessions" };
    return Response.json({ jsonrpc: "2.0", error, id: null }, { status: 405, headers: { allow: "POST" } });
  }
  const server = new McpServer({ name: source.name, version: "1.0.0" });
  for (const tool of source.tools) {
    if (context.isPublished && tool.isSeedOnly === true) continue;
    server.registerTool(tool.name, { description: tool.description, inputSchema: { ...tool.input } }, (args) => runTool(tool, args, context));
  }
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  return transport.handleRequest(request);
}

async function runTool(tool: Tool, args: Readonly<Record<string, unknown>>, context: ToolContext) {
  const { status, body } = await tool.run(args, context);
  const { _info, ...facts } = body;
  return { content: [{ type: "text" as const, text: JSON.stringify(facts, null, 2) }], isError: status >= 400 };
}
