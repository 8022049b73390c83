import Link from "next/link";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import { IdText } from "@/components/ui/id-text";
import { NotesDialog } from "./notes-dialog";
import type { NotesFacts } from "./notes-facts";

interface NotesCardProps {
  id: string;
  name: string;
  facts: NotesFacts;
  /** The list that a tag filters. */
  list: "/workers" | "/escrows";
  annotate: ConfirmAction | null;
}

/** What people keep beside it for themselves; the platform never sees it. */
export function NotesCard({ id, name, facts, list, annotate }: NotesCardProps) {
  const { tags, notes, externalReference } = facts;
  return (
    <Card label="Notes">
      <CardHead title="Notes" note="ours alone" aside={annotate && <NotesDialog id={id} name={name} facts={facts} action={annotate} />} />
      <CardBody className="flex flex-col gap-2 text-table">
        <p className="flex flex-wrap items-center gap-2">
          <span className="text-ink3">Tags</span>
          {tags.length === 0 && <span className="text-ink3">none</span>}
          {tags.map((tag) => <Link key={tag} prefetch={false} href={`${list}?tag=${encodeURIComponent(tag)}`} className="badge tone-mute">{tag}</Link>)}
        </p>
        <p className="flex flex-wrap items-center gap-2">
          <span className="text-ink3">External reference</span>
          {externalReference ? <IdText id={externalReference} copy="Copy external reference" /> : <span className="text-ink3">none</span>}
        </p>
        <p className="break-words whitespace-pre-wrap text-ink2">{notes ?? "No notes."}</p>
      </CardBody>
    </Card>
  );
}
