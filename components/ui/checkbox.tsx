import { useId, type ComponentProps } from "react";
import { cx } from "./cx";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: string; hideLabel?: boolean };

export function Checkbox({ label, hideLabel, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  if (hideLabel) return <input id={id} type="checkbox" aria-label={label} className="check" {...rest} />;
  return (
    <span className={cx("inline-flex min-h-6 items-center gap-2", className)}>
      <input id={controlId} type="checkbox" className="check" {...rest} />
      <label htmlFor={controlId} className="text-table">
        {label}
      </label>
    </span>
  );
}
