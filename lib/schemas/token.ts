import { z } from "zod";
import { API_SCOPES } from "@/lib/core/access/scopes";
import { idField, textField } from "@/lib/schemas/fields";

const EXPIRY_DAYS = ["30", "90", "365", "never"] as const;

/** The form of a new token. One chosen scope arrives as a word, several as a list. */
export const makeTokenSchema = z.strictObject({
  name: textField("a name", 1, 60),
  scopes: z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(z.enum(API_SCOPES)).min(1, "Choose at least one scope.")),
  expiry: z.enum(EXPIRY_DAYS, "Choose when it ends.").transform((word) => (word === "never" ? null : Number(word))),
  password: z.string().max(1_000).optional(),
});

export const revokeTokenSchema = z.strictObject({ tokenId: idField("a token") });
