"use client";
import { useLayoutEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { ActionResult } from "@/lib/actions/result";
import { isOpenOutcome, isSettled, unreachable, type ActionFailure } from "../forms/action-failure";
import { FormFailure } from "../forms/form-failure";
import { MoneyMark } from "../forms/money-mark";
import { useIdempotencyToken } from "../forms/use-idempotency-token";
import { Button } from "./button";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class";
import { Dialog } from "./dialog";
import { KeyValue, type KeyValueRow } from "./key-value";
import { TextInput } from "./text-input";
import { showToast } from "./toast";

/** A method signature, so that an action with a narrower input fits; the action parses what it gets. */
export type ConfirmAction = { run(input: Record<string, unknown>): Promise<ActionResult<unknown>> }["run"];

interface ConfirmDialogProps {
  trigger: ReactNode;
  /** Needed when the trigger is only an icon. */
  triggerLabel?: string;
  triggerVariant?: ButtonVariant;
  triggerSize?: ButtonSize;
  triggerClassName?: string;
  disabled?: boolean;
  /** The key that opens it: R, D, Shift F. It never confirms. */
  shortcut?: "release" | "dispute" | "freeze";
  title: string;
  /** Who gets how much, when, and whether it is final. */
  consequence: ReactNode;
  rows?: readonly KeyValueRow[];
  icon?: ReactNode;
  /** Begins with the verb of the trigger, with the amount where there is one. */
  confirmLabel: string;
  confirmVariant?: "primary" | "solid-danger";
  keepLabel?: string;
  action: ConfirmAction;
  /** Sent with the field and `idempotencyKey`. */
  input: Record<string, unknown>;
  field?: { name: string; label: string; type?: "text" | "password"; required?: boolean; help?: string };
  /** Marks a dialog of money: play money, or the real money of the connection that the page shows. */
  sandbox?: boolean;
  /** Said once it is done. */
  done: string;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  // What was done may take its own button away; the keyboard then stands at the head of the page's content and not nowhere.
  useLayoutEffect(() => {
    const button = trigger.current;
    return () => {
      if (button !== null && document.activeElement === button) document.getElementById("content")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <>
      <button ref={trigger} type="button" aria-label={props.triggerLabel} aria-haspopup="dialog" data-shortcut={props.shortcut} disabled={props.disabled} onClick={() => setOpen(true)} className={buttonClass(props.triggerVariant, props.triggerSize, props.triggerClassName)}>
        {props.trigger}
      </button>
      {open && <ConfirmForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ConfirmForm({ onClose, ...props }: ConfirmDialogProps & { onClose: () => void }) {
  const { field } = props;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const { token, renew } = useIdempotencyToken();

  async function onConfirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = field ? { [field.name]: new FormData(event.currentTarget).get(field.name) } : {};
    setPending(true);
    setFailure(null);
    const result = await props.action({ ...props.input, ...typed, idempotencyKey: token }).catch(unreachable);
    setPending(false);
    if (result.ok || isSettled(result)) renew();
    if (!result.ok) return setFailure(result);
    showToast(props.done);
    onClose();
  }

  return (
    <Dialog open onClose={onClose} busy={pending} title={props.title} icon={props.icon} note={props.sandbox === undefined ? undefined : <MoneyMark sandbox={props.sandbox} />}>
      <form onSubmit={onConfirm} className="flex flex-col gap-3.5">
        <div className="text-body text-ink2">{props.consequence}</div>
        {props.rows && <KeyValue rows={props.rows} boxed />}
        {field && <TextInput label={field.label} name={field.name} type={field.type ?? "text"} required={field.required} help={field.help} error={failure?.fieldErrors?.[field.name]?.[0]} autoComplete={field.type === "password" ? "current-password" : "off"} />}
        <FormFailure failure={failure} />
        <div className="flex gap-2">
          {!isOpenOutcome(failure) && (
            <Button type="submit" variant={props.confirmVariant ?? "primary"} size="lg" disabled={pending} aria-busy={pending} className="min-w-0 grow">
              {props.confirmLabel}
            </Button>
          )}
          <Button size="lg" disabled={pending} onClick={onClose}>
            {isOpenOutcome(failure) ? "Close" : (props.keepLabel ?? "Keep")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
