import { describe, expect, it } from "vitest";
import { conditions } from "@/lib/services/run/conditions";
import { runPlanSchema } from "@/lib/schemas/run-plan";
import { toDecimal } from "../money";
import { checkPlan } from "./check-plan";
import { flattenPlan } from "./flatten";
import type { RunTemplate } from "./template";
import { findTemplate, RUN_TEMPLATES } from "./templates";

const filled = ({ plan, roles }: RunTemplate) =>
  JSON.parse(roles.reduce((text, { placeholder }) => text.replaceAll(`"${placeholder}"`, `"worker-${placeholder.slice(1)}"`), JSON.stringify(plan))) as unknown;

describe("RUN_TEMPLATES", () => {
  it("has the eight plans", () => {
    expect(RUN_TEMPLATES.map(({ name }) => name)).toEqual([
      "Research, code and review", "Three-agent trading team", "Three-stage pipeline", "Analysis job with three bidders", "Data labelling", "Code review network",
      "Content pipeline", "Audit chain",
    ]);
    expect(findTemplate("audit-chain")).toBe(findTemplate("Audit chain"));
    expect(findTemplate("none")).toBeNull();
  });

  it.each(RUN_TEMPLATES.map((template) => [template.key, template] as const))("%s can start once its roles are filled", (_, template) => {
    const plan = runPlanSchema.parse(filled(template));
    expect(plan.root.kind).toBe(template.pattern);
    const faults = checkPlan(plan, { conditions });
    expect(faults.filter(({ severity, code }) => severity === "error" || code !== "NO_BACKUP")).toEqual([]);
    expect(JSON.stringify(plan, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain('"@');
  });

  it.each(RUN_TEMPLATES.map((template) => [template.key, template] as const))("%s asks for every role before it starts", (_, template) => {
    const missing = checkPlan(runPlanSchema.parse(template.plan), { conditions }).filter(({ code }) => code === "AGENT_MISSING");
    expect(new Set(missing.map(({ message }) => message)).size).toBe(template.roles.length);
  });

  it("pays what the documents pay", () => {
    const amounts = (key: string) => flattenPlan(runPlanSchema.parse(findTemplate(key)?.plan)).map(({ amount }) => toDecimal(amount));
    expect(amounts("research-hub")).toEqual(["0.5", "1.2", "0.4"]);
    expect(amounts("trading-team")).toEqual(["0.1", "0.15", "0.25"]);
    expect(amounts("three-stages")).toEqual(["5", "3.5", "1.8"]);
  });
});
