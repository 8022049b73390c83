import { lookup } from "node:dns/promises";
import { parseNetwork } from "@/lib/core/connection/network-address";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { checkResolved, checkWritten, literalOf, type OutboundRule } from "./outbound-address";
import { AnswerTooLongError, type Answer, postOnce, type ResolvedAddress } from "./post-once";

export type OutboundMode = OutboundRule["mode"];

/** One POST to an address that a person typed; `who` names its receiver in sentences. Nothing of the answer is read when `answerBytesMax` is 0. */
export interface OutboundPost {
  readonly who: "receiver" | "judge";
  readonly url: string;
  readonly mode: OutboundMode;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly answerBytesMax: number;
}

export type OutboundFailure = Failure<"BAD_ADDRESS" | "NOT_REACHED" | "LATE" | "ANSWER_TOO_LONG">;

/** The only way from the console to an address that a person typed, but for the platform's own. */
export interface OutboundDoor {
  /** What can be said of an address before it is called. Errors: `BAD_ADDRESS`. */
  readonly check: (url: string, mode: OutboundMode) => Result<URL, Failure<"BAD_ADDRESS">>;
  /** Calls it once, without following redirects and without a proxy. Errors: see `OutboundFailure`; they name no address. */
  readonly post: (post: OutboundPost) => Promise<Result<Answer, OutboundFailure>>;
}

interface DoorOptions {
  /** Private networks that may be called all the same, as `10.0.0.0/8`; none by default. */
  readonly networks?: readonly string[];
  /** All addresses of a name; the system's resolver by default. */
  readonly resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

/**
 * Opens the door: a name is resolved once, every address that it has is checked, and the connection goes to one of exactly
 * those. A name that answers otherwise a moment later changes nothing.
 */
export function openOutboundDoor({ networks: opened = [], resolve = resolveBySystem }: DoorOptions = {}): OutboundDoor {
  const networks = opened.map(parseNetwork).filter((network) => network !== null);
  const post = async (wish: OutboundPost): Promise<Result<Answer, OutboundFailure>> => {
    const rule = { mode: wish.mode, networks };
    const url = checkWritten(wish.url, rule);
    if (!url.ok) return url;
    const signal = AbortSignal.timeout(wish.timeoutMs);
    try {
      const addresses = await orAborted(addressesOf(url.value, resolve), signal);
      const checked = checkResolved(url.value, addresses.map(({ address }) => address), rule);
      return checked.ok ? ok(await postOnce(url.value, addresses, wish, signal)) : checked;
    } catch (error) {
      if (error instanceof AnswerTooLongError) return fail({ code: "ANSWER_TOO_LONG", message: `The ${wish.who}'s answer is longer than ${wish.answerBytesMax} bytes.` });
      if (signal.aborted) return fail({ code: "LATE", message: `The ${wish.who} did not answer within ${wish.timeoutMs / 1_000} s.` });
      return fail({ code: "NOT_REACHED", message: `The ${wish.who} could not be reached.` });
    }
  };
  return { check: (url, mode) => checkWritten(url, { mode, networks }), post };
}

/** An address needs no look-up, but for `localhost`, which may be either family. */
async function addressesOf(url: URL, resolve: NonNullable<DoorOptions["resolve"]>): Promise<readonly ResolvedAddress[]> {
  const literal = url.hostname === "localhost" ? null : literalOf(url);
  return literal === null ? resolve(url.hostname) : [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
}

async function resolveBySystem(hostname: string): Promise<readonly ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** The system's resolver cannot be interrupted; the wait for it ends all the same. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error("Given up"));
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
