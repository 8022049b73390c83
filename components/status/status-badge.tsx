import { Badge } from "../ui/badge";
import type { StatusLook } from "./vocabulary";

/** A word that is not in the vocabulary shows as unknown with its raw text. */
export function StatusBadge({ word, look, title }: { word: string; look: StatusLook | undefined; title?: string }) {
  return (
    <Badge tone={look?.tone ?? "unk"} icon={look?.icon ?? "circle-question-mark"} dashed={look ? look.dashed : true} title={title ?? (look ? undefined : "The platform said a word that is not known here")}>
      {look ? (look.word ?? word) : `unknown: ${word}`}
    </Badge>
  );
}
