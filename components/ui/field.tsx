import type { ReactNode } from "react";
import { cx } from "./cx";

export interface FieldProps {
  label: string;
  /** Right of the label: a limit, a range. */
  help?: ReactNode;
  /** Under the control, in the tone of a warning that does not stop the form. */
  warning?: ReactNode;
  /** The server's or the browser's refusal; names the limit and the allowed value. */
  error?: string | undefined;
  hideLabel?: boolean;
  className?: string;
}

/** The ids that tie a control to its help, warning and error. */
export function describeField(id: string, { help, warning, error }: Pick<FieldProps, "help" | "warning" | "error">) {
  const ids = [help && `${id}-help`, warning && `${id}-warning`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

export function Field({ id, label, help, warning, error, hideLabel, className, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <div className={cx("flex items-baseline justify-between gap-2", hideLabel && "sr-only")}>
        <label htmlFor={id} className="text-table font-medium">
          {label}
        </label>
        {help && (
          <span id={`${id}-help`} className="text-right text-second text-ink3">
            {help}
          </span>
        )}
      </div>
      {children}
      {warning && (
        <p id={`${id}-warning`} className="text-second text-warn">
          {warning}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-second text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
