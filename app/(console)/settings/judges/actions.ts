"use server";
import { defineAction } from "@/lib/actions/define-action";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { makeJudgeSecret } from "@/lib/services/run/judge-secret";

export const makeJudgeSecretAction = defineAction({
  name: "run.judgeSecret", permission: "run.start", revalidate: ["/settings/judges"],
  run: async (_input: unknown, ctx) => makeJudgeSecret(ctx, (await getCurrentConnection(ctx)).id),
});
