/** The platform's services by the host that serves each. `agents` is the registry of the seeds, purpleflea.com itself. */
export const SERVICE_HOSTS = {
  agents: "purpleflea.com", casino: "casino.purpleflea.com", escrow: "escrow.purpleflea.com", faucet: "faucet.purpleflea.com",
  wallet: "wallet.purpleflea.com", trading: "trading.purpleflea.com", domains: "domains.purpleflea.com",
} as const;

export type ServiceHost = keyof typeof SERVICE_HOSTS;

export const SERVICE_NAMES = Object.keys(SERVICE_HOSTS) as ServiceHost[];

/** Where a new connection's services are. `published-sandbox` is the sandbox with nothing but what the published code serves. */
export const ADDRESS_PRESETS = ["published", "sandbox", "published-sandbox", "own"] as const;

export type AddressPreset = (typeof ADDRESS_PRESETS)[number];

/** The base URLs of a preset; `own` starts empty. `sandboxOrigin` is where this installation's sandbox listens. */
export function presetUrls(preset: AddressPreset, sandboxOrigin: string): Readonly<Record<ServiceHost, string>> {
  const toUrl = (host: string) => {
    if (preset === "published") return `https://${host}`;
    if (preset === "sandbox") return `${sandboxOrigin}/${host}`;
    return preset === "published-sandbox" ? `${sandboxOrigin}/published/${host}` : "";
  };
  return Object.fromEntries(SERVICE_NAMES.map((name) => [name, toUrl(SERVICE_HOSTS[name])])) as Record<ServiceHost, string>;
}

/** True for an address of this very machine: only there plain http may carry a key. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
