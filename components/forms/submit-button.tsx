import type { ReactNode } from "react";
import { Button } from "../ui/button";

/** The verb and the amount are on the button; it waits while the form is sent. */
export function SubmitButton({ pending, children, size = "lg" }: { pending: boolean; children: ReactNode; size?: "md" | "lg" }) {
  return (
    <Button type="submit" variant="primary" size={size} disabled={pending} aria-busy={pending} className="grow">
      {children}
    </Button>
  );
}
