import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { createPlatformClient } from "./client";
import type { Registration } from "./commands";
import type { PlatformRuntime } from "./settings";
import { SAMPLE_CALLS } from "./testing/sample-calls";
import { createTestFleet, sandboxSettings } from "./testing/test-fleet";
import { createPlatformWriter } from "./write-client";

/** A day of calls that writes down everything that may reach a log, a row, a page or an error report. */
async function startDay() {
  const fleet = await createTestFleet();
  const told: unknown[] = [];
  const secrets = new Set<string>();
  const runtime: PlatformRuntime = {
    ...fleet.runtime, onCall: (call) => void told.push(call), log: (event, facts) => void told.push([event, facts]),
  };
  const open = (who: Registration) => {
    secrets.add(who.apiKey);
    const settings = sandboxSettings();
    return {
      ...who, client: createPlatformClient(settings, who, runtime), writer: createPlatformWriter(settings, who, runtime),
    };
  };
  /** Notes the record of a success and the whole error of a failure, stack and cause included. */
  const note = async <T extends { raw: unknown; value: unknown }>(work: Promise<T>): Promise<T | null> => {
    try {
      const reply = await work;
      told.push(reply.raw);
      return reply;
    } catch (error) {
      told.push(error, inspect(error, { depth: 10, showHidden: true }), (error as Error).stack, JSON.stringify(error));
      return null;
    }
  };
  return { fleet, told, secrets, open, note, orchestrator: open(fleet.orchestrator), worker: open(fleet.worker) };
}

type Day = Awaited<ReturnType<typeof startDay>>;

async function liveThrough({ fleet, secrets, open, note, orchestrator, worker }: Day): Promise<void> {
  const call = () => ({ idempotencyKey: fleet.nextKey() });
  const keep = (secret: string | null | undefined) => void (secret && secrets.add(secret));
  for (const service of ["wallet", "trading", "domains"] as const) {
    const made = await note(orchestrator.writer.registerProduct(service, { referralCode: null }, call()));
    if (!made) throw new Error(`No account at ${service}`);
    const account = open(made.value);
    await note(account.client.getReferralCode(service));
    if (service === "wallet") keep((await note(account.writer.createChainWallet(call())))?.value.mnemonic);
  }
  keep((await note(orchestrator.writer.rotateKey({ agentId: worker.agentId }, call())))?.value.apiKey);
  await note(worker.client.getBalance());
  for (let index = 0; index < 3; index += 1) {
    const made = await note(orchestrator.writer.createEscrow(fleet.escrowOf("2"), call()));
    const escrowId = made?.value.escrow.upstreamId ?? "";
    keep(made?.value.lockCode);
    await note(orchestrator.client.getEscrow(escrowId));
    await note(orchestrator.writer.releaseEscrow({ escrowId, lockCode: "lock_of_somebody_else" }, call()));
    secrets.add("lock_of_somebody_else");
    await note(orchestrator.writer.releaseEscrow({ escrowId, lockCode: made?.value.lockCode ?? null }, call()));
  }
  await note(orchestrator.writer.pay({ toAgentId: worker.agentId, amount: fromWire("1"), memo: null }, call()));
  await note(orchestrator.client.listLedger());
}

/** Every capability with every failure; answers that repeat the caller's own secrets among them. */
async function failAll({ fleet, secrets, note, orchestrator }: Day): Promise<void> {
  type Noted = Promise<{ raw: unknown; value: unknown }>;
  for (const effect of ["429", "5xx", "html", "reply_lost_after"]) {
    await fleet.control("/faults", { effect });
    for (const sample of Object.values(SAMPLE_CALLS)) {
      await note(sample(orchestrator, { idempotencyKey: fleet.nextKey() }) as Noted);
    }
    await fleet.clearFaults();
  }
  const lockCode = "lock_that_is_echoed_back";
  secrets.add(lockCode);
  const echo = async (request: Request) => Response.json({
    error: "invalid_request", message: `You sent ${await request.text()} with ${request.headers.get("authorization") ?? request.headers.get("x-api-key")}`,
  }, { status: 400 });
  const unreadable = async (request: Request) => Response.json({ sent: await request.text(), key: request.headers.get("authorization") });
  for (const fetch of [echo, unreadable]) {
    const runtime = { ...fleet.runtime, fetch };
    const settings = sandboxSettings();
    const client = createPlatformClient(settings, orchestrator, runtime);
    const writer = createPlatformWriter(settings, orchestrator, runtime);
    for (const sample of Object.values(SAMPLE_CALLS)) await note(sample({ client, writer }, { idempotencyKey: "intent-1" }) as Noted);
    await note(writer.releaseEscrow({ escrowId: "esc_1", lockCode }, { idempotencyKey: "intent-1" }));
  }
}

/** Everything told as one text; `bigint` has no JSON. */
function textOf(told: readonly unknown[]): string {
  return told.map((one) => JSON.stringify(one, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).join("\n");
}

describe("a whole day of calls", () => {
  it("tells no secret to any log, record or error", async () => {
    const day = await startDay();
    await liveThrough(day);
    await failAll(day);
    const text = textOf(day.told);
    expect(day.told.length).toBeGreaterThan(500);
    expect(day.secrets.size).toBeGreaterThanOrEqual(11);
    expect([...day.secrets].filter((secret) => secret.length < 8)).toEqual([]);
    expect([...day.secrets].filter((secret) => text.includes(secret) || text.includes(secret.split(" ").slice(0, 3).join(" ")))).toEqual([]);
  });

  it("would have found one", async () => {
    const day = await startDay();
    day.told.push({ message: `key ${day.orchestrator.apiKey}` });
    expect(textOf(day.told)).toContain(day.orchestrator.apiKey);
  });
});
