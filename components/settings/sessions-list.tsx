import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/column";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { ActionResult } from "@/lib/actions/result";
import type { OwnSession } from "@/lib/core/access/people-view";
import type { EpochMs } from "@/lib/core/time";
import { describeBrowser } from "./describe-browser";

interface SessionsListProps {
  sessions: readonly OwnSession[];
  now: EpochMs;
  revoke: (input?: unknown) => Promise<ActionResult<unknown>>;
}

export function SessionsList({ sessions, now, revoke }: SessionsListProps) {
  const columns: readonly Column<OwnSession>[] = [
    { id: "browser", header: "Browser", mobile: "title", cell: (session) => <SessionName session={session} /> },
    { id: "opened", header: "Signed in", cell: (session) => <TimeText at={session.createdAt} now={now} show="distance" /> },
    { id: "seen", header: "Last seen", mobile: "subtitle", cell: (session) => <TimeText at={session.lastSeenAt} now={now} show="distance" /> },
    { id: "ends", header: "Ends unless used", cell: (session) => <TimeText at={session.expiresAt} now={now} /> },
    {
      id: "end", header: <span className="sr-only">Actions</span>, label: "Actions", align: "right", mobile: "value",
      cell: (session) => session.isThisOne ? null : (
        <ConfirmDialog trigger="End" triggerSize="sm" triggerLabel={`End the session in ${describeBrowser(session.userAgent)}`} title="End this session?" consequence="Whoever uses it has to sign in again." confirmLabel="End session" action={revoke} input={{ sessionId: session.id }} done="The session ended." />
      ),
    },
  ];
  return <DataTable caption="Your open sessions" columns={columns} rows={sessions} rowKey={(session) => session.id} empty={<EmptyState title="No open session." />} />;
}

function SessionName({ session }: { session: OwnSession }) {
  return (
    <span className="inline-flex items-center gap-2" title={session.userAgent}>
      {describeBrowser(session.userAgent)}
      {session.isThisOne && <Badge tone="accent">this one</Badge>}
    </span>
  );
}
