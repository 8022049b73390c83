import { randomBytes } from "node:crypto";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/core/access/actor";
import { addMs, fromIso } from "@/lib/core/time";
import { type Database, openDatabase } from "@/lib/db/client";
import { parseKeyring } from "@/lib/db/vault";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { ServiceContext } from "../context";
import { openOutboundDoor } from "../outbound/open-door";
import { appendAudit } from "./append-audit";
import { checkAuditLog } from "./check-audit-log";
import { readSealedHeads, sealedHeadsFile } from "./sealed-heads";
import { hashOfEntry, verifyChain } from "./verify-chain";

let database: TestDatabase;
let db: Database;
let ctx: ServiceContext;
let seconds = 0;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, 2);
  ctx = {
    db, actor: SYSTEM, now: () => addMs(fromIso("2026-11-20T12:00:00Z"), 1_000 * seconds++), random: (size) => new Uint8Array(randomBytes(size)),
    fetch: () => Promise.reject(new Error("no network")), outbound: openOutboundDoor(), sleep: async () => undefined, keyring: parseKeyring(`v1:${Buffer.alloc(32, 1).toString("base64")}`),
    requestId: "req_test", log: () => undefined,
  };
  for (let number = 1; number <= 5; number++) await append(`Entry number ${number}`);
  return async () => {
    await db.$disconnect();
    await database.close();
  };
});

async function append(summary: string): Promise<void> {
  await db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId: null, action: "test.written", result: "recorded", subject: { type: "test", id: "t1", name: "Test" }, summary,
    before: { limit: "50", nested: { b: 1, a: [1, 2] } }, after: { limit: "120" },
  }));
}

/** What somebody who owns the database can do: the triggers are off for his statements. */
async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(`alter table "AuditEntry" disable trigger user; alter table "AuditHead" disable trigger user`);
    for (const statement of statements) await client.query(statement);
    await client.query(`alter table "AuditEntry" enable trigger user; alter table "AuditHead" enable trigger user`);
  } finally {
    await client.end();
  }
}

describe("the audit chain", () => {
  it("is intact as the console writes it, before and after values included", async () => {
    const verdict = await verifyChain(db, []);
    expect(verdict).toMatchObject({ isIntact: true, checkedCount: 5 });
    expect(verdict.head.seq).toBe(5n);
  });

  it("refuses every change through the console's own role", async () => {
    await expect(db.auditEntry.updateMany({ data: { summary: "changed" } })).rejects.toThrow();
    await expect(db.auditEntry.deleteMany({ where: { seq: 5n } })).rejects.toThrow();
    await expect(db.$executeRaw`truncate "AuditEntry"`).rejects.toThrow();
    await expect(db.auditHead.update({ where: { id: 1 }, data: { seq: 3n } })).rejects.toThrow();
    expect((await verifyChain(db, [])).isIntact).toBe(true);
  });

  it.each([
    ["an altered summary", `update "AuditEntry" set summary = 'nothing happened' where seq = 3`, "altered", 3n],
    ["an altered after value", `update "AuditEntry" set after = '{"limit":"50"}' where seq = 2`, "altered", 2n],
    ["another actor", `update "AuditEntry" set "actorName" = 'Mallory' where seq = 4`, "altered", 4n],
    ["a missing entry", `delete from "AuditEntry" where seq = 3`, "missing", 3n],
    ["a missing first entry", `delete from "AuditEntry" where seq = 1`, "missing", 1n],
    ["a tail that was cut off", `delete from "AuditEntry" where seq > 3`, "cut", 4n],
  ])("catches %s", async (_what, statement, kind, seq) => {
    await asOwner(statement);
    const verdict = await verifyChain(db, []);
    expect(verdict.isIntact).toBe(false);
    expect(verdict.faults[0]).toEqual({ kind, seq });
  });

  it("catches two entries that changed places", async () => {
    await asOwner(
      `update "AuditEntry" set seq = 99 where seq = 2`, `update "AuditEntry" set seq = 2 where seq = 3`, `update "AuditEntry" set seq = 3 where seq = 99`,
    );
    const verdict = await verifyChain(db, []);
    expect(verdict.isIntact).toBe(false);
    expect(verdict.counts.reordered).toBeGreaterThan(0);
  });

  it("catches a cut tail whose head was set back too, by the head that was sealed outside", async () => {
    const sealed = await verifyChain(db, []);
    const fourth = await db.auditEntry.findUniqueOrThrow({ where: { seq: 4n } });
    await asOwner(`delete from "AuditEntry" where seq = 5`, `update "AuditHead" set seq = 4, hash = '${fourth.hash}'`);
    expect((await verifyChain(db, [])).isIntact).toBe(true);
    const verdict = await verifyChain(db, [{ ...sealed.head, at: "2026-11-20T12:00:00Z" }]);
    expect(verdict.faults).toEqual([{ kind: "cut", seq: 5n }]);
  });

  it("catches a last entry that was rewritten with a fresh hash", async () => {
    const sealed = await verifyChain(db, []);
    const last = await db.auditEntry.findUniqueOrThrow({ where: { seq: 5n } });
    const forged = hashOfEntry({ ...last, summary: "forged" });
    await asOwner(`update "AuditEntry" set summary = 'forged', hash = '${forged}' where seq = 5`, `update "AuditHead" set hash = '${forged}'`);
    expect((await verifyChain(db, [])).isIntact).toBe(true);
    const verdict = await verifyChain(db, [{ ...sealed.head, at: "2026-11-20T12:00:00Z" }]);
    expect(verdict.faults).toEqual([{ kind: "rewritten", seq: 5n }]);
  });
});

describe("checking the audit log", () => {
  it("seals the head outside and writes the verdict into the log", async () => {
    const file = sealedHeadsFile(await mkdtemp(path.join(tmpdir(), "audit-")));
    const first = await checkAuditLog(ctx, file);
    expect(first).toMatchObject({ isIntact: true, checkedCount: 5, sentence: "Chain intact, 5 entries." });
    const second = await checkAuditLog(ctx, file);
    expect(second.checkedCount).toBe(6);
    expect((await readSealedHeads(file)).map(({ seq }) => seq)).toEqual([5n, 6n]);
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(2);
    const entry = await db.auditEntry.findUniqueOrThrow({ where: { seq: 6n } });
    expect(entry).toMatchObject({ action: "audit.verify", summary: "Chain intact, 5 entries." });
  });

  it("is refused for a viewer and seals nothing", async () => {
    const file = sealedHeadsFile(await mkdtemp(path.join(tmpdir(), "audit-")));
    const viewer = { ...ctx, actor: { type: "operator", id: "opr_1", name: "Vera", roles: ["viewer"], steppedUpAt: null } } as const;
    await expect(checkAuditLog(viewer, file)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await readSealedHeads(file)).toEqual([]);
  });

  it("does not seal a broken chain", async () => {
    const file = sealedHeadsFile(await mkdtemp(path.join(tmpdir(), "audit-")));
    await asOwner(`update "AuditEntry" set summary = 'x' where seq = 2`);
    const check = await checkAuditLog(ctx, file);
    expect(check.sentence).toBe("Chain broken: 1 altered; the first fault is at entry 2.");
    expect(await readSealedHeads(file)).toEqual([]);
  });
});
