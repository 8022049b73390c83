import { buttonClass } from "@/components/ui/button-class";
import { Glyph } from "@/components/ui/glyph";

interface ExportLinksProps {
  path: string;
  /** The page's own filters, as `?name=value`. */
  query: string;
  allowed: boolean;
}

/** The same rows and totals as a file. */
export function ExportLinks({ path, query, allowed }: ExportLinksProps) {
  if (!allowed) {
    return (
      <span title="Exports need an operator, treasurer, auditor or admin" className={buttonClass("unavailable", "sm")}>
        <Glyph name="download" size={13} />
        Export
      </span>
    );
  }
  const href = (format: string) => `${path}${query}${query.length > 1 ? "&" : ""}format=${format}`;
  return (
    <>
      {["csv", "json"].map((format) => (
        <a key={format} href={href(format)} download className={buttonClass("default", "sm")}>
          <Glyph name="download" size={13} />
          Export {format.toUpperCase()}
        </a>
      ))}
    </>
  );
}
