import type { HostName } from "./call";

const SERVICE: Readonly<Record<HostName, string>> = {
  agents: "agent-registry", escrow: "agent-escrow", wallet: "public-wallet", casino: "agent-casino",
  faucet: "agent-faucet", trading: "agent-trading", domains: "agent-domains",
};

export function serviceName(host: HostName): string {
  return SERVICE[host];
}

/** What the published services add to every JSON object (transcript section 1). */
export function infoOf(host: HostName): Record<string, string> {
  const gossip = host === "casino" ? "GET /api/v1/gossip" : host === "escrow" || host === "faucet" ? "GET /gossip" : "GET /v1/gossip";
  return {
    service: SERVICE[host], docs: `https://${host}.purpleflea.com/llms.txt`,
    referral: `${gossip} for passive income info`, version: "1.0.0",
  };
}

/** Escrow and faucet say only the code for a path that they do not know; the others name it. */
export function unknownPath(host: HostName, method: string, path: string): Record<string, unknown> {
  if (host === "escrow" || host === "faucet") return { error: "not_found" };
  const docs = host === "casino" ? "/api/v1/docs" : "/v1/docs";
  return { error: "not_found", message: `${method} ${path} not found`, docs, openapi: "/openapi.json" };
}
