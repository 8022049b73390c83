import { addressKind, isInNetworks, literalAddress, type Network } from "@/lib/core/connection/network-address";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";

/** What an address may be, besides public. */
export interface OutboundRule {
  /** Loopback may be called for play money alone. */
  readonly mode: "sandbox" | "live";
  /** The installation's own networks that it opened on purpose. */
  readonly networks: readonly Network[];
}

export type BadAddress = Failure<"BAD_ADDRESS">;

/**
 * Whether an address may be called, as it is written: https, but for addresses inside; http only to this machine and only
 * while the connection is a sandbox. Where a name leads is checked when it is called. Errors: `BAD_ADDRESS`.
 */
export function checkWritten(text: string, rule: OutboundRule): Result<URL, BadAddress> {
  if (!URL.canParse(text)) return refused("This is not an address. Enter it as https://example.com/hook.");
  const url = new URL(text);
  if (url.username || url.password) return refused("An address with a password in it would end up in logs. Every request is signed instead.");
  const literal = literalOf(url);
  const fault = literal === null ? null : findFault(literal, rule);
  if (fault !== null) return refused(fault);
  if (url.protocol === "https:" || (url.protocol === "http:" && isWrittenLoopback(url))) return ok(url);
  return refused("The address must begin with https://. http is for this machine only, while the connection is a sandbox.");
}

/** Whether the addresses that a checked host resolves to may be called: all of them or none. Errors: `BAD_ADDRESS`. */
export function checkResolved(url: URL, addresses: readonly string[], rule: OutboundRule): Result<null, BadAddress> {
  for (const address of addresses) {
    const isLoopback = addressKind(address) === "loopback";
    if (isLoopback !== isWrittenLoopback(url)) {
      return refused(isLoopback ? "The name of this address leads to the console's own machine. Where that is meant, write localhost." : "localhost leads to another machine here. Enter the receiver's own name.");
    }
    const fault = findFault(address, rule);
    if (fault !== null) return refused(fault);
  }
  return addresses.length > 0 ? ok(null) : refused("The name of this address leads nowhere.");
}

/** The IP address that a URL names without any look-up, or `null`. */
export function literalOf({ hostname }: URL): string | null {
  return hostname === "localhost" ? "127.0.0.1" : literalAddress(hostname);
}

function isWrittenLoopback(url: URL): boolean {
  return addressKind(literalOf(url) ?? "") === "loopback";
}

function findFault(address: string, { mode, networks }: OutboundRule): string | null {
  switch (addressKind(address)) {
    case "public": return null;
    case "loopback": return mode === "sandbox" ? null : "Where the money is real, the receiver must be another machine. Enter its https address.";
    case "private": return isInNetworks(address, networks) ? null : "This address leads into a private network. Whoever runs the console can open that network with OUTBOUND_NETWORKS.";
    case "refused": return "This address belongs to the machine's network itself. Choose the receiver's own name.";
  }
}

function refused(message: string): Result<never, BadAddress> {
  return fail({ code: "BAD_ADDRESS", message: `${message} Nothing was sent.` });
}
