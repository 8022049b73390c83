"use server";
import { defineAction } from "@/lib/actions/define-action";
import { type Failure, ok, type Result } from "@/lib/core/result";
import { env } from "@/lib/env";
import { saveMailSchema, saveWebhookSchema, sendTestSchema, switchChannelSchema } from "@/lib/schemas/notify";
import { saveMail } from "@/lib/services/notify/save-mail";
import { saveWebhook } from "@/lib/services/notify/save-webhook";
import { sendTest } from "@/lib/services/notify/send-test";
import { switchChannel } from "@/lib/services/notify/switch-channel";

const permission = "notify.manage";
const revalidate = ["/settings/notifications"];
const settings = () => ({ smtpUrl: env().SMTP_URL, consoleUrl: env().CONSOLE_URL });

export const saveWebhookAction = defineAction({
  name: "notify.webhook", permission, schema: saveWebhookSchema, revalidate, run: (input, ctx) => saveWebhook(ctx, input),
});

export const saveMailAction = defineAction({
  name: "notify.mail", permission, schema: saveMailSchema, revalidate, run: (input, ctx) => saveMail(ctx, input, settings()),
});

export const switchChannelAction = defineAction({
  name: "notify.switch", permission, schema: switchChannelSchema, revalidate,
  run: async (input, ctx) => {
    const { on } = await switchChannel(ctx, input);
    return { sentence: on ? "Warnings go out from now on." : "No warnings go out; what waited is given up." };
  },
});

export const sendTestAction = defineAction({
  name: "notify.test", permission, schema: sendTestSchema, revalidate,
  run: async ({ kind }, ctx): Promise<Result<{ sentence: string }, Failure>> => {
    const sent = await sendTest(ctx, kind, settings());
    return sent.ok ? ok({ sentence: "The receiver took the test." }) : sent;
  },
});
