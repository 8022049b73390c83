"use client";
import { useState, type FormEvent } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextInput } from "@/components/ui/text-input";
import { openSession } from "../open-session";

const SENTENCES: Record<string, string> = {
  WRONG_PASSWORD: "The e-mail address or the password is wrong.",
  BLOCKED: "Too many wrong passwords for this e-mail address. Wait 15 minutes, then try again.",
};

const UNREACHED = "The console did not answer, so you are not signed in. Try again in a moment.";

/** `returnTo` is a path of ours; the page has checked it. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setRefused(null);
    const refusal = await openSession(String(form.get("email")), String(form.get("password"))).catch(() => "UNREACHED");
    // A full load, so that nothing of the signed-out page stays in memory.
    if (refusal === null) return window.location.assign(returnTo);
    setPending(false);
    setRefused(refusal);
  }

  return (
    <form onSubmit={onSubmit} method="post" className="flex flex-col gap-3.5">
      <TextInput label="Email" name="email" type="email" required autoFocus autoComplete="username" maxLength={254} />
      <TextInput label="Password" name="password" type="password" required autoComplete="current-password" maxLength={200} />
      <FormFailure failure={refused ? { ok: false, code: refused, message: SENTENCES[refused] ?? UNREACHED } : null} />
      <SubmitButton pending={pending}>Sign in</SubmitButton>
    </form>
  );
}
