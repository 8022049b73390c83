import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../test-database";
import { applyMigrations, readMigrations, type Migration } from "./migrations";
import { withClient } from "./roles";

const committed = readMigrations("prisma/migrations");
const extra = (name: string, sql: string): Migration => ({ name, sql, checksum: `checksum of ${sql}`.slice(0, 64) });

describe("migrations", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it("are applied once: a second run finds nothing to do", async () => {
    expect(await applyMigrations(database.ownerUrl, committed)).toEqual([]);
  });

  it("refuse a text that changed after it was applied", async () => {
    const [first, ...rest] = committed;
    if (!first) throw new Error("There are no migrations");
    await expect(applyMigrations(database.ownerUrl, [{ ...first, checksum: "another" }, ...rest])).rejects.toThrow(`${first.name} was changed`);
  });

  it("refuse a database of a newer version", async () => {
    await expect(applyMigrations(database.ownerUrl, committed.slice(0, -1))).rejects.toThrow("does not know");
  });

  it("leave nothing of one that fails", async () => {
    const bad = extra("99990101000000_bad", "create table half_made (id int); select 1 / 0");
    await expect(applyMigrations(database.ownerUrl, [...committed, bad])).rejects.toThrow("rolled back: division by zero");
    const { rows } = await withClient(database.ownerUrl, (client) => client.query("select to_regclass('half_made') as made"));
    expect(rows).toEqual([{ made: null }]);
    expect(await applyMigrations(database.ownerUrl, committed)).toEqual([]);
  });

  it("run one at a time: two starts at once apply each once", async () => {
    const more = [...committed, extra("99990102000000_more", "create table made_once (id int)")];
    const applied = await Promise.all([applyMigrations(database.ownerUrl, more), applyMigrations(database.ownerUrl, more)]);
    expect(applied.flat()).toEqual(["99990102000000_more"]);
  });
});

describe("the runtime role", () => {
  it("works with the tables but cannot change the schema or the audit log", async () => {
    const database = await createTestDatabase();
    await withClient(database.url, async (client) => {
      await expect(client.query('select count(*) from "Operator"')).resolves.toBeDefined();
      await expect(client.query("select count(*) from dbos.workflow_status")).resolves.toBeDefined();
      await expect(client.query("create table mine (id int)")).rejects.toThrow("permission denied");
      await expect(client.query('delete from "AuditEntry"')).rejects.toThrow("permission denied");
      await expect(client.query('update "AuditEntry" set seq = 1')).rejects.toThrow("permission denied");
    });
    await database.close();
  });
});
