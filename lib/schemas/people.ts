import { z } from "zod";
import { invitePersonSchema } from "./account";
import { idField } from "./fields";

const newPassword = invitePersonSchema.shape.password;

/** A button about one person: disable, enable, sign out everywhere. */
export const personSchema = z.strictObject({ operatorId: idField("a person") });

export const resetPasswordSchema = z.strictObject({ operatorId: idField("a person"), password: newPassword });

export const changeOwnPasswordSchema = z.strictObject({
  currentPassword: z.string("Enter your current password.").min(1, "Enter your current password.").max(200, "The password is too long."),
  newPassword,
});

export const ownSessionSchema = z.strictObject({ sessionId: idField("a session") });
