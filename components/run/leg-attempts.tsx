import { EscrowStateBadge } from "@/components/status/escrow-state-badge";
import { cx } from "@/components/ui/cx";
import { Glyph } from "@/components/ui/glyph";
import { JsonView } from "@/components/ui/json-view";
import { TextLink } from "@/components/ui/text-link";
import type { AttemptFacts, RevisionFacts } from "@/lib/core/run/leg-view";
import { formatClock } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import { summaryOf } from "../order/order-facts";
import { OrderStateBadge } from "../order/order-state-badge";

const HEAD = "flex min-h-6 flex-wrap items-center gap-2 text-table";

/** Every escrow that the leg had, and what was delivered on each, with what was wrong with it. */
export function LegAttempts({ attempts }: { attempts: readonly AttemptFacts[] }) {
  if (attempts.length === 0) return null;
  return (
    <section aria-label="Attempts" className="flex flex-col gap-3 border-t border-line p-3.5">
      <h3 className="text-second font-normal text-ink3">{attempts.length === 1 ? "Attempt" : `${attempts.length} attempts, one escrow at a time`}</h3>
      <ol className="flex flex-col gap-3">
        {attempts.map((attempt) => (
          <li key={attempt.escrow.id} className="flex flex-col gap-1.5">
            {attempts.length > 1 && (
              <p className="flex flex-wrap items-center gap-2 text-table">
                <span className="font-medium">{attempt.number}. {attempt.payeeName}</span>
                <TextLink href={`/escrows/${attempt.escrow.id}`}>{formatUsdc(attempt.escrow.amount)}</TextLink>
                <EscrowStateBadge state={attempt.escrow.state} raw={attempt.escrow.platformWord} />
              </p>
            )}
            <ul className="flex flex-col gap-2">
              {attempt.revisions.map((revision) => <Revision key={revision.orderId} revision={revision} />)}
              {attempt.revisions.length === 0 && <li className="text-second text-ink3">No work was offered on it.</li>}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Revision({ revision }: { revision: RevisionFacts }) {
  const { faults, result, resultHash, progress, closedNote } = revision;
  const name = revision.revision === 0 ? "First" : `Revision ${revision.revision}`;
  const head = (
    <>
      <span className="font-medium">{name}</span>
      <span className="text-ink3">{formatClock(revision.returnedAt ?? revision.offeredAt)}</span>
      <span className="ml-auto"><OrderStateBadge state={revision.state} /></span>
    </>
  );
  return (
    <li className="flex flex-col gap-1 border-l border-line2 pl-2.5">
      {resultHash === null ? <p className={HEAD}>{head}</p> : (
        <details className="group">
          <summary className={cx(HEAD, "cursor-pointer list-none")}>
            <Glyph name="chevron-right" size={13} className="shrink-0 text-accent group-open:rotate-90" />
            <span className="sr-only">Result of </span>{head}
          </summary>
          <p className="my-1.5 text-second break-words text-ink2">{summaryOf(result)}</p>
          <p className="mb-1.5 text-second text-ink3">sha256 <code className="font-mono">{resultHash.slice(0, 12)}</code></p>
          <JsonView value={result} label={`Result of ${revision.revision === 0 ? "the first delivery" : `revision ${revision.revision}`} as JSON`} />
        </details>
      )}
      {faults.map(({ path, message }) => (
        <p key={`${path}${message}`} className="text-second break-words text-bad">{path && <code className="font-mono">{path} </code>}{message}</p>
      ))}
      {faults.length === 0 && closedNote && <p className={cx("text-second break-words", revision.state === "rejected" ? "text-bad" : "text-ink3")}>{closedNote}</p>}
      {resultHash === null && progress !== null && <p className="text-second break-words text-ink3">Progress: {summaryOf(progress)}</p>}
    </li>
  );
}
