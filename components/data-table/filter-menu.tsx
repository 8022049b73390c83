import Link from "next/link";
import { Menu } from "../ui/menu";
import { hrefFromStart, type SearchParams } from "./href-with";
import { Glyph } from "../ui/glyph";

export interface FilterChoice {
  param: string;
  field: string;
  options: readonly { value: string; label: string; count?: number }[];
}

/** Every filter that can be added, as links. */
export function FilterMenu({ choices, searchParams }: { choices: readonly FilterChoice[]; searchParams: SearchParams }) {
  return (
    <Menu
      label="Filter"
      triggerClassName="btn btn-ghost"
      trigger={
        <>
          <Glyph name="list-filter" size={14} />
          Filter
        </>
      }
    >
      {choices.map((choice) => (
        <div key={choice.param} role="group" aria-label={choice.field}>
          <p className="px-2 pt-2 pb-1 text-label text-ink3">{choice.field}</p>
          {choice.options.map((option) => (
            <Link key={option.value} prefetch={false} href={hrefFromStart(searchParams, { [choice.param]: option.value })} className="menu-item">
              {option.label}
              {option.count !== undefined && <span className="ml-auto text-ink3">{option.count}</span>}
            </Link>
          ))}
        </div>
      ))}
    </Menu>
  );
}
