import { useId, type ComponentProps } from "react";
import { cx } from "./cx";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: string; hideLabel?: boolean };

export function Checkbox({ label, hideLabel, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  return (
    <span className={cx("inline-flex min-h-6 items-center gap-2", className)}>
      <input id={controlId} type="checkbox" className="check" {...rest} />
      <label htmlFor={controlId} className={cx("text-table", hideLabel && "sr-only")}>
        {label}
      </label>
    </span>
  );
}
