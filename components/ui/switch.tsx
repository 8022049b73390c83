import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & {
  label: string;
  /** What the present position means: `Off. Workers can spend, not withdraw`. */
  help?: ReactNode;
  error?: string | undefined;
  hideLabel?: boolean;
};

/** A native checkbox in the role of a switch: sends `on` in a form, and nothing when it is off. */
export function Switch({ label, help, error, hideLabel, className, id, ...rest }: SwitchProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  if (hideLabel && !help && !error) return <input id={id} type="checkbox" role="switch" aria-label={label} className="switch" {...rest} />;
  const described = [help && `${controlId}-help`, error && `${controlId}-error`].filter(Boolean).join(" ");
  return (
    <div className={cx("flex items-start gap-2.5", className)}>
      <span className="flex min-h-6 items-center">
        <input id={controlId} type="checkbox" role="switch" className="switch" aria-describedby={described || undefined} {...rest} />
      </span>
      <div className={cx("flex min-w-0 flex-col pt-[3px]", hideLabel && "sr-only")}>
        <label htmlFor={controlId} className="text-table font-medium">
          {label}
        </label>
        {help && (
          <span id={`${controlId}-help`} className="text-second text-ink3">
            {help}
          </span>
        )}
        {error && (
          <span id={`${controlId}-error`} className="text-second text-bad">
            {error}
          </span>
        )}
      </div>
    </div>
  );
}
