"use server";
import { defineAction } from "@/lib/actions/define-action";
import { formatNoun } from "@/lib/format/counts";
import { checkConnection } from "@/lib/services/connection/check-connection";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";

export const checkConnectionAction = defineAction({
  name: "connection.check", permission: "fleet.read", revalidate: ["/settings/connection"],
  run: async (_input: unknown, ctx) => {
    const { answered, observed } = await checkConnection(ctx, (await getCurrentConnection(ctx)).id);
    const sentence = answered ? `The platform answered. ${formatNoun(observed.length, "capability", "capabilities")} observed.` : "The platform did not answer. Figures stay as they were.";
    return { sentence };
  },
});
