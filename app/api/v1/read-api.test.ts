import { readdirSync } from "node:fs";
import path from "node:path";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countRequest } from "@/lib/actions/api-rate-limit";
import { REQUESTS_PER_MINUTE } from "@/lib/actions/request-limit";
import { API_SCOPES, type ApiScope } from "@/lib/core/access/scopes";
import { API_CONTRACTS } from "@/lib/schemas/api/contracts";
import { openApiDocument } from "@/lib/schemas/api/openapi";
import { lock, run } from "@/lib/services/escrow/test-escrow";
import { releaseEscrowCommand } from "@/lib/services/escrow/release";
import { addEscrow, addRun, openRunStage } from "@/lib/services/run/test-run";
import { proveTreasury } from "@/lib/services/overview/prove-treasury";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { makeToken } from "@/lib/services/token/make-token";
import { openWallet } from "@/lib/services/wallet/test-wallet";

type Body = Record<string, unknown>;
type Get = (request: Request, route: { params: Promise<{ id: string }> }) => Promise<Response>;

const FOLDER = path.join(process.cwd(), "app/api/v1");
const routes = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
const document = openApiDocument("http://localhost:3000");

let fleet: TestFleet;
let token: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  fleet = await startTestFleet();
  (globalThis as { consoleDatabase?: unknown }).consoleDatabase = fleet.db;
  token = await newToken("everything", API_SCOPES);
  const { workerId } = await openWallet(fleet, "reader-1", "20");
  ids["workers"] = workerId;
  await openWallet(fleet, "reader-2", "5.50");
  await run(fleet, releaseEscrowCommand, { escrowId: await lock(fleet, workerId, "5") });
  ids["escrows"] = await lock(fleet, workerId, "1.25");
  await lock(fleet, workerId, "0.000001");
  await addRuns();
  await proveTreasury(fleet.system, fleet.connectionId);
  ids["batches"] = "bat_test";
  await fleet.db.spawnBatch.create({
    data: {
      id: "bat_test", connectionId: fleet.connectionId, number: 1, role: "trading", count: 1, capabilities: [], fundingMicros: 1_500_000n,
      dailyLimitMicros: 2_000_000n, namePrefix: "reader", state: "finished", idempotencyKey: "k", createdBy: "opr_test", createdByName: "Test", createdAt: new Date(),
    },
  });
  for (const number of [1, 2, 3]) {
    await fleet.db.alert.create({
      data: {
        id: `alr_${number}`, connectionId: fleet.connectionId, kind: "batch_failed", severity: "warning", subjectType: "batch", subjectId: "bat_test",
        title: `Batch ${number}`, body: "Some stopped.", dedupeKey: `test:${number}`, raisedAt: new Date(fleet.now()),
      },
    });
  }
});

afterAll(() => fleet.close());

async function addRuns(): Promise<void> {
  const stage = openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId);
  const plan = { name: "Nightly", pattern: "hub_spoke", legs: [{ key: "research", worker: "reader-1", amount: "0.50", instructions: "Find it" }] };
  await addRun(stage, plan);
  const runId = await addRun(stage, { ...plan, name: "Daily" });
  ids["runs"] = runId;
  const escrowId = await addEscrow(stage, runId, "research", { state: "released", payee: "reader-1", amount: "0.50" });
  await fleet.db.costEntry.create({
    data: {
      id: "cst_test", connectionId: fleet.connectionId, agentId: ids["workers"] ?? "", kind: "paid", product: "escrow", amountMicros: 500_000n, escrowId, runId,
      pattern: "hub_spoke", at: new Date(fleet.now()),
    },
  });
}

async function newToken(name: string, scopes: readonly ApiScope[]): Promise<string> {
  const made = await makeToken(fleet.as(), { name, scopes, expiresInDays: null });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.token;
}

async function ask(address: string, bearer: string | null = token): Promise<{ status: number; body: Body; headers: Headers }> {
  const url = new URL(address, "http://localhost:3000");
  const parts = url.pathname.replace("/api/v1/", "").split("/");
  const file = [parts[0], ...(parts[1] ? ["[id]"] : []), ...parts.slice(2), "route.ts"].join("/");
  const { GET } = (await import(path.join(FOLDER, file))) as { GET: Get };
  const headers: Record<string, string> = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  const response = await GET(new Request(url, { headers }), { params: Promise.resolve({ id: parts[1] ?? "" }) });
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

function addressOf(pattern: string): string {
  return pattern.replace("{id}", ids[pattern.split("/")[3] ?? ""] ?? "");
}

const pathOf = (file: string) => `/api/v1/${file.replace(/\/route\.ts$/, "").replace("[id]", "{id}")}`;

describe("the OpenAPI document", () => {
  it("has every route file, and names no other", () => {
    const files = routes.map(pathOf).filter((route) => route !== "/api/v1/openapi.json").sort();
    expect(Object.keys(document.paths).sort()).toEqual(files);
  });

  it("is served, and each route is made from the contract that describes it", async () => {
    const { status, body } = await ask("/api/v1/openapi.json");
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(document)));
    for (const file of routes.filter((name) => !name.startsWith("openapi"))) {
      const { GET } = (await import(path.join(FOLDER, file))) as { GET: { contract: { path: string } } };
      expect(GET.contract.path).toBe(pathOf(file));
    }
  });

  it.each(API_CONTRACTS.map((contract) => [contract.path, contract] as const))("describes what %s really answers", async (pattern, contract) => {
    const { status, body } = await ask(addressOf(pattern));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body["mode"]).toBe("sandbox");
    const schema = { $ref: `#/components/schemas/${contract.responseName}`, components: document.components };
    const verdict = new AjvJsonSchemaValidator().getValidator(schema)(body);
    expect(verdict.valid ? "" : verdict.errorMessage).toBe("");
    expect(contract.response.safeParse(body).error?.issues).toBeUndefined();
    const rows = Object.values(body).find((value) => Array.isArray(value)) as unknown[] | undefined;
    if (!pattern.includes("{id}")) expect(rows?.length ?? 1, "an empty list proves nothing").toBeGreaterThan(0);
  });
});

