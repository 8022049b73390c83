import { compactPlan } from "@/components/run/new/compact-plan";
import type { JsonObject } from "@/lib/core/order/json-value";
import type { ServiceContext } from "@/lib/services/context";
import { findRunPlan } from "@/lib/services/run/find-run-plan";
import type { RunTemplateLine } from "@/lib/services/run/templates";

export interface FirstPlan {
  readonly plan: JsonObject;
  readonly template: string | null;
  readonly from: string | null;
  readonly roleWords: Readonly<Record<string, string>>;
  /** Said above the form: what it was filled with, or why it was not. */
  readonly note: string | null;
}

const BLANK: JsonObject = { pattern: "hub_spoke", name: "", funding: "prefund", legs: [{ key: "leg-1", worker: "", amount: "", instructions: "" }] };

/** What the form begins with: a template, the plan of an earlier run, or one blank leg. */
export async function firstPlanOf(
  ctx: ServiceContext, connectionId: string, templates: readonly RunTemplateLine[], wish: { template?: string | undefined; from?: string | undefined },
): Promise<FirstPlan> {
  const none = { plan: BLANK, template: null, from: null, roleWords: {} };
  if (wish.template !== undefined) {
    const template = templates.find(({ key, name }) => key === wish.template || name === wish.template);
    return template
      ? { plan: compactPlan(template.plan), template: template.name, from: null, roleWords: template.roleWords, note: `From the template ${template.name}.` }
      : { ...none, note: "There is no such template any more." };
  }
  if (wish.from !== undefined) {
    const run = await findRunPlan(ctx, connectionId, wish.from);
    return run
      ? { plan: compactPlan(run.plan), template: null, from: wish.from, roleWords: {}, note: `A clone of run ${run.number}, ${run.name}. It starts as a new run.` }
      : { ...none, note: "There is no such run on this connection." };
  }
  return { ...none, note: null };
}
