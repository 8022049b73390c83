import type { Hono } from "hono";

/** What the sandbox hands to its Hono apps with each request. */
export interface PlatformBindings {
  readonly text: string;
  readonly path: string;
}

export type PlatformApp = Hono<{ Bindings: PlatformBindings }>;
