import Link from "next/link";
import { shortenMiddle } from "@/lib/format/ids";
import { cx } from "../ui/cx";
import { Glyph } from "../ui/glyph";
import type { GraphNode } from "./graph-model";

/** What stands beside a name in its box, and how wide its letters are on average. */
const ROUND_NAME_PX = 46;
const CHARACTER_PX = 7.1;

/** A box of the graph where it was placed; one that leads somewhere is a link. */
export function GraphBox({ box }: { box: GraphNode }) {
  const place = { left: box.x, top: box.y, width: box.width, height: box.height };
  if (box.kind === "group") {
    return (
      <div className={cx("run-group", `tone-${box.tone}`)} style={place}>
        <span className="truncate font-medium text-ink2" title={box.title}>{box.title}</span>
        <span className={cx("ml-auto whitespace-nowrap", box.tone === "bad" ? "text-bad" : "text-ink3")}>{box.aside}</span>
      </div>
    );
  }
  const className = cx("run-box", `tone-${box.tone}`, box.isDashed && "run-box-dashed", box.isChosen && "run-box-chosen");
  const hint = `${box.title}, ${box.line}`;
  if (box.href === null) return <div className={className} style={place} title={hint}><Face box={box} /></div>;
  return (
    <Link
      href={box.href} prefetch={false} scroll={false} draggable={false} aria-label={box.name} aria-current={box.isChosen ? "true" : undefined} title={hint} className={className}
      style={place}
    >
      <Face box={box} />
    </Link>
  );
}

function Face({ box }: { box: GraphNode }) {
  return (
    <>
      <Glyph name={box.icon} size={16} className="shrink-0 text-tone" />
      <span className="flex min-w-0 flex-col items-start">
        <span className="max-w-full truncate text-body font-semibold text-ink">{shortenMiddle(box.title, Math.floor((box.width - ROUND_NAME_PX) / CHARACTER_PX))}</span>
        <span className={cx("max-w-full truncate text-second", box.tone === "bad" ? "text-bad" : "text-ink2")}>{box.line}</span>
      </span>
    </>
  );
}
