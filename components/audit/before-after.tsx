interface BeforeAfterProps {
  before: unknown;
  after: unknown;
}

/** What an entry changed, field by field; a field that only one side has says so. */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  const names = [...new Set([...Object.keys(fieldsOf(before)), ...Object.keys(fieldsOf(after))])];
  if (names.length === 0) return <p className="text-second text-ink3">This entry changed no field.</p>;
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-second">
      {names.map((name) => (
        <div key={name} className="contents">
          <dt className="text-ink3">{name}</dt>
          <dd className="min-w-0 break-words">
            {name in was && <span className="text-ink2">{textOf(was[name])}</span>}
            {name in was && name in is && <span className="text-ink3"> → </span>}
            {name in is && <span className="font-medium">{textOf(is[name])}</span>}
            {!(name in is) && <span className="text-ink3"> before</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
