import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { archiveConnectionAction } from "../actions";

/** Out of use, with its history kept; refused while anything is open. */
export function ArchiveButton({ connectionId, name }: { connectionId: string; name: string }) {
  return (
    <ConfirmDialog
      trigger="Archive connection" triggerVariant="danger" title={`Archive ${name}`} confirmVariant="solid-danger"
      consequence="No page offers it any more and nothing is read there. Its history stays. It is refused while an escrow, a child wallet, a batch or an outcome is open."
      confirmLabel="Archive connection" action={archiveConnectionAction} input={{ connectionId }} done={`${name} is archived.`}
    />
  );
}
