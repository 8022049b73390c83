import { CircleX } from "lucide-react";

/** The sentence of a refusal that belongs to no single field. */
export function FormFailure({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-control border border-[color-mix(in_oklab,var(--bad)_45%,transparent)] px-3 py-2 text-body text-bad">
      <CircleX size={15} aria-hidden className="mt-0.5 shrink-0" />
      <p>{message}</p>
    </div>
  );
}
