import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./cx";

export function TextLink({ className, prefetch = false, ...rest }: ComponentProps<typeof Link>) {
  return <Link prefetch={prefetch} className={cx("font-medium text-accent hover:underline underline-offset-2", className)} {...rest} />;
}
