"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { idField, optionalTextField } from "@/lib/schemas/fields";
import { resolveAlert } from "@/lib/services/alert/resolve-alert";

export const resolveAlertAction = defineAction({
  name: "alert.resolve", permission: "alert.resolve", revalidate: ["/alerts", "/"],
  schema: z.object({ alertId: idField("an alert"), note: optionalTextField("a note", 300) }),
  run: (input, ctx) => resolveAlert(ctx, input.alertId, input.note),
});
