import Link from "next/link";
import type { ShellData } from "@/lib/core/connection/shell-view";
import { toEpochMs } from "@/lib/core/time";
import { formatMoment } from "@/lib/format/dates";
import { Glyph } from "../ui/glyph";

type EnvironmentFacts = Pick<ShellData, "frozen" | "silent" | "connection" | "renderedAtMs">;

/** Whether the bar shows at all: a healthy live connection needs none. */
export function isEnvironmentMarked({ frozen, silent, connection }: EnvironmentFacts): boolean {
  return frozen !== null || silent !== null || connection.mode === "sandbox";
}

/** One bar, the worst first: frozen, silent, sandbox. The sandbox is named in each of them. */
export function EnvironmentBar(facts: EnvironmentFacts) {
  const { frozen, silent, connection } = facts;
  const now = toEpochMs(facts.renderedAtMs);
  const sandbox = connection.mode === "sandbox" ? "Sandbox: no real money. " : "";
  if (frozen) {
    return (
      <aside aria-label="Environment" className="env-bar env-frozen">
        <Glyph name="snowflake" size={14} />
        <strong>FROZEN</strong>
        <span className="truncate">
          {sandbox}Since {formatMoment(toEpochMs(frozen.sinceMs), now)} by {frozen.by}. No money leaves. Refunds go on.
        </span>
      </aside>
    );
  }
  if (silent) {
    return (
      <aside aria-label="Environment" className="env-bar env-silent">
        <Glyph name="unplug" size={14} />
        <strong>PLATFORM SILENT</strong>
        <span className="truncate">
          {sandbox}No answer since {formatMoment(toEpochMs(silent.sinceMs), now)}. Money actions wait. Figures below are from then.
        </span>
        <Link href="/settings" prefetch={false} className="ml-auto">
          Details
        </Link>
      </aside>
    );
  }
  if (connection.mode !== "sandbox") return null;
  return (
    <aside aria-label="Environment" className="env-bar env-sandbox">
      <Glyph name="flask-conical" size={14} />
      <strong>SANDBOX</strong>
      <span className="truncate">No real money moves.</span>
      <span className="ml-auto flex gap-3">
        {connection.note && <span className="max-sm:hidden">{connection.note}</span>}
        <Link href="/settings" prefetch={false}>
          Settings
        </Link>
      </span>
    </aside>
  );
}
