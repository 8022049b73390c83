import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toEpochMs } from "@/lib/core/time";
import type { PlatformError } from "../../errors";
import { sandboxSettings } from "../../testing/test-fleet";
import { createSend } from "../../transport";
import { CASINO_FAIRNESS } from "./fixtures/casino-fairness";
import { CASINO_IDENTITY } from "./fixtures/casino-identity";
import { CASINO_PLAY } from "./fixtures/casino-play";
import { DOMAINS } from "./fixtures/domains";
import { DOMAINS_OLDER } from "./fixtures/domains-older";
import { ESCROW } from "./fixtures/escrow";
import { ESCROW_TIMEOUT } from "./fixtures/escrow-timeout";
import type { RecordedAnswer } from "./fixtures/recorded-answer";
import { TRADING } from "./fixtures/trading";
import { WALLET } from "./fixtures/wallet";

const ALL = [
  ...CASINO_IDENTITY, ...CASINO_PLAY, ...CASINO_FAIRNESS, ...ESCROW, ...ESCROW_TIMEOUT, ...WALLET, ...TRADING, ...DOMAINS, ...DOMAINS_OLDER,
];
const nameOf = (one: RecordedAnswer) => `${one.method} ${one.service}${one.path} ${one.status} ${String(one.body.error ?? "")}`;
const SECRET = /(sk|pk)_[a-z]+_c0ffee12|orbit velvet|0x5ec3e7/;

/** Sends what was recorded and gets what was answered then. */
function replay(one: RecordedAnswer) {
  const effect = one.method === "GET" ? "read" : "write";
  const send = createSend(sandboxSettings(), null, {
    fetch: () => Response.json({ ...one.body, _info: { service: one.service, docs: "x" } }, { status: one.status }),
    now: () => toEpochMs(0), sleep: () => Promise.resolve(), random: () => 0,
  }, { effect });
  const service = one.service === "domains-legacy" ? "domains" : one.service;
  return send({ service, method: one.method, path: one.path, route: one.path, schema: z.looseObject({}), ...(one.request ? { body: one.request } : {}) });
}

/** What each status means: nothing happened, except that a failing service leaves a write open. */
function expected(one: RecordedAnswer): Partial<PlatformError> {
  const name = one.status === 429 ? "PlatformRateLimited" : one.status >= 500 ? "PlatformFailed" : "PlatformRefused";
  return {
    name, status: one.status, upstreamCode: String(one.body.error), outcome: one.status >= 500 && one.method !== "GET" ? "unknown" : "rejected",
    upstreamMessage: typeof one.body.message === "string" ? one.body.message : null,
  };
}

describe("every answer of the transcript", () => {
  it("is here: 146 requests over HTTP, of which 66 were refused or failed", () => {
    expect([ALL.length, ALL.filter((one) => one.status >= 400).length]).toEqual([146, 66]);
  });

  it.each(ALL.filter((one) => one.status >= 400).map((one) => [nameOf(one), one] as const))("tells apart %s", async (_name, one) => {
    await expect(replay(one)).rejects.toMatchObject(expected(one));
  });

  it.each(ALL.filter((one) => one.status < 400).map((one) => [nameOf(one), one] as const))("keeps no secret of %s", async (_name, one) => {
    const { raw } = await replay(one);
    expect(JSON.stringify(raw)).not.toMatch(SECRET);
    expect(raw).not.toHaveProperty("_info");
  });

  it("really holds keys, words and private keys to be hidden", () => {
    expect(ALL.filter((one) => SECRET.test(JSON.stringify(one.body))).length).toBeGreaterThanOrEqual(9);
  });
});
