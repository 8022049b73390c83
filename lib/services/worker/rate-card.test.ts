import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { getRateCard, readRateCard, removeRateCard, saveRateCard } from "./rate-card";

let fleet: TestFleet;
let agentId = "";
const TERMS = { price: usdc(400_000n), minutes: 12, note: "per 1,000 words" };

beforeAll(async () => {
  fleet = await startTestFleet();
  ({ agentId } = await fleet.addWorker("quoting"));
});

afterAll(() => fleet.close());

const save = (terms = TERMS, ctx = fleet.as("operator"), id = agentId) => saveRateCard(ctx, fleet.connectionId, id, terms);
const audits = (result: string) => fleet.db.auditEntry.count({ where: { action: { startsWith: "worker.rateCard" }, result } });

describe("a rate card", () => {
  it("is kept, replaced and taken away, each with its audit entry", async () => {
    expect(await getRateCard(fleet.system, agentId)).toBeNull();
    expect(await save()).toEqual({ ok: true, value: TERMS });
    expect(await getRateCard(fleet.system, agentId)).toMatchObject({ ...TERMS, changedBy: "Test Person" });
    await save({ ...TERMS, price: usdc(500_000n), note: null } as unknown as typeof TERMS);
    expect(await fleet.db.$transaction((tx) => readRateCard(tx, agentId))).toEqual({ price: 500_000n, minutes: 12, note: null });
    expect(await removeRateCard(fleet.as("operator"), fleet.connectionId, agentId)).toEqual({ ok: true, value: null });
    await removeRateCard(fleet.as("operator"), fleet.connectionId, agentId);
    expect(await getRateCard(fleet.system, agentId)).toBeNull();
    expect(await audits("recorded")).toBe(3);
  });

  it("is an operator's to change, and of a worker that is there", async () => {
    expect(await save(TERMS, fleet.as("viewer"))).toMatchObject({ failure: { code: "FORBIDDEN" } });
    expect(await removeRateCard(fleet.as("treasurer"), fleet.connectionId, agentId)).toMatchObject({ failure: { code: "FORBIDDEN" } });
    expect(await save(TERMS, fleet.as(), "agt_nobody")).toMatchObject({ failure: { code: "NOT_FOUND" } });
    expect(await audits("denied")).toBe(2);
  });
});
