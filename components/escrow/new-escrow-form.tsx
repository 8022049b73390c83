"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { MoneyMark } from "@/components/forms/money-mark";
import { SubmitButton } from "@/components/forms/submit-button";
import { useActionForm } from "@/components/forms/use-action-form";
import { WhatWillHappen } from "@/components/forms/what-will-happen";
import { OrderFields } from "@/components/order/order-fields";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ActionResult } from "@/lib/actions/result";
import type { PartyChoice } from "@/lib/core/escrow/escrow-view";
import type { Dialect } from "@/lib/core/escrow/states";
import { lockSentence } from "./lock-sentence";
import { MoneyPreviewRows } from "./money-preview-rows";
import { previewMoney } from "./money-preview";
import { PartyField, type SearchAction } from "./party-field";

interface NewEscrowFormProps {
  orchestrator: string | null;
  /** `null` when there are too many to list. */
  payers: readonly PartyChoice[] | null;
  payees: readonly PartyChoice[];
  payee: string;
  isLive: boolean;
  dialect: Dialect;
  /** True where the payee's referrer earns the share of the fee. */
  isPayeeBasis: boolean;
  frozen: boolean;
  lock: { run(input: Record<string, unknown>): Promise<ActionResult<{ escrowId: string }>> }["run"];
  search: SearchAction;
}

export function NewEscrowForm(props: NewEscrowFormProps) {
  const { orchestrator, payers, isLive, dialect } = props;
  const router = useRouter();
  const [payer, setPayer] = useState("");
  const [payee, setPayee] = useState(props.payee);
  const [amount, setAmount] = useState("");
  const [hours, setHours] = useState("24");
  const { onSubmit, pending, failure, errorOf } = useActionForm(props.lock, ({ escrowId }) => router.push(`/escrows/${escrowId}`));
  const isStranger = payee !== "" && !props.payees.some(({ id, name }) => id === payee || name === payee);
  const money = previewMoney(amount, { dialect, hasReferrer: props.isPayeeBasis ? !isStranger : payer !== "" });
  const payerName = payers?.find(({ id }) => id === payer)?.name ?? (payer || orchestrator || "the payer");
  return (
    <form onSubmit={onSubmit} noValidate className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex min-w-0 flex-col gap-3">
        <Card label="Terms">
          <CardHead title="Terms" note={<MoneyMark sandbox={!isLive} />} />
          <CardBody className="grid gap-4 md:grid-cols-2">
            {payers ? (
              <Select
                label="Payer" name="payerId" value={payer} onChange={(event) => setPayer(event.currentTarget.value)} error={errorOf("payerId")}
                options={[{ value: "", label: orchestrator ? `${orchestrator} (orchestrator)` : "Choose a payer" }, ...payers.map(({ id, name, detail }) => ({ value: id, label: `${name} (${detail})` }))]}
              />
            ) : (
              <PartyField label="Payer" name="payerId" help="Empty: the orchestrator" placeholder={orchestrator ?? "A worker's name"} value={payer} onValue={setPayer} first={[]} search={props.search} error={errorOf("payerId")} />
            )}
            <PartyField label="Payee" name="payeeId" help="A worker's name, or a platform id" placeholder="scan-eu-04" value={payee} onValue={setPayee} first={props.payees} search={props.search} error={errorOf("payeeId")} required />
            <MoneyInput label="Amount (USDC)" name="amount" help="Up to six decimals" value={amount} onChange={(event) => setAmount(event.currentTarget.value)} error={money.problem ?? (money.amount === null ? errorOf("amount") : undefined)} required />
            <TextInput label="Timeout (hours)" name="timeoutHours" help="1 to 720" inputMode="numeric" unit="h" value={hours} onChange={(event) => setHours(event.currentTarget.value)} error={errorOf("timeoutHours")} required />
            <TextInput
              className="md:col-span-2" label="Description" name="description" help="What the payee does for it" maxLength={500} error={errorOf("description")} required
              warning={isLive ? "Everybody can read it on the platform. Write nothing private." : undefined}
            />
            <TextInput className="md:col-span-2" label="Task ID" name="taskId" help="Optional. One escrow per task" mono maxLength={120} error={errorOf("taskId")} />
          </CardBody>
        </Card>
        <OrderFields errorOf={errorOf} />
      </div>
      <Card label="Money">
        <CardHead title="Money" note="if released" />
        <CardBody className="flex flex-col gap-3.5">
          <MoneyPreviewRows money={money} payeeName={payee || "The payee"} />
          <WhatWillHappen>{lockSentence({ money, payerName, payeeName: payee, hours, dialect })}</WhatWillHappen>
          {failure?.code === "STEP_UP_REQUIRED" && <TextInput label="Password" name="password" type="password" autoComplete="current-password" help="Once more, for this amount" />}
          {props.frozen && <Notice tone="bad" icon="snowflake">The fleet is frozen. No money leaves until somebody unfreezes it.</Notice>}
          <FormFailure failure={failure} />
          <SubmitButton pending={pending}>Lock funds</SubmitButton>
        </CardBody>
      </Card>
    </form>
  );
}
