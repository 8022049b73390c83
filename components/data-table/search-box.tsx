import type { SearchParams } from "./href-with";
import { Glyph } from "../ui/glyph";

interface SearchBoxProps {
  /** What can be searched: `Name, id, code`. */
  label: string;
  searchParams: SearchParams;
  name?: string;
}

/** A GET form: Enter searches, the rest of the URL stays, the page starts again. */
export function SearchBox({ label, searchParams, name = "q" }: SearchBoxProps) {
  const value = searchParams[name];
  const kept = Object.entries(searchParams).filter(([key]) => ![name, "after", "before"].includes(key));
  return (
    <form role="search" className="w-full sm:w-56">
      {kept.flatMap(([key, values]) => [values].flat().map((item, index) => item !== undefined && <input key={`${key}${index}`} type="hidden" name={key} value={item} />))}
      <div className="control">
        <Glyph name="search" size={14} className="ml-2.5 text-ink3" />
        <input type="search" name={name} aria-label={label} placeholder={label} defaultValue={typeof value === "string" ? value : ""} data-shortcut="search" className="pl-0!" />
        <kbd aria-hidden className="key mr-2 max-md:hidden">
          /
        </kbd>
      </div>
    </form>
  );
}
