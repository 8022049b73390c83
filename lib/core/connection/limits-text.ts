import type { RouteLimit, RouteLimits } from "./declared-limits";

const LINE = /^(.+?)\s*=\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*s$/;

/** Declared limits as people read and edit them: one a line, `escrow POST /escrow/create = 20 / 60 s`. */
export function limitsToText(limits: RouteLimits): string {
  return Object.entries(limits).map(([name, { requests, windowMs }]) => `${name} = ${requests} / ${windowMs / 1_000} s`).join("\n");
}

/** The limits of such a text, or the first line that is none. Units: requests in so many seconds, at least one of each. */
export function limitsFromText(text: string): { readonly limits: RouteLimits } | { readonly badLine: string } {
  const limits: Record<string, RouteLimit> = {};
  for (const line of text.split("\n").map((raw) => raw.trim()).filter((raw) => raw !== "")) {
    const [, name, requests, seconds] = LINE.exec(line) ?? [];
    if (!name || Number(requests) < 1 || Number(seconds) < 1 || !isName(name)) return { badLine: line.slice(0, 80) };
    limits[name] = { requests: Number(requests), windowMs: Number(seconds) * 1_000, per: name.endsWith(" (agent)") ? "agent" : "path" };
  }
  return { limits };
}

/** A route of a service, or one word: a capability. */
function isName(name: string): boolean {
  return /^[a-z]+ [A-Z]+ \/\S*( \(agent\))?$/.test(name) || /^[a-z][a-z.-]*$/.test(name);
}
