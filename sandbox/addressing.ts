import type { HostName } from "./call";

/** The platform's hosts. The registry of the fleet dialect is purpleflea.com itself; api.purpleflea.com is its other name. */
const HOSTS: Readonly<Record<string, HostName>> = {
  "purpleflea.com": "agents", "www.purpleflea.com": "agents", "api.purpleflea.com": "agents",
  "escrow.purpleflea.com": "escrow", "wallet.purpleflea.com": "wallet", "casino.purpleflea.com": "casino",
  "faucet.purpleflea.com": "faucet", "trading.purpleflea.com": "trading", "domains.purpleflea.com": "domains",
};

/** Our addition: the products behind the one gateway, `api.purpleflea.com/v1/<product>/…`. */
const GATEWAY: Readonly<Record<string, { readonly host: HostName; readonly prefix: string }>> = {
  casino: { host: "casino", prefix: "/api/v1" }, trading: { host: "trading", prefix: "/v1" }, wallet: { host: "wallet", prefix: "/v1" },
  domains: { host: "domains", prefix: "/v1" },
};

export const HOST_NAMES: readonly HostName[] = ["agents", "escrow", "wallet", "casino", "faucet", "trading", "domains"];

export interface Address {
  readonly host: HostName;
  readonly isPublished: boolean;
  /** The path as the host sees it. */
  readonly path: string;
  /** The path as it was meant: `/published` where it was, then the host. */
  readonly full: string;
}

/** Where a request goes: by the first segment of its path, else by its `Host` header. */
export function addressOf(path: string, hostHeader: string | null): Address | null {
  const isPublished = path === "/published" || path.startsWith("/published/");
  const rest = isPublished ? path.slice("/published".length) : path;
  const end = rest.indexOf("/", 1);
  const segment = rest.slice(1, end === -1 ? undefined : end);
  const prefix = isPublished ? "/published" : "";
  const named = HOSTS[segment];
  if (named) {
    const inner = end === -1 ? "/" : rest.slice(end);
    return behindGateway(segment, { host: named, isPublished, path: inner, full: `${prefix}/${segment}${inner}` });
  }
  const hostname = (hostHeader ?? "").toLowerCase().replace(/:\d+$/, "");
  const host = HOSTS[hostname];
  return host ? behindGateway(hostname, { host, isPublished, path: rest || "/", full: `${prefix}/${hostname}${rest || "/"}` }) : null;
}

function behindGateway(hostname: string, address: Address): Address {
  const match = address.isPublished || hostname !== "api.purpleflea.com" ? null : /^\/v1\/(\w+)(\/.*)$/.exec(address.path);
  const product = GATEWAY[match?.[1] ?? ""];
  return product ? { ...address, host: product.host, path: `${product.prefix}${match?.[2] ?? ""}` } : address;
}
