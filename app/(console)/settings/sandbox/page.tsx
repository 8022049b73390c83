import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionButton } from "@/components/connection/action-button";
import { FaultList } from "@/components/connection/fault-list";
import { SandboxForm } from "@/components/connection/sandbox-form";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can, rolesWith } from "@/lib/core/access/permissions";
import { addMs } from "@/lib/core/time";
import { formatInstant } from "@/lib/format/dates";
import { listSandboxFaults } from "@/lib/services/connection/control-sandbox";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { activityAction, advanceClockAction, clearFaultsAction, creditAction, setFaultAction } from "./actions";
import { FAULT_EFFECTS, PRODUCTS } from "./choices";

export const metadata: Metadata = { title: "Sandbox" };

const toOptions = (words: readonly string[]) => words.map((word) => ({ value: word, label: word.replaceAll("_", " ") }));
const METHODS = [{ value: "", label: "every method" }, ...toOptions(["GET", "POST", "PATCH", "DELETE"])];

export default async function SandboxPage() {
  const { operator, ctx } = await requireOperatorPage();
  const connection = await getCurrentConnection(ctx);
  if (connection.mode !== "sandbox") notFound();
  const disabled = !can(operator.roles, "sandbox.control");
  const faults = await listSandboxFaults(ctx, connection.baseUrls).catch(() => null);
  const clock = formatInstant(addMs(ctx.now(), connection.clockOffsetMs));
  return (
    <PageFrame title="Sandbox" crumb={{ href: "/settings", label: "Settings" }}>
      <LiveRefresh topics={["connection"]} />
      {disabled && <p className="pb-3 text-body text-ink3">Only {rolesWith("sandbox.control").join(" or ")} may use these controls.</p>}
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Card label="Clock">
          <CardHead title="Clock" note={clock} />
          <CardBody className="flex flex-col gap-3.5">
            <div className="flex gap-2">
              {[1, 24].map((hours) => <ActionButton key={hours} label={`+${hours} h`} pendingLabel="Moving…" action={advanceClockAction} input={{ hours }} disabled={disabled} />)}
            </div>
            <SandboxForm action={advanceClockAction} button="Move clock forward" disabled={disabled}>
              <TextInput label="Hours" name="hours" inputMode="numeric" defaultValue="0" />
              <TextInput label="Minutes" name="minutes" inputMode="numeric" defaultValue="30" />
            </SandboxForm>
          </CardBody>
        </Card>
        <Card label="Faults">
          <CardHead title="Faults" note="broken on purpose" aside={<ActionButton label="Clear faults" pendingLabel="Clearing…" action={clearFaultsAction} disabled={disabled || !faults?.length} size="sm" />} />
          <FaultList faults={faults} />
          <CardBody>
            <SandboxForm action={setFaultAction} button="Set fault" disabled={disabled}>
              <Select label="Effect" name="effect" options={toOptions(FAULT_EFFECTS)} />
              <Select label="Method" name="method" options={METHODS} />
              <TextInput label="Path" name="path" help="blank: every path" placeholder="/api/escrows" />
              <TextInput label="Times" name="times" help="blank: until cleared" inputMode="numeric" />
            </SandboxForm>
          </CardBody>
        </Card>
        <Card label="Credit">
          <CardHead title="Credit the orchestrator" note="money from nowhere, in the sandbox only" />
          <CardBody>
            <SandboxForm action={creditAction} button="Credit orchestrator" disabled={disabled}>
              <MoneyInput label="Amount (USDC)" name="amount" required />
            </SandboxForm>
          </CardBody>
        </Card>
        <Card label="Activity">
          <CardHead title="Book activity" note="one fee-paying action" />
          <CardBody>
            <SandboxForm action={activityAction} button="Book activity" disabled={disabled}>
              <TextInput label="Agent" name="agent" help="its platform id, a worker's name" required />
              <Select label="Product" name="product" options={toOptions(PRODUCTS)} />
              <MoneyInput label="Fee (USDC)" name="amount" required />
            </SandboxForm>
          </CardBody>
        </Card>
      </div>
    </PageFrame>
  );
}
