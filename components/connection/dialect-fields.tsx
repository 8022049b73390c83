import { Select } from "@/components/ui/select";

export interface DialectChoice {
  readonly capability: string;
  /** Those that know how to ask for it. */
  readonly dialects: readonly string[];
}

/** Where a platform differs from the preset: one dialect per capability, among those that can ask for it. */
export function DialectFields({ choices }: { choices: readonly DialectChoice[] }) {
  return (
    <details className="rounded-control border border-line px-3 py-2">
      <summary className="cursor-pointer text-table">Dialect of single capabilities</summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {choices.map(({ capability, dialects }) => (
          <Select
            key={capability} label={capability} name={`dialect ${capability}`} defaultValue=""
            options={[{ value: "", label: "as the preset" }, ...dialects.map((dialect) => ({ value: dialect, label: dialect })), { value: "none", label: "none" }]}
          />
        ))}
      </div>
    </details>
  );
}
