"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { formatNoun } from "@/lib/format/counts";
import { connectionChangeSchema, keyReplacementSchema } from "@/lib/schemas/connection-change";
import { changeConnection, testConnectionChange } from "@/lib/services/connection/change-connection";
import { replaceKey } from "@/lib/services/connection/replace-key";
import { retestConnection } from "@/lib/services/connection/retest-connection";
import { withPassword } from "../../escrows/with-password";
import { namedConnection } from "./run-on";
import { testWords } from "./test-words";

const at = { connectionId: z.string(), password: z.string().max(500).optional() };
const change = z.looseObject(at).transform((form, ctx) => {
  const parsed = connectionChangeSchema.safeParse(form);
  if (parsed.success) return { ...form, change: parsed.data };
  for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: "custom", path: [...path], message });
  return z.NEVER;
});

/** Reads with the changed settings and the stored keys, and saves nothing. */
export const testConnectionChangeAction = defineAction({
  name: "connection.test", permission: "connection.manage", schema: change,
  run: async (form, ctx) => {
    const tested = await testConnectionChange(ctx, await namedConnection(ctx, form), form.change);
    return tested.ok ? { test: testWords(tested.value) } : tested;
  },
});

export const changeConnectionAction = defineAction({
  name: "connection.changed", permission: "connection.manage", schema: change, revalidate: ["/settings/connections"],
  run: ({ change: wish, ...form }, ctx, operator) => withPassword(form, ctx, operator, async (input, acting) => changeConnection(acting, await namedConnection(acting, input), wish)),
});

export const replaceKeyAction = defineAction({
  name: "connection.keyReplaced", permission: "connection.manage", schema: keyReplacementSchema.extend(at), revalidate: ["/settings/connections"],
  run: ({ service, apiKey, referralCode, ...form }, ctx, operator) =>
    withPassword(form, ctx, operator, async (input, acting) => replaceKey(acting, await namedConnection(acting, input), { service, apiKey, referralCode })),
});

export const retestConnectionAction = defineAction({
  name: "connection.test", permission: "connection.manage", schema: z.looseObject({ connectionId: z.string() }), revalidate: ["/settings/connections"],
  run: async (form, ctx) => {
    const tested = await retestConnection(ctx, await namedConnection(ctx, form));
    if (!tested.ok) return tested;
    const observed = tested.value.capabilities.filter(({ evidence }) => evidence === "observed").length;
    return { sentence: `The platform answered. ${formatNoun(observed, "capability", "capabilities")} observed.` };
  },
});
