"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { SubmitButton } from "@/components/forms/submit-button";
import { readFields, useActionForm } from "@/components/forms/use-action-form";
import { unreachable, type ActionFailure } from "@/components/forms/action-failure";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { AccountFields } from "./account-fields";
import { type AddressChoice, AddressFields } from "./address-fields";
import { type DialectChoice, DialectFields } from "./dialect-fields";
import { type ConnectionTestView, TestReport } from "./test-report";

interface AddConnectionFormProps {
  addresses: readonly AddressChoice[];
  dialects: readonly DialectChoice[];
  publishedLimits: string;
  test: { run(input: Record<string, unknown>): Promise<ActionResult<{ test: ConnectionTestView }>> }["run"];
  add: { run(input: Record<string, unknown>): Promise<ActionResult<{ connectionId: string; name: string }>> }["run"];
}

/** Addresses, identities, dialects and limits; tested by reads first, and saved only when the balance came back. */
export function AddConnectionForm({ addresses, dialects, publishedLimits, test, add }: AddConnectionFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [report, setReport] = useState<ConnectionTestView | null>(null);
  const [testing, setTesting] = useState(false);
  const [refusal, setRefusal] = useState<ActionFailure | null>(null);
  const { onSubmit, pending, failure, errorOf } = useActionForm(add, ({ connectionId, name }) => {
    showToast(`${name} is connected.`);
    router.push(`/settings/connections/${connectionId}`);
  });
  const problem = refusal ?? failure;
  const error = (name: string) => refusal?.fieldErrors?.[name]?.[0] ?? errorOf(name);
  async function onTest() {
    if (!form.current?.reportValidity()) return;
    setTesting(true);
    setRefusal(null);
    const result = await test(readFields(form.current)).catch(unreachable);
    setTesting(false);
    setReport(result.ok ? result.data.test : null);
    if (!result.ok) setRefusal(result);
  }
  return (
    <form ref={form} onSubmit={(event) => (setRefusal(null), onSubmit(event))} className="grid items-start gap-3 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <Card label="Platform">
          <CardHead title="Platform" note="mode is live for everything that is not our sandbox" />
          <CardBody className="flex flex-col gap-3">
            <TextInput label="Name" name="name" required minLength={2} maxLength={40} error={error("name")} />
            <AddressFields choices={addresses} errorOf={error} />
          </CardBody>
        </Card>
        <Card label="Orchestrator account">
          <CardHead title="Orchestrator account" note="casino and escrow share this identity" />
          <CardBody><AccountFields prefix="" required errorOf={error} /></CardBody>
        </Card>
        <Card label="Accounts of other services">
          <CardHead title="Accounts of other services" note="optional: each has its own id, key and code" />
          <CardBody className="flex flex-col gap-3">
            {(["wallet", "trading", "domains"] as const).map((service) => <AccountFields key={service} prefix={service} required={false} errorOf={error} />)}
          </CardBody>
        </Card>
        <Card label="Dialects and limits">
          <CardHead title="Dialects and limits" />
          <CardBody className="flex flex-col gap-3">
            <Select label="Dialects" name="dialectPreset" defaultValue="published" options={[{ value: "published", label: "Published services" }, { value: "sandbox", label: "Sandbox: every dialect" }]} />
            <DialectFields choices={dialects} />
            <TextArea label="Declared limits" name="limits" rows={6} defaultValue={publishedLimits} help="one a line; at most 80 % is used" error={error("limits")} className="font-mono" />
          </CardBody>
        </Card>
      </div>
      <Card label="Test and save">
        <CardHead title="Test and save" note="tests change nothing" />
        <CardBody className="flex flex-col gap-3">
          {report ? <TestReport test={report} /> : <p className="text-body text-ink2">Test reads asks each service for its health, and with your key for the balance, the code, the referrals and every capability that a read can prove.</p>}
          <FormFailure failure={problem} />
          <div className="flex gap-2">
            <Button size="lg" disabled={testing || pending} aria-busy={testing} onClick={onTest}>{testing ? "Reading…" : "Test reads"}</Button>
            <SubmitButton pending={pending}>Add connection</SubmitButton>
          </div>
          <p className="text-second text-ink3">Keys are stored encrypted and never shown again. The default limits of 250.00 a transaction and 1,000.00 in 24 h are written with it.</p>
        </CardBody>
      </Card>
    </form>
  );
}
