import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class";

type ButtonLinkProps = ComponentProps<typeof Link> & {
  variant?: Exclude<ButtonVariant, "unavailable">;
  size?: ButtonSize;
};

export function ButtonLink({ variant, size, className, prefetch = false, ...rest }: ButtonLinkProps) {
  return <Link prefetch={prefetch} className={buttonClass(variant, size, className)} {...rest} />;
}
