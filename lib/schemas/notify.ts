import { z } from "zod";
import { CHANNEL_KINDS } from "@/lib/core/notify/channels";
import { switchField, textField } from "@/lib/schemas/fields";

export const saveWebhookSchema = z.strictObject({ url: textField("an address", 1, 500), newSecret: switchField });

export const saveMailSchema = z.strictObject({ address: z.email("Enter one mail address.").max(254, "Enter one mail address.") });

const kind = z.enum(CHANNEL_KINDS, "Reload the page and try again.");

export const switchChannelSchema = z.strictObject({ kind, on: z.boolean("Reload the page and try again.") });

export const sendTestSchema = z.strictObject({ kind });
