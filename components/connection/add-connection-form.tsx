"use client";
import { useRouter } from "next/navigation";
import { useActionForm } from "@/components/forms/use-action-form";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { AccountFields } from "./account-fields";
import { type AddressChoice, AddressFields } from "./address-fields";
import { type DialectChoice, DialectFields } from "./dialect-fields";
import { TestAndSave } from "./test-and-save";
import { type TestReadsAction, useTestReads } from "./use-test-reads";

interface AddConnectionFormProps {
  addresses: readonly AddressChoice[];
  dialects: readonly DialectChoice[];
  publishedLimits: string;
  test: TestReadsAction;
  add: { run(input: Record<string, unknown>): Promise<ActionResult<{ connectionId: string; name: string }>> }["run"];
}

/** Addresses, identities, dialects and limits; tested by reads first, and saved only when the balance came back. */
export function AddConnectionForm({ addresses, dialects, publishedLimits, test, add }: AddConnectionFormProps) {
  const router = useRouter();
  const { form, report, testing, refusal, forget, onTest } = useTestReads(test);
  const { onSubmit, pending, failure, errorOf } = useActionForm(add, ({ connectionId, name }) => {
    showToast(`${name} is connected.`);
    router.push(`/settings/connections/${connectionId}`);
  });
  const error = (name: string) => refusal?.fieldErrors?.[name]?.[0] ?? errorOf(name);
  return (
    <form ref={form} onSubmit={(event) => (forget(), onSubmit(event))} className="grid items-start gap-3 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
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
      <TestAndSave
        report={report} testing={testing} pending={pending} failure={refusal ?? failure} onTest={onTest} label="Add connection"
        before="Test reads asks each service for its health, and with your key for the balance, the code, the referrals and every capability that a read can prove."
        foot="Keys are stored encrypted and never shown again. The default limits of 250.00 a transaction and 1,000.00 in 24 h are written with it."
      />
    </form>
  );
}
