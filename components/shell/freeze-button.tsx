import { ConfirmDialog, type ConfirmAction } from "../ui/confirm-dialog";
import type { KeyValueRow } from "../ui/key-value";
import { Glyph } from "../ui/glyph";

interface FreezeButtonProps {
  frozen: boolean;
  freeze: ConfirmAction;
  unfreeze: ConfirmAction;
  /** What the freeze stops and what runs on, with money. */
  facts: readonly KeyValueRow[];
  sandbox: boolean;
}

/** One click from every page; asks once. */
export function FreezeButton({ frozen, freeze, unfreeze, facts, sandbox }: FreezeButtonProps) {
  const icon = (
    <span className="tile tone-bad">
      <Glyph name="snowflake" size={16} />
    </span>
  );
  const trigger = (
    <>
      <Glyph name="snowflake" size={14} />
      {frozen ? "Unfreeze" : "Freeze"}
    </>
  );
  if (frozen) {
    return (
      <ConfirmDialog trigger={trigger} title="Unfreeze the fleet?" consequence="Money can leave again, within every limit." icon={icon} confirmLabel="Unfreeze now" keepLabel="Keep frozen" action={unfreeze} input={{}} field={{ name: "password", label: "Your password", type: "password", required: true }} sandbox={sandbox} done="The fleet is unfrozen." />
    );
  }
  return (
    <ConfirmDialog
      trigger={trigger}
      triggerVariant="danger"
      shortcut="freeze"
      title="Freeze the whole fleet?"
      consequence="No money leaves. Refunds and reads go on. Calls in flight cannot be recalled."
      icon={icon}
      rows={facts}
      confirmLabel="Freeze now"
      confirmVariant="solid-danger"
      keepLabel="Keep running"
      action={freeze}
      input={{}}
      field={{ name: "reason", label: "Reason", help: "shown to everyone" }}
      sandbox={sandbox}
      done="The fleet is frozen."
    />
  );
}
