import { useId, type ComponentProps } from "react";
import { describeField, Field, type FieldProps } from "./field";
import { Glyph } from "./glyph";

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

type SelectProps = FieldProps & Omit<ComponentProps<"select">, "children"> & { options: readonly SelectOption[] };

export function Select({ label, help, warning, error, hideLabel, className, options, id, ...rest }: SelectProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <Field id={controlId} label={label} help={help} warning={warning} error={error} hideLabel={hideLabel} className={className}>
      <div className="control relative">
        <select id={controlId} {...describeField(controlId, { help, warning, error })} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Glyph name="chevron-down" size={14} className="pointer-events-none absolute right-2.5 text-ink3" />
      </div>
    </Field>
  );
}
