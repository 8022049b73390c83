import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_SCOPES, type ApiScope } from "@/lib/core/access/scopes";
import { startRunContract } from "@/lib/schemas/api/start-run";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { makeToken } from "@/lib/services/token/make-token";
import { POST } from "./route";

type Body = Record<string, unknown>;

const PLAN = {
  name: "Nightly", pattern: "hub_spoke", funding: "lazy",
  legs: [{ key: "research", worker: "res-01", amount: "0.50", instructions: "Find it" }, { key: "review", worker: "rev-01", amount: "0.40", instructions: "Check it", dependsOn: ["research"] }],
};

let fleet: TestFleet;
let token: string;

beforeAll(async () => {
  fleet = await startTestFleet();
  (globalThis as { consoleDatabase?: unknown }).consoleDatabase = fleet.db;
  token = await newToken("nightly", ["runs.start"]);
  for (const name of ["res-01", "rev-01"]) await fleet.addWorker(name);
});

afterAll(() => fleet.close());

async function newToken(name: string, scopes: readonly ApiScope[]): Promise<string> {
  const made = await makeToken(fleet.as(), { name, scopes, expiresInDays: null });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.token;
}

interface Wish { readonly body?: unknown; readonly key?: string | null; readonly bearer?: string | null; readonly query?: string }

async function send({ body = PLAN, key = "nightly-2026-11-20", bearer = token, query = "" }: Wish = {}): Promise<{ status: number; body: Body }> {
  const headers = { ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...(key === null ? {} : { "idempotency-key": key }), "content-type": "application/json" };
  const response = await POST(new Request(`http://localhost:3000/api/v1/runs${query}`, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) }));
  return { status: response.status, body: (await response.json()) as Body };
}

const count = () => fleet.db.run.count();

describe("POST /api/v1/runs", () => {
  it("starts a run once for one key, and answers the same run to a repeat", async () => {
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status, (await send()).status]).toEqual([201, 201, 201]);
    expect(second.body).toEqual(first.body);
    const run = await fleet.db.run.findUniqueOrThrow({ where: { id: String(first.body["id"]) }, include: { legs: true } });
    expect(startRunContract.response.safeParse(first.body).error?.issues).toBeUndefined();
    expect(first.body).toEqual({ mode: "sandbox", connection: "Sandbox", id: run.id, number: run.number });
    expect([run.createdByName, run.name, run.budgetMicros, run.legs.length]).toEqual(["nightly", "Nightly", 900_000n, 2]);
    expect(await fleet.db.auditEntry.findFirst({ where: { action: "run.start", subjectId: run.id } })).toMatchObject({ actorType: "token", actorName: "nightly" });
    expect(await count()).toBe(1);
  });

  it("refuses the same key with another plan, and takes it from another token", async () => {
    await send();
    const before = await count();
    expect(await send({ body: { ...PLAN, name: "Other" } })).toMatchObject({ status: 409, body: { error: "CONFLICT" } });
    expect(await count()).toBe(before);
    expect((await send({ bearer: await newToken("daily", ["runs.start"]) })).status).toBe(201);
    expect(await count()).toBe(before + 1);
  });

  it("says which fields of a plan are wrong, and starts nothing", async () => {
    const before = await count();
    const shape = await send({ key: "wrong-shape", body: { ...PLAN, legs: [{ key: "research", worker: "res-01", amount: 0.5, instructions: "Find it", colour: "red" }] } });
    expect(shape).toMatchObject({ status: 422, body: { error: "INVALID" } });
    expect(startRunContract.refusal.safeParse(shape.body).error?.issues).toBeUndefined();
    expect((shape.body["faults"] as Body[]).map(({ path }) => path)).toEqual(expect.arrayContaining(["legs.0.amount"]));
    const unknown = await send({ key: "wrong-agent", body: { ...PLAN, legs: [{ ...PLAN.legs[0], worker: "nobody" }] } });
    expect(unknown).toMatchObject({ status: 422, body: { faults: [{ path: "legs.0.worker" }] } });
    expect(await count()).toBe(before);
  });

  it("prices a plan with dryRun and starts nothing, without a key", async () => {
    const before = await count();
    const dry = await send({ key: null, query: "?dryRun=1" });
    expect(dry).toMatchObject({ status: 200, body: { mode: "sandbox", startable: true, price: { budget: "0.9" } } });
    expect(startRunContract.dryRun.safeParse(dry.body).error?.issues).toBeUndefined();
    expect((await send({ key: null, query: "?dryRun=1", body: { ...PLAN, legs: [] } })).body).toMatchObject({ startable: false, price: null });
    expect(await count()).toBe(before);
  });

  it("is no way around the approval threshold or the freeze", async () => {
    const before = await count();
    const large = { ...PLAN, legs: [{ ...PLAN.legs[0], amount: "150" }] };
    expect(await send({ key: "too-large", body: large })).toMatchObject({ status: 403, body: { error: "ABOVE_THRESHOLD" } });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: new Date(), frozenBy: "Somebody" } });
    expect(await send({ key: "while-frozen" })).toMatchObject({ status: 409, body: { error: "FROZEN" } });
    await fleet.db.connection.update({ where: { id: fleet.connectionId }, data: { frozenAt: null, frozenBy: null } });
    expect(await count()).toBe(before);
  });

  it("opens to tokens with its scope alone: no session, no token without it", async () => {
    const before = await count();
    expect((await send({ bearer: null, key: "no-token-at-all" })).status).toBe(401);
    expect((await send({ bearer: `pfc_${"A".repeat(43)}`, key: "unknown-token" })).status).toBe(401);
    const others = await newToken("all but one", API_SCOPES.filter((scope) => scope !== "runs.start"));
    const refused = await send({ bearer: others, key: "no-scope-here" });
    expect([refused.status, refused.body["message"]]).toEqual([403, expect.stringContaining("runs.start")]);
    expect(await count()).toBe(before);
  });

  it.each([
    ["no key", { key: null }], ["a short key", { key: "short" }], ["no JSON", { body: "{", key: "no-json-here" }], ["an unknown parameter", { query: "?dry=1" }],
    ["a body that is too large", { body: `"${"x".repeat(4_194_400)}"`, key: "much-too-large" }],
  ] as const)("refuses %s", async (_, wish) => {
    const before = await count();
    expect((await send(wish)).status).toBe(400);
    expect(await count()).toBe(before);
  });
});
