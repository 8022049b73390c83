"use client";
import { useState } from "react";
import { DialogButtons } from "@/components/forms/dialog-buttons";
import { useActionForm } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import type { ConfirmAction } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { showToast } from "@/components/ui/toast";
import type { NotesFacts } from "./notes-facts";

interface NotesDialogProps {
  id: string;
  name: string;
  facts: NotesFacts;
  action: ConfirmAction;
}

export function NotesDialog(props: NotesDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>Edit notes</Button>
      {open && <NotesForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function NotesForm({ id, name, facts, action, onClose }: NotesDialogProps & { onClose: () => void }) {
  const { onSubmit, pending, failure, errorOf } = useActionForm(action, () => (showToast("The notes are saved."), onClose()));
  return (
    <Dialog open onClose={onClose} busy={pending} title={`Notes of ${name}`} note="Kept here; the platform never sees them.">
      <form onSubmit={onSubmit} className="flex flex-col gap-3.5">
        <input type="hidden" name="id" value={id} />
        <TextInput label="Tags" name="tags" defaultValue={facts.tags.join(", ")} help="with commas" maxLength={400} error={errorOf("tags")} />
        <TextInput label="External reference" name="externalReference" defaultValue={facts.externalReference ?? ""} maxLength={120} error={errorOf("externalReference")} />
        <TextArea label="Notes" name="notes" rows={5} defaultValue={facts.notes ?? ""} maxLength={2_000} error={errorOf("notes")} />
        <DialogButtons label="Save notes" pending={pending} failure={failure} onClose={onClose} />
      </form>
    </Dialog>
  );
}
