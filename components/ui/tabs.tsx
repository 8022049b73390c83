import Link from "next/link";
import { cx } from "./cx";

export interface Tab {
  href: string;
  label: string;
  count?: string | number;
  active?: boolean;
}

interface TabsProps {
  tabs: readonly Tab[];
  label: string;
  /** `views` for the line of saved views, `segments` for a switch inside a card head. */
  look?: "views" | "segments";
}

/** Tabs are links: their state is the URL. */
export function Tabs({ tabs, label, look = "segments" }: TabsProps) {
  const segments = look === "segments";
  return (
    <nav aria-label={label} className={cx("max-w-full overflow-x-auto", segments && "rounded-control border border-line2 bg-sunken")}>
      <ul className={cx("flex", segments ? "divide-x divide-line2" : "gap-1")}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              prefetch={false}
              scroll={false}
              aria-current={tab.active ? "page" : undefined}
              className={cx(
                "flex max-md:min-h-[44px] pointer-coarse:min-h-[44px] items-center gap-1.5 px-2.5 text-table whitespace-nowrap -outline-offset-2",
                segments ? "min-h-[26px]" : "min-h-[30px] rounded-control",
                tab.active ? "bg-hover font-semibold text-ink" : "text-ink2 hover:text-ink",
                tab.active && segments && "bg-line",
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className={tab.active ? "text-ink2" : "text-ink3"}>{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
