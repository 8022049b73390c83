import { decimalText } from "@/components/worker/decimal-text";
import type { MarginLine } from "@/lib/core/run/preview-view";

/** What each stage gets, pays on and keeps. */
export function MarginTable({ lines }: { lines: readonly MarginLine[] }) {
  return (
    <table className="w-full text-table">
      <caption className="pb-1 text-left font-medium">Margins</caption>
      <thead>
        <tr className="text-label text-ink3">
          <th scope="col" className="py-1 text-left font-medium">Stage</th>
          {["Gets", "Pays", "Margin", "After fee"].map((head) => <th key={head} scope="col" className="py-1 pl-2 text-right font-medium">{head}</th>)}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, label, gets, pays, gross, net }) => (
          <tr key={key} className="border-t border-line">
            <th scope="row" className="max-w-28 truncate py-1 text-left font-normal">{label}</th>
            {[gets, pays, gross].map((value, index) => <td key={index} className="py-1 pl-2 text-right text-ink2">{decimalText(value)}</td>)}
            <td className={`py-1 pl-2 text-right font-semibold ${net.startsWith("-") ? "text-bad" : ""}`}>{decimalText(net)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
