import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/column";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { ListedPerson } from "@/lib/core/access/people-view";
import type { EpochMs } from "@/lib/core/time";
import type { PeopleActions } from "./people-actions";
import { PersonButtons } from "./person-buttons";

interface PeopleListProps {
  people: readonly ListedPerson[];
  ownId: string;
  now: EpochMs;
  actions: PeopleActions;
}

export function PeopleList({ people, ownId, now, actions }: PeopleListProps) {
  const columns: readonly Column<ListedPerson>[] = [
    { id: "person", header: "Person", mobile: "title", cell: (person) => <PersonName person={person} isYou={person.id === ownId} /> },
    { id: "roles", header: "Roles", mobile: "subtitle", cell: (person) => person.roles.join(", ") },
    { id: "seen", header: "Last seen", cell: (person) => (person.lastSeenAt ? <TimeText at={person.lastSeenAt} now={now} show="distance" /> : "never") },
    { id: "sessions", header: "Sessions", align: "right", cell: (person) => person.openSessions },
    { id: "actions", header: <span className="sr-only">Actions</span>, label: "Actions", align: "right", mobile: "note", cell: (person) => (person.id === ownId ? null : <PersonButtons person={person} actions={actions} />) },
  ];
  return <DataTable caption="People with an account" columns={columns} rows={people} rowKey={(person) => person.id} density="queue" empty={<EmptyState title="No people yet." />} />;
}

function PersonName({ person, isYou }: { person: ListedPerson; isYou: boolean }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      <span className="font-medium">{person.name}</span>
      {isYou && <Badge tone="accent">you</Badge>}
      {person.isDisabled && <Badge tone="mute">disabled</Badge>}
      <span className="basis-full text-second break-all text-ink3">{person.email}</span>
    </span>
  );
}
