import { useId, type ComponentProps } from "react";
import { describeField, Field, type FieldProps } from "./field";

export function TextArea({ label, help, warning, error, hideLabel, className, id, rows = 3, ...rest }: FieldProps & ComponentProps<"textarea">) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <Field id={controlId} label={label} help={help} warning={warning} error={error} hideLabel={hideLabel} className={className}>
      <div className="control">
        <textarea id={controlId} rows={rows} {...describeField(controlId, { help, warning, error })} {...rest} />
      </div>
    </Field>
  );
}
