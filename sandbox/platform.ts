import { Hono } from "hono";
import { HOST_NAMES } from "./addressing";
import { type Answer, Call, type HostName, type Route } from "./call";
import type { PlatformApp, PlatformBindings } from "./platform-app";
import { infoOf, unknownPath } from "./platform-info";
import { mountMcp } from "./mcp/mount";
import type { RateLimits } from "./rate-limit";
import { Refusal } from "./refusal";
import { isServed } from "./routes/health";
import type { World } from "./world";

/** The published escrow, faucet and wallet answer pages of any origin; the others none (transcript section 13). */
const OPEN_TO_BROWSERS: ReadonlySet<HostName> = new Set(["escrow", "faucet", "wallet"]);

export interface PlatformOptions {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly limits: RateLimits;
}

/** One Hono app for every host, twice: with all that any source names, and with what the published code serves. */
export function createPlatform(options: PlatformOptions): (host: HostName, isPublished: boolean) => PlatformApp {
  const apps = new Map<string, PlatformApp>();
  const appOf = (host: HostName, isPublished: boolean): PlatformApp => {
    const app = apps.get(`${host}:${isPublished}`);
    if (!app) throw new RangeError(`No host ${host}`);
    return app;
  };
  for (const host of HOST_NAMES) {
    for (const isPublished of [false, true]) {
      const app = createApp(options, host, isPublished);
      mountMcp(app, { host, isPublished, world: options.world, appOf });
      apps.set(`${host}:${isPublished}`, app);
    }
  }
  return appOf;
}

function createApp(options: PlatformOptions, host: HostName, isPublished: boolean): PlatformApp {
  const app: PlatformApp = new Hono<{ Bindings: PlatformBindings }>({
    getPath: (_request, init) => init?.env?.path ?? "/",
  });
  for (const route of options.routes) {
    if (route.host !== host || !isServed(route, isPublished)) continue;
    app.on(route.method, route.path, (context) => {
      const { text, path } = context.env;
      const parameter = (name: string): string => context.req.param(name) ?? "";
      const call = new Call({ world: options.world, route, isPublished, request: context.req.raw, path, text, parameter, limits: options.limits });
      const response = respond(answerSafely(options, route, call, path), route.info === true ? host : null);
      if (isPublished && OPEN_TO_BROWSERS.has(host)) response.headers.set("access-control-allow-origin", "*");
      return response;
    });
  }
  app.onError((error) => {
    // A bug of the sandbox: the request was rolled back, and the log says what broke.
    console.error(error);
    return respond({ status: 500, body: { error: "internal_error" } }, null);
  });
  app.notFound((context) => {
    const body = unknownPath(host, context.req.method, context.env.path);
    return respond({ status: 404, body }, isPublished ? host : null);
  });
  return app;
}

function answerSafely(options: PlatformOptions, route: Route, call: Call, path: string): Answer {
  try {
    if (call.isPublished && route.publishedLimit !== undefined) {
      options.limits.count(path, call.address, route.publishedLimit, call.now);
    }
    return options.world.transact(() => route.answer(call));
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    throw error;
  }
}

function respond(answer: Answer, infoHost: HostName | null): Response {
  if (answer.csv !== undefined) return new Response(answer.csv, { status: answer.status, headers: { "content-type": "text/csv; charset=utf-8" } });
  const body = infoHost === null ? answer.body : { ...answer.body, _info: infoOf(infoHost) };
  return new Response(JSON.stringify(body), { status: answer.status, headers: { "content-type": "application/json" } });
}
