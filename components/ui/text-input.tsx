import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";
import { describeField, Field, type FieldProps } from "./field";

export type TextInputProps = FieldProps & Omit<ComponentProps<"input">, "children"> & { unit?: ReactNode; leading?: ReactNode; mono?: boolean };

export function TextInput({ label, help, warning, error, hideLabel, className, unit, leading, mono, id, ...input }: TextInputProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <Field id={controlId} label={label} help={help} warning={warning} error={error} hideLabel={hideLabel} className={className}>
      <div className="control">
        {leading && <span className="flex pl-2.5 text-ink3">{leading}</span>}
        <input id={controlId} autoComplete="off" className={cx(mono && "font-mono")} {...describeField(controlId, { help, warning, error })} {...input} />
        {unit && (
          <span aria-hidden className="pr-2.5 text-second text-ink3">
            {unit}
          </span>
        )}
      </div>
    </Field>
  );
}
