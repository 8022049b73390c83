import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { readWrittenPlan } from "./read-written-plan";
import { keepTemplate, listTemplates, removeTemplate } from "./templates";
import { addRun, openRunStage } from "./test-run";

const PLAN = { name: "Nightly", pattern: "hub_spoke", legs: [{ key: "research", worker: "@researcher", amount: "0.50", instructions: "Find it" }] };

let fleet: TestFleet;

beforeAll(async () => {
  fleet = await startTestFleet();
});

afterAll(() => fleet.close());

const keep = (name: string, more: object = { plan: PLAN }, ctx = fleet.as("operator")) => keepTemplate(ctx, fleet.connectionId, { name, description: "for the night", ...more });

describe("templates", () => {
  it("come with the console, and every one of them is a plan", async () => {
    const builtIn = (await listTemplates(fleet.system)).filter(({ id }) => id === null);
    expect(builtIn).toHaveLength(8);
    for (const { name, plan } of builtIn) expect(readWrittenPlan(plan).faults, name).toEqual([]);
  });

  it("are kept with their open roles, by an operator, and the audit log says who", async () => {
    const kept = await keep("Night shift");
    if (!kept.ok) throw new Error(kept.failure.message);
    const line = (await listTemplates(fleet.system)).find(({ id }) => id === kept.value.templateId);
    expect(line).toMatchObject({ name: "Night shift", description: "for the night", keptBy: "Test Person" });
    expect(readWrittenPlan(line?.plan).plan).toEqual(readWrittenPlan(PLAN).plan);
    expect(await fleet.db.auditEntry.findFirst({ where: { action: "run.keepTemplate" } })).toMatchObject({ subjectId: kept.value.templateId, result: "recorded" });
  });

  it("are kept from a run of this connection", async () => {
    const runId = await addRun(openRunStage(fleet.system, fleet.connectionId, fleet.orchestrator.agentId), { ...PLAN, name: "From a run" });
    expect(await keep("As that run", { runId })).toMatchObject({ ok: true });
    expect(await keep("As no run", { runId: "run_nobody" })).toMatchObject({ ok: false, failure: { code: "NOT_FOUND" } });
  });

  it("keep their names apart, also from those that the console brings", async () => {
    await keep("Once");
    expect(await keep("Once")).toMatchObject({ ok: false, failure: { code: "CONFLICT" } });
    const [builtIn] = await listTemplates(fleet.system);
    expect(await keep(builtIn?.name ?? "")).toMatchObject({ ok: false, failure: { code: "CONFLICT" } });
  });

  it("are not kept when they are no plan, and the sentence names the place", async () => {
    const refused = await keep("Broken", { plan: { ...PLAN, legs: [{ key: "research", worker: "a", amount: 0.5, instructions: "Find it" }] } });
    expect(refused).toMatchObject({ ok: false, failure: { code: "INVALID" } });
    expect(refused.ok ? "" : refused.failure.message).toContain("legs.0.amount");
  });

  it("are kept and removed by operators alone", async () => {
    const kept = await keep("For operators");
    const templateId = kept.ok ? kept.value.templateId : "";
    for (const role of ["viewer", "treasurer", "auditor", "admin"] as const) {
      expect(await keep(`By a ${role}`, { plan: PLAN }, fleet.as(role))).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
      expect(await removeTemplate(fleet.as(role), fleet.connectionId, templateId)).toMatchObject({ ok: false, failure: { code: "FORBIDDEN" } });
    }
    expect(await fleet.db.runTemplate.count({ where: { id: templateId } })).toBe(1);
  });

  it("are removed once, with one entry in the audit log", async () => {
    const kept = await keep("Short lived");
    const templateId = kept.ok ? kept.value.templateId : "";
    await Promise.all([removeTemplate(fleet.as("operator"), fleet.connectionId, templateId), removeTemplate(fleet.as("operator"), fleet.connectionId, templateId)]);
    expect(await fleet.db.runTemplate.count({ where: { id: templateId } })).toBe(0);
    expect(await fleet.db.auditEntry.count({ where: { action: "run.removeTemplate", subjectId: templateId } })).toBe(1);
  });
});
