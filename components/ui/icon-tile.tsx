import type { LucideIcon } from "lucide-react";
import type { Tone } from "./tone";

/** A square with a state's icon, in front of a statement. */
export function IconTile({ icon: Icon, tone, dashed = false }: { icon: LucideIcon; tone: Tone; dashed?: boolean }) {
  return (
    <span className={`tile tone-${tone} ${dashed ? "border border-dashed border-tone bg-transparent!" : ""}`}>
      <Icon size={16} aria-hidden />
    </span>
  );
}
