import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/core/access/actor";
import { addMs, DAY_MS, fromIso, utcDay } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { parseKeyring } from "@/lib/db/vault";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { ServiceContext } from "../context";
import { openOutboundDoor } from "../outbound/open-door";
import { appendAudit } from "./append-audit";
import type { AuditFilters } from "./audit-filters";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { listAuditChoices } from "./list-audit-choices";

let database: TestDatabase;
let db: Database;
let ctx: ServiceContext;

const START = fromIso("2026-11-20T12:00:00Z");
const CONNECTION = "con_1";

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 2);
  let written = 0;
  ctx = {
    db, actor: SYSTEM, now: () => addMs(START, Math.floor(written++ / 8) * DAY_MS), random: (size) => new Uint8Array(randomBytes(size)),
    fetch: () => Promise.reject(new Error("no network")), outbound: openOutboundDoor(), sleep: async () => undefined, keyring: parseKeyring(`v1:${Buffer.alloc(32, 1).toString("base64")}`),
    requestId: "req_test", log: () => undefined,
  };
  for (let number = 1; number <= 24; number++) await append(number);
});

afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

async function append(number: number): Promise<void> {
  const actor = number % 3 === 0 ? ({ type: "operator", id: "opr_1", name: "Mara", roles: [], steppedUpAt: null } as const) : SYSTEM;
  const connectionId = number === 24 ? "con_other" : number % 5 === 0 ? null : CONNECTION;
  await db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action: number % 2 === 0 ? "escrow.release" : "escrow.lock", result: number % 4 === 0 ? "denied" : "succeeded", actor,
    subject: { type: "escrow", id: `esw_${number % 6}`, name: `Escrow ${number % 6}` }, summary: `Entry ${number}`,
  }));
}

async function seqsOf(filters: AuditFilters): Promise<number[]> {
  return (await listAudit(ctx, CONNECTION, filters, {}, 100)).entries.map(({ seq }) => Number(seq));
}

describe("the audit list", () => {
  it("pages forth and back without loss, newest first", async () => {
    const first = await listAudit(ctx, CONNECTION, {}, {}, 10);
    const second = await listAudit(ctx, CONNECTION, {}, { after: first.after ?? "" }, 10);
    const third = await listAudit(ctx, CONNECTION, {}, { after: second.after ?? "" }, 10);
    expect([first, second, third].flatMap(({ entries }) => entries.map(({ seq }) => Number(seq)))).toEqual(Array.from({ length: 23 }, (_, index) => 23 - index));
    expect([first.before, third.after]).toEqual([null, null]);
    const back = await listAudit(ctx, CONNECTION, {}, { before: second.before ?? "" }, 10);
    expect(back.entries).toEqual(first.entries);
  });

  it("shows entries of the connection and of the console, never of another connection", async () => {
    expect(await seqsOf({})).not.toContain(24);
    expect(await seqsOf({})).toContain(5);
  });

  it.each<[string, AuditFilters, number[]]>([
    ["actor", { actor: "opr_1" }, [21, 18, 15, 12, 9, 6, 3]],
    ["result", { result: "denied" }, [20, 16, 12, 8, 4]],
    ["action and actor", { action: "escrow.release", actor: "opr_1" }, [18, 12, 6]],
    ["subject by id", { subject: "esw_5" }, [23, 17, 11, 5]],
    ["subject by name", { subject: "Escrow 5" }, [23, 17, 11, 5]],
    ["a day without entries", { from: "2031-01-01" }, []],
  ])("filters by %s", async (_what, filters, expected) => {
    expect(await seqsOf(filters)).toEqual(expected);
  });

  it("filters by whole UTC days, both included", async () => {
    const days = async (filters: AuditFilters) => {
      const { entries } = await listAudit(ctx, CONNECTION, filters, {}, 100);
      return [...new Set(entries.map(({ at }) => utcDay(at)))];
    };
    expect(await days({ from: "2026-11-21", to: "2026-11-21" })).toEqual(["2026-11-21"]);
    expect(await days({ to: "2026-11-20" })).toEqual(["2026-11-20"]);
    expect((await seqsOf({ from: "2026-11-20" })).length).toBe(23);
  });

  it("offers the actors and actions that occur", async () => {
    expect(await listAuditChoices(ctx)).toEqual({
      actors: [{ id: "opr_1", name: "Mara" }, { id: "system", name: "system" }], actions: ["escrow.lock", "escrow.release"],
    });
  });

  it("exports what the filter shows, oldest first, hashes included", async () => {
    const rows = [];
    for await (const row of exportAudit(ctx, CONNECTION, { result: "denied" })) rows.push(row);
    expect(rows.map(({ seq }) => seq)).toEqual(["4", "8", "12", "16", "20"]);
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
