import { shortenId } from "@/lib/format/ids";
import { CopyButton } from "./copy-button";
import { cx } from "./cx";

/** An id in mono, short on the screen, whole on hover and copy. */
export function IdText({ id, copy, className }: { id: string; copy?: string; className?: string }) {
  return (
    <span className={cx("inline-flex items-center gap-1 font-mono text-second text-ink3", className)}>
      <span title={id}>{shortenId(id)}</span>
      {copy && <CopyButton value={id} label={copy} />}
    </span>
  );
}
