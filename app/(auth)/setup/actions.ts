"use server";
import { defineAction } from "@/lib/actions/define-action";
import { setUpSchema } from "@/lib/schemas/account";
import { createFirstAdministrator } from "@/lib/services/operator/create-first-administrator";

export const createFirstAdministratorAction = defineAction({
  name: "people.first_administrator", permission: "public", schema: setUpSchema,
  run: (input, ctx) => createFirstAdministrator(ctx, input),
});
