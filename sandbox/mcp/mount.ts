import type { HostName } from "../call";
import { unknownPath } from "../platform-info";
import type { PlatformApp } from "../platform-app";
import type { World } from "../world";
import type { ToolAnswer, ToolRequest } from "./tool";

export interface McpMount {
  readonly host: HostName;
  readonly isPublished: boolean;
  readonly world: World;
  readonly appOf: (host: HostName, isPublished: boolean) => PlatformApp;
}

/** Puts the MCP server of a host at `/mcp`. The SDK is loaded with the first request: most starts never need it. */
export function mountMcp(app: PlatformApp, mount: McpMount): void {
  app.all("/mcp", async (context) => {
    const { serveMcp } = await import("./serve");
    const { method, url, headers } = context.req.raw;
    const hasBody = method !== "GET" && method !== "HEAD";
    const request = new Request(url, { method, headers, ...(hasBody ? { body: context.env.text } : {}) });
    const key = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
    const send = (wish: ToolRequest): Promise<ToolAnswer> => sendInside(mount, wish);
    const answer = await serveMcp(mount.host, request, { world: mount.world, isPublished: mount.isPublished, key, send });
    return answer ?? Response.json(unknownPath(mount.host, method, context.env.path), { status: 404 });
  });
}

/** A tool is a caller like any other: it goes through the same routes, key and limits. */
async function sendInside(mount: McpMount, wish: ToolRequest): Promise<ToolAnswer> {
  const headers = new Headers({ "content-type": "application/json" });
  if (wish.key) headers.set("authorization", `Bearer ${wish.key}`);
  if (wish.address) headers.set("x-forwarded-for", wish.address);
  const text = wish.body === undefined ? "" : JSON.stringify(wish.body);
  const request = new Request(`http://sandbox${wish.path}`, { method: wish.method, headers, ...(text === "" ? {} : { body: text }) });
  const response = await mount.appOf(wish.host, mount.isPublished).fetch(request, { text, path: new URL(request.url).pathname });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
