import { hrefFromStart, type SearchParams } from "@/components/data-table/href-with";
import { Tabs } from "@/components/ui/tabs";
import { FIGURE_WORDS } from "./figure-words";

/** Which figure of the report the entries stand behind. */
export function EntryFigures({ figure, searchParams }: { figure: string; searchParams: SearchParams }) {
  const tabs = Object.entries(FIGURE_WORDS).map(([value, label]) => ({ label, active: value === figure, href: hrefFromStart(searchParams, { figure: value }) }));
  return <Tabs label="Figure" tabs={tabs} look="views" />;
}
