"use client";
import { useActionForm } from "@/components/forms/use-action-form";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { TestAndSave } from "./test-and-save";
import { type TestReadsAction, useTestReads } from "./use-test-reads";

export interface EditedConnection {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly { readonly service: string; readonly url: string }[];
  readonly dialects: readonly { readonly capability: string; readonly chosen: string; readonly offered: readonly string[] }[];
  readonly limits: string;
}

interface EditConnectionFormProps {
  connection: EditedConnection;
  needsPassword: boolean;
  test: TestReadsAction;
  save: { run(input: Record<string, unknown>): Promise<ActionResult<{ name: string }>> }["run"];
}

/** Name, addresses, dialects and limits of a saved connection; saved only when the reads succeeded with its own keys. */
export function EditConnectionForm({ connection, needsPassword, test, save }: EditConnectionFormProps) {
  const { form, report, testing, refusal, forget, onTest } = useTestReads(test);
  const { onSubmit, pending, failure, errorOf } = useActionForm(save, ({ name }) => showToast(`${name} is saved.`));
  const error = (name: string) => refusal?.fieldErrors?.[name]?.[0] ?? errorOf(name);
  return (
    <form ref={form} onSubmit={(event) => (forget(), onSubmit(event))} className="grid items-start gap-3 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <input type="hidden" name="connectionId" value={connection.id} />
      <div className="flex min-w-0 flex-col gap-3">
        <Card label="Platform">
          <CardHead title="Platform" note="other addresses wait until no outcome is open" />
          <CardBody className="flex flex-col gap-3">
            <TextInput label="Name" name="name" required minLength={2} maxLength={40} defaultValue={connection.name} error={error("name")} />
            <div className="grid gap-3 sm:grid-cols-2">
              {connection.addresses.map(({ service, url }) => (
                <TextInput key={service} label={`Address of ${service}`} name={`${service}Url`} type="url" required maxLength={300} mono defaultValue={url} error={error(`${service}Url`)} />
              ))}
            </div>
          </CardBody>
        </Card>
        <Card label="Dialects and limits">
          <CardHead title="Dialects and limits" />
          <CardBody className="flex flex-col gap-3">
            <details className="rounded-control border border-line px-3 py-2">
              <summary className="cursor-pointer text-table">Dialect of each capability</summary>
              <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
                {connection.dialects.map(({ capability, chosen, offered }) => (
                  <Select key={capability} label={capability} name={`dialect ${capability}`} defaultValue={chosen} options={[...offered, "none"].map((value) => ({ value, label: value }))} />
                ))}
              </div>
            </details>
            <TextArea label="Declared limits" name="limits" rows={6} defaultValue={connection.limits} help="one a line; at most 80 % is used" error={error("limits")} className="font-mono" />
          </CardBody>
        </Card>
      </div>
      <TestAndSave
        report={report} testing={testing} pending={pending} failure={refusal ?? failure} onTest={onTest} label="Save connection"
        before="The reads are tested with the stored keys. Nothing is saved before the balance came back for the same agent."
      >
        {needsPassword && <TextInput label="Your password" name="password" type="password" autoComplete="current-password" error={error("password")} />}
      </TestAndSave>
    </form>
  );
}
