import { cx } from "./cx";

export type ButtonVariant = "primary" | "default" | "ghost" | "danger" | "solid-danger" | "unavailable";
export type ButtonSize = "sm" | "md" | "lg" | "icon";

export function buttonClass(variant: ButtonVariant = "default", size: ButtonSize = "md", more?: string): string {
  return cx("btn", variant !== "default" && `btn-${variant}`, size !== "md" && `btn-${size}`, more);
}
