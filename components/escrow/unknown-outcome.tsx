import { Card, CardHead } from "@/components/ui/card";
import { IntentOutcomeBadge } from "@/components/status/intent-outcome-badge";
import { type UnknownCheck, UnknownState } from "@/components/ui/unknown-state";
import type { EscrowDetail, OpenIntent } from "@/lib/core/escrow/escrow-view";
import { formatClockSeconds } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";

const DONE: Readonly<Record<string, string>> = {
  "escrow.lock": "was locked", "escrow.release": "was released", "escrow.cancel": "came back", "escrow.dispute": "is disputed",
  "escrow.complete": "was marked completed",
};

/** A wish without a known outcome: what was checked, what comes next, and no button that tries again blindly. */
export function UnknownOutcome({ escrow, intent }: { escrow: EscrowDetail; intent: OpenIntent }) {
  const amount = formatUsdc(escrow.amount, "detail");
  const what = DONE[intent.kind] ?? "moved";
  const sentAt = formatClockSeconds(intent.createdAt);
  if (intent.outcome === "sending") {
    return (
      <Card label="On its way">
        <CardHead title="On its way" note={`sent at ${sentAt} UTC`} aside={<IntentOutcomeBadge outcome="sending" />} />
      </Card>
    );
  }
  return (
    <Card label="Unknown outcome" tone="unk">
      <UnknownState
        title={`We do not know if ${amount} ${what}.`}
        why={`The reply was lost at ${sentAt} UTC. The console reads the platform until it knows; nothing is repeated blindly.`}
        checks={checksOf(intent)}
      />
    </Card>
  );
}

function checksOf({ checks, lastCheckNote, nextCheckAt }: OpenIntent): UnknownCheck[] {
  const made = checks > 0 ? [{ label: checks === 1 ? "First check" : `${checks} checks, the last one`, result: lastCheckNote ?? "no answer", done: true }] : [];
  const next = nextCheckAt === null ? "soon" : `${formatClockSeconds(nextCheckAt)} UTC`;
  return [...made, { label: checks === 0 ? "First check" : "Next check", result: next, done: false }];
}
