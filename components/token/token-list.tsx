import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { ListedToken } from "@/lib/core/access/token-view";
import type { EpochMs } from "@/lib/core/time";

/** Every token that was ever made, with what it may read and when it was last used. */
export function TokenList({ tokens, now, revoke }: { tokens: readonly ListedToken[]; now: EpochMs; revoke: ConfirmAction }) {
  const columns: readonly Column<ListedToken>[] = [
    { id: "name", header: "Token", mobile: "title", cell: (token) => <TokenName token={token} /> },
    { id: "scopes", header: "Scopes", mobile: "subtitle", cell: (token) => <span className="text-second break-words whitespace-normal text-ink2">{token.scopes.join(", ")}</span> },
    { id: "made", header: "Made", cell: (token) => <span>{token.createdBy}, <TimeText at={token.createdAt} now={now} show="distance" /></span> },
    { id: "ends", header: "Ends", cell: (token) => (token.expiresAt ? <TimeText at={token.expiresAt} now={now} show="clock" /> : "never") },
    { id: "used", header: "Last used", mobile: "note", cell: (token) => (token.lastUsedAt ? <TimeText at={token.lastUsedAt} now={now} show="distance" /> : "never used") },
    { id: "actions", header: <span className="sr-only">Actions</span>, label: "Actions", align: "right", mobile: "value", cell: (token) => <RevokeToken token={token} revoke={revoke} /> },
  ];
  return (
    <DataTable
      caption="Tokens" columns={columns} rows={tokens} rowKey={(token) => token.id} density="queue"
      empty={<EmptyState title="No tokens yet.">A token lets a program read what a viewer sees. It moves no money, unless it has the scope runs.start.</EmptyState>}
    />
  );
}

function TokenName({ token }: { token: ListedToken }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      <span className="font-medium">{token.name}</span>
      {token.state !== "active" && <Badge tone="mute">{token.state}</Badge>}
      <code className="basis-full font-mono text-second text-ink3">{token.hint}</code>
    </span>
  );
}

function RevokeToken({ token, revoke }: { token: ListedToken; revoke: ConfirmAction }) {
  if (token.state !== "active") return null;
  return (
    <ConfirmDialog
      trigger={<>Revoke<span className="sr-only"> {token.name}</span></>} triggerVariant="danger" triggerSize="sm" title={`Revoke ${token.name}?`}
      consequence="Whatever uses this token is refused from now on. It cannot be brought back." confirmLabel="Revoke token" confirmVariant="solid-danger"
      action={revoke} input={{ tokenId: token.id }} done="The token is revoked."
    />
  );
}
