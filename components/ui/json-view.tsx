/** A record as the platform sent it. The caller removes secrets. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  return <CodeBlock label={label} text={JSON.stringify(value, null, 2)} />;
}

export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <pre tabIndex={0} role="region" aria-label={label} className="max-h-[440px] overflow-auto bg-sunken p-3 font-mono text-second whitespace-pre text-ink2 -outline-offset-2">
      <code>{text}</code>
    </pre>
  );
}
