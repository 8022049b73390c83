import { actorCan } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/order/json-value";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { findTemplate, RUN_TEMPLATES } from "@/lib/core/run/templates";
import { toPlanJson } from "@/lib/schemas/run-plan";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { isUniqueViolation } from "../database-errors";
import { readWrittenPlan } from "./read-written-plan";

/** A plan to start from. `id` is null for those that the console brings along. */
export interface RunTemplateLine {
  readonly id: string | null;
  /** The word of a built-in one that stays when its name changes; the name of a kept one. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly plan: JsonObject;
  /** What stands behind its open roles, by the word in the plan. */
  readonly roleWords: Readonly<Record<string, string>>;
  readonly keptBy: string | null;
}

/** More than this nobody looks through. */
const KEPT_MAX = 200;

/** The built-in templates, then the kept ones by name. */
export async function listTemplates(ctx: Pick<ServiceContext, "db">): Promise<RunTemplateLine[]> {
  const kept = await ctx.db.runTemplate.findMany({ orderBy: { name: "asc" }, take: KEPT_MAX });
  const builtIn = RUN_TEMPLATES.map(({ key, name, description, plan, roles }): RunTemplateLine => ({
    id: null, key, name, description, plan, keptBy: null, roleWords: Object.fromEntries(roles.map(({ placeholder, words }) => [placeholder, words])),
  }));
  const own = kept.map(({ id, name, description, plan, createdBy }): RunTemplateLine => ({
    id, key: name, name, description, plan: plan as JsonObject, keptBy: createdBy, roleWords: {},
  }));
  return [...builtIn, ...own];
}

export interface KeepTemplate {
  readonly name: string;
  readonly description: string | null;
  /** A plan as JSON; left out, the plan of the run. */
  readonly plan?: unknown;
  readonly runId?: string | undefined;
}

/** Keeps a plan to start it again; it may still have open roles. Errors: `FORBIDDEN`, `INVALID`, `NOT_FOUND`, `CONFLICT`. */
export async function keepTemplate(ctx: ServiceContext, connectionId: string, wish: KeepTemplate): Promise<Result<{ templateId: string }, Failure>> {
  const refusal = refuseRole(ctx);
  if (refusal) return refusal;
  const run = wish.runId === undefined ? null : await ctx.db.run.findFirst({ where: { id: wish.runId, connectionId }, select: { plan: true } });
  if (wish.runId !== undefined && run === null) return fail({ code: "NOT_FOUND", message: "This run does not exist on this connection. Nothing was kept." });
  const { plan, faults } = readWrittenPlan(run ? run.plan : wish.plan);
  if (plan === null) {
    const [fault] = faults;
    return fail({ code: "INVALID", message: `${fault?.path ? `${fault.path}: ` : ""}${fault?.message ?? "The plan cannot be read."} Nothing was kept.` });
  }
  const taken = fail({ code: "CONFLICT", message: `There is a template called ${wish.name} already. Nothing was kept. Choose another name.` });
  if (findTemplate(wish.name) !== null) return taken;
  const at = ctx.now();
  const templateId = newId("runTemplate", at, ctx.random);
  try {
    await ctx.db.$transaction(async (tx) => {
      await tx.runTemplate.create({
        data: {
          id: templateId, name: wish.name, description: wish.description ?? "", plan: toPlanJson(plan) as object, createdBy: ctx.actor.name,
          createdAt: new Date(at), changedAt: new Date(at),
        },
      });
      await appendAudit(tx, ctx, {
        connectionId, action: "run.keepTemplate", result: "recorded", subject: { type: "runTemplate", id: templateId, name: wish.name },
        summary: `Template ${wish.name} kept`, after: { pattern: plan.root.kind, run: wish.runId ?? null },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return taken;
    throw error;
  }
  return ok({ templateId });
}

/** Removes a kept template; removing it twice is one removal. Runs that came from it stay. Errors: `FORBIDDEN`. */
export async function removeTemplate(ctx: ServiceContext, connectionId: string, templateId: string): Promise<Result<{ templateId: string }, Failure>> {
  const refusal = refuseRole(ctx);
  if (refusal) return refusal;
  await ctx.db.$transaction(async (tx) => {
    const row = await tx.runTemplate.findUnique({ where: { id: templateId } });
    if (!row) return;
    const { count } = await tx.runTemplate.deleteMany({ where: { id: templateId } });
    if (count === 0) return;
    await appendAudit(tx, ctx, {
      connectionId, action: "run.removeTemplate", result: "recorded", subject: { type: "runTemplate", id: templateId, name: row.name },
      summary: `Template ${row.name} removed`, before: { name: row.name },
    });
  });
  return ok({ templateId });
}

function refuseRole(ctx: ServiceContext) {
  if (actorCan(ctx.actor, "run.keepTemplate")) return null;
  return fail({ code: "FORBIDDEN", message: `Your roles do not allow this. Nothing was changed. Ask somebody who is ${rolesWith("run.keepTemplate").join(" or ")}.` });
}
