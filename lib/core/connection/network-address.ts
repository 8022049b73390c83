/**
 * What kind of place an IP address is. `refused` is nobody's receiver, in no configuration: link-local, metadata of clouds,
 * multicast, reserved and documentation ranges, and everything that we do not know to be an address.
 */
export type AddressKind = "public" | "loopback" | "private" | "refused";

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A range of addresses, as `10.0.0.0/8`. */
export interface Network extends Address {
  readonly prefix: number;
}

/** Reads `10.0.0.0/8`, `fd12::/16` or one address; `null` when it is neither. */
export function parseNetwork(text: string): Network | null {
  const [base = "", length] = text.trim().split("/");
  const address = parseAddress(base);
  const prefix = length === undefined ? address?.bits : /^\d{1,3}$/.test(length) ? Number(length) : undefined;
  return address !== null && prefix !== undefined && prefix <= address.bits ? { ...address, prefix } : null;
}

/** True when an address, as text, lies in one of the networks. */
export function isInNetworks(text: string, networks: readonly Network[]): boolean {
  const address = parseAddress(text);
  return address !== null && networks.some((network) => contains(network, embedded(address) ?? address));
}

/** The IP address that the host of a parsed URL is, or `null` for a name. The parser has undone octal, hexadecimal and short forms. */
export function literalAddress(hostname: string): string | null {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return /^\d+(?:\.\d+){3}$/.test(hostname) ? hostname : null;
}

/** Addresses of machines' own services that lie in ranges which are otherwise public or somebody's private network. */
const METADATA = networksOf("168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254");
const LOOPBACK = networksOf("127.0.0.0/8", "::1");
const PRIVATE = networksOf("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
/** Source: the IANA special-purpose address registries for IPv4 and IPv6, as of 2026-11. */
const SPECIAL = networksOf(
  "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
  "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
);
/** Of IPv6 only this part is given out for use on the internet. */
const GLOBAL_V6 = networksOf("2000::/3");
const MAPPED_V4 = networksOf("::ffff:0:0/96");
const NAT64 = networksOf("64:ff9b::/96");

/** The kind of an IP address, without brackets; IPv4 inside of IPv6 counts as what it is. Anything else is `refused`. */
export function addressKind(text: string): AddressKind {
  const address = parseAddress(text);
  if (address === null) return "refused";
  const inner = embedded(address);
  if (inner !== null) return kindOf(inner);
  // A translator reaches the internet for its network; what it would reach inside is not ours to ask for.
  if (isIn(address, NAT64)) return kindOf(lowest32(address)) === "public" ? "public" : "refused";
  return kindOf(address);
}

function kindOf(address: Address): AddressKind {
  if (isIn(address, METADATA)) return "refused";
  if (isIn(address, LOOPBACK)) return "loopback";
  if (isIn(address, PRIVATE)) return "private";
  if (isIn(address, SPECIAL)) return "refused";
  return address.bits === 32 || isIn(address, GLOBAL_V6) ? "public" : "refused";
}

function embedded(address: Address): Address | null {
  return isIn(address, MAPPED_V4) ? lowest32(address) : null;
}

function lowest32({ value }: Address): Address {
  return { bits: 32, value: value & 0xffff_ffffn };
}

function isIn(address: Address, networks: readonly Network[]): boolean {
  return networks.some((network) => contains(network, address));
}

function contains(network: Network, address: Address): boolean {
  const rest = BigInt(network.bits - network.prefix);
  return network.bits === address.bits && network.value >> rest === address.value >> rest;
}

function networksOf(...texts: readonly string[]): readonly Network[] {
  return texts.map(parseNetwork).filter((network) => network !== null);
}

function parseAddress(text: string): Address | null {
  const value = text.includes(":") ? parseV6(text) : parseV4(text);
  return value === null ? null : { bits: text.includes(":") ? 128 : 32, value };
}

function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  // A leading zero is octal to some and decimal to others: no resolver writes one.
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = tail ? parseV4(tail[2] ?? "") : null;
  if (tail && v4 === null) return null;
  const plain = tail ? `${tail[1] ?? ""}${((v4 ?? 0n) >> 16n).toString(16)}:${((v4 ?? 0n) & 0xffffn).toString(16)}` : text;
  const halves = plain.split("::");
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
