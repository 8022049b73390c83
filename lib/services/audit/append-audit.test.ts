import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/core/access/actor";
import { toEpochMs } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { parseKeyring } from "@/lib/db/vault";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { ServiceContext } from "../context";
import { openOutboundDoor } from "../outbound/open-door";
import { appendAudit } from "./append-audit";
import { verifyChain } from "./verify-chain";

let database: TestDatabase;
let db: Database;
let ctx: ServiceContext;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 8);
  ctx = {
    db, actor: SYSTEM, now: () => toEpochMs(1_795_168_220_415), random: (size) => new Uint8Array(randomBytes(size)),
    fetch: () => Promise.reject(new Error("no network")), outbound: openOutboundDoor(), sleep: async () => undefined, keyring: parseKeyring(`v1:${Buffer.alloc(32, 1).toString("base64")}`),
    requestId: "req_test", log: () => undefined,
  };
});
afterAll(async () => {
  await db.$disconnect();
  await database.close();
});

function append(summary: string, after?: Record<string, string>, end?: Error): Promise<void> {
  return db.$transaction(async (tx) => {
    await appendAudit(tx, ctx, { connectionId: null, action: "test.written", result: "recorded", subject: { type: "test", id: "t1", name: summary }, summary, after });
    if (end) throw end;
  });
}

describe("appending", () => {
  it("keeps one chain without a gap when many write at once and some give up", async () => {
    const before = await db.auditEntry.count();
    const all = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => append(`Entry ${index}`, undefined, index % 7 === 3 ? new Error("undo") : undefined)));
    const kept = all.filter(({ status }) => status === "fulfilled").length;
    const verdict = await verifyChain(db, []);
    expect(verdict).toMatchObject({ isIntact: true });
    expect(await db.auditEntry.count()).toBe(before + kept);
  });

  it("hashes the entry's own keys although its words look like them", async () => {
    await append('"previousHash":"","seq":"0"', { previousHash: "", seq: "0", text: 'a "seq":"0" b' });
    await append("ünï ✓ \u2028 \\ / \"");
    expect(await verifyChain(db, [])).toMatchObject({ isIntact: true });
  });
});
