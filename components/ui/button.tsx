import type { ComponentProps } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class";

type ButtonProps = ComponentProps<"button"> & { variant?: ButtonVariant; size?: ButtonSize };

/** `unavailable` stays visible and dashed: say beside it what to do instead. */
export function Button({ variant, size, className, disabled, type = "button", ...rest }: ButtonProps) {
  const off = disabled || variant === "unavailable";
  return <button type={type} disabled={off} className={buttonClass(variant, size, className)} {...rest} />;
}
