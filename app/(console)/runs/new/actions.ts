"use server";
import { z } from "zod";
import { drainAfter } from "@/app/drain-after";
import { withPassword } from "@/app/(console)/escrows/with-password";
import { defineAction } from "@/lib/actions/define-action";
import { idempotencyKeyField } from "@/lib/schemas/fields";
import { keepTemplateSchema, removeTemplateSchema } from "@/lib/schemas/run-template";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { listRunWorkers } from "@/lib/services/run/list-run-workers";
import { previewRun } from "@/lib/services/run/preview-run";
import { startRun } from "@/lib/services/run/start-run";
import { ServiceError } from "@/lib/services/service-error";
import { keepTemplate, removeTemplate } from "@/lib/services/run/templates";
import { fromPlanText } from "./plan-text";
import { toWorkerChoice } from "./worker-choice";

const planText = z.string().max(1_000_000);
const startForm = z.looseObject({
  plan: planText, template: z.string().max(120).nullish(), from: z.string().max(120).nullish(), idempotencyKey: idempotencyKeyField,
});

/** Reads only: what the plan would do as it stands. */
export const previewRunAction = defineAction({
  name: "run.preview", permission: "fleet.read", schema: z.object({ plan: planText }),
  run: async ({ plan }, ctx) => previewRun(ctx, (await getCurrentConnection(ctx)).id, fromPlanText(plan)),
});

export const startRunAction = defineAction({
  name: "run.start", permission: "run.start",
  run: (form, ctx, operator) => withPassword(form, ctx, operator, async (input, acting) => {
    const parsed = startForm.safeParse(input);
    if (!parsed.success) throw new ServiceError("INVALID", "This form is incomplete, or its plan is too long. Nothing was started. Reload the page, or use the API.");
    const { plan, template, from, idempotencyKey } = parsed.data;
    const { id } = await getCurrentConnection(acting);
    drainAfter();
    const started = await startRun(acting, id, { plan: fromPlanText(plan), idempotencyKey, templateName: template ?? null, clonedFromId: from ?? null });
    return started.ok ? started : { ...started.failure, ok: false as const, outcome: "denied" as const, intentId: null };
  }),
});

export const searchRunWorkersAction = defineAction({
  name: "run.searchWorkers", permission: "fleet.read", schema: z.object({ q: z.string().max(120) }),
  run: async ({ q }, ctx) => (await listRunWorkers(ctx, (await getCurrentConnection(ctx)).id, q, 20)).map(toWorkerChoice),
});

export const keepTemplateAction = defineAction({
  name: "run.keepTemplate", permission: "run.keepTemplate", schema: keepTemplateSchema, revalidate: ["/runs/new"],
  run: async ({ plan, ...wish }, ctx) => keepTemplate(ctx, (await getCurrentConnection(ctx)).id, { ...wish, ...(plan === undefined ? {} : { plan: fromPlanText(plan) }) }),
});

export const removeTemplateAction = defineAction({
  name: "run.removeTemplate", permission: "run.keepTemplate", schema: removeTemplateSchema, revalidate: ["/runs/new"],
  run: async ({ templateId }, ctx) => removeTemplate(ctx, (await getCurrentConnection(ctx)).id, templateId),
});
