import { describe, expect, it } from "vitest";
import { LIVE_DIALECTS, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { ESCROW_STATES, type EscrowState, isFinal } from "./states";
import { canFollow, ESCROW_ACTORS, ESCROW_EVENTS, type EscrowActor, type EscrowEvent, transition } from "./transitions";

const ALLOWED: readonly [EscrowState, EscrowEvent, EscrowActor, EscrowState][] = [
  ["created", "lock", "payer", "locked"],
  ["created", "cancel", "payer", "cancelled"],
  ["locked", "complete", "payee", "completed"],
  ["locked", "release", "payer", "released"],
  ["locked", "cancel", "payer", "refunded"],
  ["locked", "dispute", "payer", "disputed"],
  ["locked", "dispute", "payee", "disputed"],
  ["locked", "timeout", "platform", "refunded"],
  ["completed", "release", "payer", "released"],
  ["completed", "cancel", "payer", "refunded"],
  ["completed", "dispute", "payer", "disputed"],
  ["completed", "dispute", "payee", "disputed"],
  ["completed", "timeout", "platform", "refunded"],
  ["disputed", "resolve_release", "platform", "released"],
  ["disputed", "resolve_refund", "platform", "refunded"],
  ["disputed", "resolve_split", "platform", "split"],
];

const MATRIX = ESCROW_STATES.flatMap((state) =>
  ESCROW_EVENTS.flatMap((event) => ESCROW_ACTORS.map((actor) => ({ state, event, actor }))));

describe("transition", () => {
  it.each(MATRIX)("$state, $event by the $actor", ({ state, event, actor }) => {
    const allowed = ALLOWED.find((row) => row[0] === state && row[1] === event && row[2] === actor);
    const result = transition({ state, event, actor, dialects: SANDBOX_DIALECTS });
    expect(result.ok ? result.value : null).toBe(allowed?.[3] ?? null);
  });

  it("never leaves a final state and never acts on a state that we do not know", () => {
    for (const { event, actor, state } of MATRIX.filter((row) => isFinal(row.state))) {
      const result = transition({ state, event, actor, dialects: SANDBOX_DIALECTS });
      expect(result.ok ? null : result.failure.code).toBe("ESCROW_ENDED");
    }
    const unknown = transition({ state: "unrecognised", event: "release", actor: "payer", dialects: SANDBOX_DIALECTS });
    expect(unknown.ok ? null : unknown.failure.code).toBe("STATE_UNRECOGNISED");
  });

  it("refuses a cancel on the published services, which have none", () => {
    const result = transition({ state: "locked", event: "cancel", actor: "payer", dialects: LIVE_DIALECTS });
    expect(result.ok ? null : result.failure.code).toBe("NOT_ON_THIS_CONNECTION");
  });

  it("refuses the payee's release by name", () => {
    const result = transition({ state: "locked", event: "release", actor: "payee", dialects: SANDBOX_DIALECTS });
    expect(result.ok ? null : result.failure.message).toBe("Only the payer can take this step.");
  });
});

describe("canFollow", () => {
  it("accepts what several steps can explain and refuses a return from the end", () => {
    expect(canFollow("created", "split")).toBe(true);
    expect(canFollow("released", "locked")).toBe(false);
    expect(canFollow("completed", "locked")).toBe(false);
  });

  it("reaches each ending from a locked escrow, except the one of a never funded one", () => {
    expect(ESCROW_STATES.filter((state) => canFollow("locked", state))).toEqual(["locked", "completed", "released", "refunded", "split", "disputed", "unrecognised"]);
  });
});
