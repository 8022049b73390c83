import { cx } from "@/components/ui/cx";

/** A system prompt line by line; the lines that carry the referral code stand out. */
export function PromptText({ prompt, code }: { prompt: string; code: string | null }) {
  const paragraphs = prompt.split("\n\n").filter((paragraph) => paragraph.trim() !== "");
  return (
    <ol className="flex flex-col gap-1 rounded-control border border-line bg-sunken px-2 py-2.5 font-mono text-second leading-[18px]">
      {paragraphs.map((paragraph, index) => (
        <li key={index} className={cx("flex gap-2.5 rounded-check px-1.5 py-0.5", code && paragraph.includes(code) && "bg-[color-mix(in_oklab,var(--accent)_18%,transparent)]")}>
          <span aria-hidden className="text-ink2 select-none">{String(index + 1).padStart(2, "0")}</span>
          <span className="min-w-0 break-words whitespace-pre-wrap">
            <Marked text={paragraph} code={code} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Marked({ text, code }: { text: string; code: string | null }) {
  if (!code || !text.includes(code)) return text;
  const [before = "", ...rest] = text.split(code);
  return (
    <>
      {before}
      <mark className="bg-transparent font-semibold text-ink">{code}</mark>
      {rest.join(code)}
    </>
  );
}
