import { ProofBadge } from "@/components/status/proof-badge";
import { IdText } from "@/components/ui/id-text";
import { TextLink } from "@/components/ui/text-link";
import type { EscrowDetail, EscrowParty } from "@/lib/core/escrow/escrow-view";

/** Both sides, with the platform's ids; a worker of ours shows the proof of its referral link. */
export function Parties({ escrow }: { escrow: EscrowDetail }) {
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Party label={escrow.payer.kind === "orchestrator" ? "Payer, orchestrator" : "Payer, worker"} party={escrow.payer} />
      <Party label={escrow.payee.kind === "external" ? "Payee, outside the fleet" : "Worker, in your fleet"} party={escrow.payee} />
    </div>
  );
}

function Party({ label, party }: { label: string; party: EscrowParty }) {
  const isWorker = party.kind === "worker" && party.agentId !== null;
  return (
    <section aria-label={label} className="card flex flex-col gap-0.5 px-3 py-2.5">
      <h2 className="text-second font-normal text-ink3">{label}</h2>
      <p className="truncate text-body font-medium">{isWorker ? <TextLink href={`/workers/${party.agentId}`}>{party.name}</TextLink> : party.name}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <IdText id={party.upstreamId} copy={`Copy the id of ${party.name}`} />
        {party.kind === "worker" && <ProofBadge proof={party.proof} />}
      </div>
    </section>
  );
}
