"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { toDecimal } from "@/lib/core/money";
import { formatNoun } from "@/lib/format/counts";
import { idField, moneyField, optionalTextField, wholeNumberField } from "@/lib/schemas/fields";
import { controlSandbox } from "@/lib/services/connection/control-sandbox";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { advanceSandboxClock } from "@/lib/services/escrow/advance-sandbox-clock";
import { FAULT_EFFECTS, PRODUCTS } from "./choices";

const revalidate = ["/settings/sandbox"];
const permission = "sandbox.control";

export const advanceClockAction = defineAction({
  name: "sandbox.clock", permission, revalidate,
  schema: z.object({ hours: wholeNumberField("Hours", 0, 720), minutes: wholeNumberField("Minutes", 0, 59).optional() }),
  run: async ({ hours, minutes }, ctx) => {
    const { changed } = await advanceSandboxClock(ctx, (await getCurrentConnection(ctx)).id, hours * 3_600 + (minutes ?? 0) * 60);
    return { sentence: `The clock moved. ${formatNoun(changed, "escrow")} had news.` };
  },
});

export const setFaultAction = defineAction({
  name: "sandbox.fault", permission, revalidate,
  schema: z.object({
    effect: z.enum(FAULT_EFFECTS), method: z.enum(["", "GET", "POST", "PATCH", "DELETE"]).transform((word) => word || null),
    path: optionalTextField("the path", 200), times: z.union([z.literal("").transform(() => null), wholeNumberField("Times", 1, 1_000)]),
  }),
  run: async (input, ctx) => {
    await controlSandbox(ctx, (await getCurrentConnection(ctx)).id, { kind: "fault", ...input });
    return { sentence: `The fault ${input.effect} is set.` };
  },
});

export const clearFaultsAction = defineAction({
  name: "sandbox.clearFaults", permission, revalidate,
  run: async (_input: unknown, ctx) => {
    await controlSandbox(ctx, (await getCurrentConnection(ctx)).id, { kind: "clearFaults" });
    return { sentence: "All faults are cleared." };
  },
});

export const creditAction = defineAction({
  name: "sandbox.credit", permission, revalidate, schema: z.object({ amount: moneyField() }),
  run: async ({ amount }, ctx) => {
    const { id, orchestrator } = await getCurrentConnection(ctx);
    await controlSandbox(ctx, id, { kind: "credit", upstreamId: orchestrator?.upstreamId ?? "", amountMicros: amount });
    return { sentence: `${toDecimal(amount)} USDC of the sandbox credited to the orchestrator.` };
  },
});

export const activityAction = defineAction({
  name: "sandbox.activity", permission, revalidate,
  schema: z.object({ agent: idField("an agent"), product: z.enum(PRODUCTS), amount: moneyField() }),
  run: async ({ agent, product, amount }, ctx) => {
    await controlSandbox(ctx, (await getCurrentConnection(ctx)).id, { kind: "activity", upstreamId: agent, product, amountMicros: amount });
    return { sentence: `A ${product} fee of ${toDecimal(amount)} USDC was booked on ${agent}.` };
  },
});
