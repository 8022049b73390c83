"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { ShownOnce } from "@/components/notify/shown-once";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";

interface MakeTokenFormProps {
  readonly scopes: readonly { readonly scope: string; readonly words: string }[];
  readonly action: { run(input: Record<string, unknown>): Promise<ActionResult<{ readonly token: string }>> }["run"];
  readonly needsPassword: boolean;
}

const EXPIRIES = [
  { value: "30", label: "in 30 days" }, { value: "90", label: "in 90 days" }, { value: "365", label: "in a year" }, { value: "never", label: "never" },
];

/** Makes a token and shows it, once. */
export function MakeTokenForm({ scopes, action, needsPassword }: MakeTokenFormProps) {
  const [token, setToken] = useState<string | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, (data, form) => (form.reset(), setToken(data.token)));
  const error = errorOf("scopes");
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {token && <ShownOnce what="Token" value={token} onDone={() => setToken(null)} />}
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <TextInput label="Name" name="name" required maxLength={60} help="what uses it" error={errorOf("name")} />
        <fieldset className="flex flex-col gap-1.5" aria-describedby={error ? "scopes-error" : undefined}>
          <legend className="mb-1.5 text-table font-medium">Scopes</legend>
          {scopes.map(({ scope, words }) => (
            <div key={scope} className="flex flex-wrap items-center gap-x-3">
              <Checkbox label={scope} name="scopes" value={scope} />
              <span className="text-second text-ink3">{words}</span>
            </div>
          ))}
          {error && <p id="scopes-error" className="text-second text-bad">{error}</p>}
        </fieldset>
        <Select label="Ends" name="expiry" options={EXPIRIES} defaultValue="90" error={errorOf("expiry")} />
        {needsPassword && <TextInput label="Your password" name="password" type="password" autoComplete="current-password" required help="holds for ten minutes" error={errorOf("password")} />}
        <FormFailure failure={failure && !failure.fieldErrors ? failure : null} />
        <div className="flex">
          <SubmitButton pending={pending}>Make token</SubmitButton>
        </div>
      </form>
    </div>
  );
}
