"use client";
import { FormFailure } from "@/components/forms/form-failure";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

interface ReplaceKeyFormProps {
  connectionId: string;
  /** The word of the account's row: `platform` for casino and escrow. */
  service: string;
  label: string;
  upstreamId: string;
  needsPassword: boolean;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<{ service: string; version: number }>> }["run"];
}

/** Another key for an account that is here. It is read with first, sealed then, and never shown again. */
export function ReplaceKeyForm({ connectionId, service, label, upstreamId, needsPassword, action }: ReplaceKeyFormProps) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, ({ version }, form) => (form.reset(), showToast(`The key of ${label} is version ${version} now. The old one is dropped.`)));
  return (
    <form onSubmit={onSubmit} aria-label={`Key of ${label}`} className="flex flex-col gap-2">
      <p className="text-table"><span className="font-medium">{label}</span> <code className="font-mono text-second text-ink3">{upstreamId}</code></p>
      <input type="hidden" name="connectionId" value={connectionId} />
      <input type="hidden" name="service" value={service} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextInput label={`New key of ${label}`} name="apiKey" type="password" required mono maxLength={300} autoComplete="new-password" error={errorOf("apiKey")} />
        <TextInput label={`Referral code of ${label}`} name="referralCode" mono maxLength={120} help="blank: read it" error={errorOf("referralCode")} />
        {needsPassword && <TextInput label={`Your password for ${label}`} name="password" type="password" required autoComplete="current-password" error={errorOf("password")} />}
      </div>
      <FormFailure failure={failure} />
      <div><Button type="submit" disabled={pending} aria-busy={pending}>{pending ? "Reading…" : "Replace key"}</Button></div>
    </form>
  );
}
