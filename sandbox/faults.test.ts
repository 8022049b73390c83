import { describe, expect, it } from "vitest";
import { ESCROWS, fleetOf, TestPlatform } from "./test-platform";

const RULE = { match: { method: "POST", path: "/api/escrows" } };

async function arranged(fault: Record<string, unknown>) {
  const platform = new TestPlatform();
  const { boss, first } = await fleetOf(platform);
  const made = await platform.post("/_sandbox/faults", { ...RULE, ...fault });
  const create = (taskId?: string) =>
    platform.post(ESCROWS, { amount_usdc: 5, beneficiary_wallet: first.id, ...(taskId === undefined ? {} : { task_id: taskId }) }, boss.key);
  return { platform, boss, made, create };
}

describe("faults", () => {
  it("loses the reply before the effect: nothing happened", async () => {
    const { platform, boss, create } = await arranged({ effect: "reply_lost_before", times: 1 });
    const lost = create("t");
    await expect(lost).rejects.toBeInstanceOf(TypeError);
    await expect(lost).rejects.toThrow("fetch failed");
    expect(await platform.balance(boss.key)).toBe(100);
    expect((await create("t")).status).toBe(201);
  });

  it("loses the reply after the effect: the repeat finds the first answer", async () => {
    const { platform, boss, create } = await arranged({ effect: "reply_lost_after", times: 1 });
    await expect(create("t")).rejects.toThrow("fetch failed");
    expect(await platform.balance(boss.key)).toBe(95);
    const again = await create("t");
    expect(again.status).toBe(200);
    expect(again.body.lock_code).toMatch(/^lock_/);
    expect(await platform.balance(boss.key)).toBe(95);
  });

  it("delivers a request twice and answers with the first reply", async () => {
    const { platform, boss, create } = await arranged({ effect: "duplicate", times: 2 });
    expect((await create("t")).status).toBe(201);
    expect(await platform.balance(boss.key)).toBe(95);
    expect((await create()).status).toBe(201);
    expect(await platform.balance(boss.key)).toBe(85);
  });

  it.each([["429", 429], ["5xx", 503], ["502", 502]])("answers %s with %i and does nothing", async (effect, status) => {
    const { platform, boss, create } = await arranged({ effect });
    expect((await create()).status).toBe(status);
    expect(await platform.balance(boss.key)).toBe(100);
  });

  it("answers a page of HTML", async () => {
    const { create } = await arranged({ effect: "html" });
    const reply = await create();
    expect([reply.status, reply.headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
    expect(reply.body.text).toContain("<html>");
  });

  it("is slow, and does what was sent even when the caller gives up", async () => {
    const { platform, boss } = await arranged({ effect: "latency", latencyMs: 30 });
    const request = new Request(`http://localhost${ESCROWS}`, {
      method: "POST", headers: { authorization: `Bearer ${boss.key}` }, signal: AbortSignal.timeout(5),
      body: JSON.stringify({ amount_usdc: 5, beneficiary_wallet: "worker-01" }),
    });
    await expect(platform.sandbox.fetch(request)).rejects.toMatchObject({ name: "TimeoutError" });
    await expect.poll(() => platform.balance(boss.key)).toBe(95);
  });

  it("skips the first requests, hits so many times, and counts", async () => {
    const { platform, create } = await arranged({ effect: "5xx", after: 1, times: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await create()).status);
    expect(statuses).toEqual([201, 503, 503, 201, 201]);
    expect((await platform.get("/_sandbox/faults")).body.faults).toMatchObject([{ seen: 5, hits: 2 }]);
  });

  it("draws from its seed", async () => {
    const run = async (seed: number) => {
      const { create } = await arranged({ effect: "5xx", probability: 0.5, seed });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index++) statuses.push((await create()).status);
      return statuses;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([201, 503]));
  });

  it("matches by glob and by body, and is taken away", async () => {
    const { platform, boss, create } = await arranged({ effect: "5xx", match: { path: "/escrow.*/api/*", bodyIncludes: "t-7" } });
    expect((await create("t-6")).status).toBe(201);
    expect((await create("t-7")).status).toBe(503);
    expect((await platform.send("DELETE", "/_sandbox/faults")).status).toBe(200);
    expect((await create("t-7")).status).toBe(201);
    expect(await platform.balance(boss.key)).toBe(90);
  });

  it.each([[{ effect: "flood" }], [{ effect: "5xx", probability: 2 }], [{ effect: "5xx", times: -1 }]])("refuses %j", async (fault) => {
    expect((await arranged(fault)).made.status).toBe(400);
  });
});