describe("a token", () => {
  it.each(API_CONTRACTS.map((contract) => [contract.path, contract.scope] as const))("without its scope is refused at %s", async (pattern, scope) => {
    const others = await newToken(`all but ${scope}`, API_SCOPES.filter((other) => other !== scope));
    const { status, body } = await ask(addressOf(pattern), others);
    expect([status, body["error"]]).toEqual([403, "FORBIDDEN"]);
    expect(body["message"]).toContain(scope);
  });

  it.each(API_CONTRACTS.map(({ path: pattern }) => pattern))("that is unknown is refused at %s", async (pattern) => {
    const { status, body, headers } = await ask(addressOf(pattern), `pfc_${"A".repeat(43)}`);
    expect([status, Object.keys(body), headers.get("www-authenticate")]).toEqual([401, ["error", "message"], "Bearer"]);
  });

  it("downloads no files: a viewer may not", async () => {
    for (const report of ["costs", "commissions", "audit"]) expect((await ask(`/api/v1/${report}?format=csv`)).status).toBe(403);
  });

  it("is slowed down after its requests of a minute, alone", async () => {
    const hasty = await newToken("hasty", ["read:status"]);
    const { id } = await fleet.db.apiToken.findFirstOrThrow({ where: { name: "hasty" } });
    // Counted without being asked: on a slow machine so many real requests take longer than the minute they are counted in.
    for (let sent = 1; sent < REQUESTS_PER_MINUTE; sent++) await countRequest(id);
    expect((await ask("/api/v1/status", hasty)).status).toBe(200);
    const refused = await ask("/api/v1/status", hasty);
    expect([refused.status, refused.body["error"]]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("/api/v1/status")).status).toBe(200);
  });
});

describe("tags", () => {
  it.each(["workers", "escrows"])("filter the list of %s", async (list) => {
    const id = ids[list] ?? "";
    if (list === "workers") await fleet.db.agent.update({ where: { id }, data: { tags: ["night"] } });
    else await fleet.db.escrow.update({ where: { id }, data: { tags: ["night"] } });
    const tagged = (await ask(`/api/v1/${list}?tag=night`)).body[list] as { id: string }[];
    expect(tagged.map((row) => row.id)).toEqual([id]);
    expect((await ask(`/api/v1/${list}?tag=day`)).body[list]).toEqual([]);
  });
});

describe("a list", () => {
  const lists = [["workers", 2], ["wallets", 2], ["escrows", 4], ["runs", 2], ["alerts", 3], ["audit", null]] as const;

  it.each(lists)("of %s is read page after page, each row once", async (name, count) => {
    const key = name === "audit" ? "entries" : name;
    const seen: unknown[] = [];
    for (let after = ""; ;) {
      const { body } = await ask(`/api/v1/${name}?limit=${name === "audit" ? 50 : 1}${after}`);
      seen.push(...(body[key] as { id: string }[]).map(({ id }) => id));
      if (body["next"] === null) break;
      after = `&after=${encodeURIComponent(String(body["next"]))}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count ?? (await fleet.db.auditEntry.count()));
  });

  it("refuses what it does not know instead of ignoring it", async () => {
    const wrong = ["limit=0", "limit=201", "limit=ten", "after=nonsense", "state=opne", "stat=open", "connection=con_other"];
    const statuses = await Promise.all(wrong.map(async (query) => (await ask(`/api/v1/escrows?${query}`)).status));
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 404]);
  });

  it("tells money exactly, as decimal text and in micros", async () => {
    const { body } = await ask("/api/v1/escrows?sort=created&direction=desc&limit=200");
    const amounts = (body["escrows"] as Body[]).map((row) => [row["amount"], row["amountMicros"]]);
    expect(amounts).toEqual(expect.arrayContaining([["0.000001", "1"], ["1.25", "1250000"], ["5", "5000000"]]));
  });

  it("never tells a lock code or a key", async () => {
    const texts = await Promise.all(API_CONTRACTS.map(async ({ path: pattern }) => JSON.stringify((await ask(addressOf(pattern))).body)));
    const found = /"lock_?code":"(?!\[hidden\])|ciphertext|api_?key"|pfc_/i.exec(texts.join("\n"));
    expect(found?.[0]).toBeUndefined();
  });
});
