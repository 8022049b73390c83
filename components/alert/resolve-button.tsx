import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";

/** Closes an alert with a word about why. */
export function ResolveButton({ alertId, title, resolve }: { alertId: string; title: string; resolve: ConfirmAction }) {
  return (
    <ConfirmDialog
      trigger="Resolve" triggerLabel={`Resolve ${title}`} triggerSize="sm" title="Resolve this alert?"
      consequence={`${title}. It leaves the list; the audit log keeps who closed it and why.`} confirmLabel="Resolve alert"
      action={resolve} input={{ alertId }} field={{ name: "note", label: "What was done", help: "kept in the audit log" }} done="The alert is resolved."
    />
  );
}
