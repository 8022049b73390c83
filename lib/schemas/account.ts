import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { idField, textField } from "./fields";

const email = z.string("Enter an e-mail address.").trim().toLowerCase().max(254, "This e-mail address is too long.")
  .pipe(z.email("Enter an e-mail address, like ada@example.org."));

/** Twelve characters, no rules about kinds of characters; the upper bound protects the hash from long inputs. */
const newPassword = z.string("Choose a password.").min(12, "Use at least 12 characters.")
  .max(200, "Keep the password within 200 characters.");

/** A sign-in accepts any password text: only the check may say that it is wrong. */
export const signInSchema = z.strictObject({
  email, password: z.string("Enter your password.").min(1, "Enter your password.").max(200, "The password is too long."),
});

/** The one-time set-up of the first administrator. */
export const setUpSchema = z.strictObject({
  token: z.string().min(16, "This set-up link is not complete.").max(200, "This set-up link is not valid."),
  name: textField("your name", 1, 80), email, password: newPassword,
});

/** The roles of a person: one or more. */
const roles = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(z.enum(ROLES, "This is not a role."), "Choose at least one role.").min(1, "Choose at least one role."),
).transform((list) => ROLES.filter((role) => list.includes(role)));

export const invitePersonSchema = z.strictObject({ name: textField("a name", 1, 80), email, password: newPassword, roles });

export const changeRolesSchema = z.strictObject({ operatorId: idField("a person"), roles });

export const stepUpSchema = signInSchema.pick({ password: true });
