/** `G` and then one of these keys goes to a page. */
export const GO_TO: Readonly<Record<string, { href: string; label: string }>> = {
  o: { href: "/", label: "Overview" },
  w: { href: "/workers", label: "Workers" },
  s: { href: "/workers/spawn", label: "Spawn" },
  e: { href: "/escrows", label: "Escrows" },
  r: { href: "/runs", label: "Payment runs" },
  c: { href: "/wallets", label: "Child wallets" },
  l: { href: "/audit", label: "Audit log" },
};
