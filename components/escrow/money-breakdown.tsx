import { Card, CardBody, CardHead } from "@/components/ui/card";
import { KeyValue, type KeyValueRow } from "@/components/ui/key-value";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import { isFinal, isHolding } from "@/lib/core/escrow/states";
import { type Usdc, usdc } from "@/lib/core/money";
import { formatGain, formatUsdc } from "@/lib/format/money";
import { payerWord } from "./escrow-scene";

/** Who gets what: if released now, as it was released, or as it came back. */
export function MoneyBreakdown({ escrow }: { escrow: EscrowDetail }) {
  return (
    <Card label="Money">
      <CardHead title="Money" aside={noteOf(escrow)} />
      <CardBody>
        <KeyValue rows={escrow.state === "refunded" || escrow.state === "split" ? refundRows(escrow) : escrow.state === "cancelled" ? cancelledRows(escrow) : releaseRows(escrow)} />
      </CardBody>
    </Card>
  );
}

function noteOf({ state, refundCause }: EscrowDetail): string {
  if (isHolding(state)) return "if released now";
  if (state === "created") return "if locked and released";
  if (state === "refunded") return refundCause === null ? "refunded" : `refunded, ${refundCause}`;
  return isFinal(state) ? state : "last known terms";
}

function releaseRows(escrow: EscrowDetail): KeyValueRow[] {
  const { amount, fee, net, referral, payee } = escrow;
  const isOwn = payee.kind !== "external";
  return [
    { label: `Locked by ${payerWord(escrow)}`, value: exact(amount), strong: true },
    { label: "Platform fee, 1 %", value: minus(fee) },
    { label: `${payee.name} receives`, value: exact(net), strong: true, rule: true },
    referral > 0n
      ? { label: `Referral back to ${escrow.referrerName ?? "the fleet"}, 15 % of the fee`, value: formatGain(referral, "detail"), tone: "ok" }
      : { label: "Referral back", value: <span className="text-ink3">none: no proven link of ours</span> },
    { label: "Your net cost", value: exact(usdc(amount - referral)), strong: true, rule: true },
    ...(isOwn ? [{ label: "Lost by the fleet (own worker)", value: exact(usdc(fee - referral)) }] : []),
  ];
}

function refundRows(escrow: EscrowDetail): KeyValueRow[] {
  const { amount, refunded, referral } = escrow;
  const locked: KeyValueRow = { label: `Locked by ${payerWord(escrow)}`, value: exact(amount), strong: true };
  if (refunded === null) {
    return [locked, { label: "Came back", value: <span className="text-ink3">unavailable: the platform did not say</span>, rule: true }];
  }
  const lost = usdc(amount - refunded);
  return [
    locked,
    { label: "Came back", value: exact(refunded), strong: true, tone: "ok" },
    { label: `${escrow.payee.name} received`, value: exact(usdc(0n)), rule: true },
    { label: "Fee kept by the platform", value: lost > 0n ? minus(lost) : exact(lost), tone: lost > 0n ? "bad" : undefined },
    ...(lost > 0n && referral > 0n ? [{ label: "Referral back, 15 % of the fee", value: formatGain(referral, "detail"), tone: "ok" as const }] : []),
  ];
}

function cancelledRows(escrow: EscrowDetail): KeyValueRow[] {
  return [
    { label: "Asked for", value: exact(escrow.amount) },
    { label: "Locked", value: exact(usdc(0n)), strong: true, rule: true },
    { label: "Cost", value: exact(usdc(0n)) },
  ];
}

function exact(amount: Usdc): string {
  return formatUsdc(amount, "detail");
}

function minus(amount: Usdc): string {
  return formatUsdc(usdc(-amount), "detail");
}
