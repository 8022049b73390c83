"use client";
import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { Glyph } from "./glyph";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** Under the title, one line. */
  note?: ReactNode;
  icon?: ReactNode;
  /** While true, Escape and the cross do nothing: a request is under way. */
  busy?: boolean;
  children: ReactNode;
}

/** The browser's own modal dialog: it traps focus, closes on Escape and gives focus back. */
export function Dialog({ open, onClose, title, note, icon, busy = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // A layout effect closes the dialog while it is still in the page: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!open || !element) return;
    if (!element.open) element.showModal();
    return () => element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={titleId} onClose={onClose} onCancel={(event) => busy && event.preventDefault()}>
      {open && (
        <div className="flex flex-col gap-3.5 p-4">
          <div className="flex items-start gap-3">
            {icon}
            <div className="min-w-0 grow">
              <h2 id={titleId} className="text-lead">
                {title}
              </h2>
              {note && <p className="mt-0.5 text-body text-ink3">{note}</p>}
            </div>
            <button type="button" aria-label="Close" disabled={busy} onClick={onClose} className="grid size-6 place-items-center rounded-check text-ink3 hover:bg-hover hover:text-ink">
              <Glyph name="x" size={15} />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
