"use client";
import { TextInput } from "@/components/ui/text-input";
import { type BidWeights, DEFAULT_WEIGHTS } from "@/lib/core/run/plan";
import { fieldId, placeOf, usePlanEditor } from "./plan-context";
import { isObject, textAt, valueAt, type Path } from "./plan-draft";

const WEIGHTS: readonly { name: keyof BidWeights; label: string }[] = [
  { name: "price", label: "Weight of price" }, { name: "completion", label: "Weight of completion" }, { name: "time", label: "Weight of time" }, { name: "fee", label: "Weight of fee" },
];

/** The four weights of a bid's score, and their sum, which must be 100. */
export function WeightsField({ path }: { path: Path }) {
  const { draft, put, faults } = usePlanEditor();
  const held = valueAt(draft, path);
  const weights = isObject(held) ? held : { ...DEFAULT_WEIGHTS };
  const sum = WEIGHTS.reduce((total, { name }) => total + (Number(textAt(weights, [name])) || 0), 0);
  const place = placeOf(path);
  const fault = faults.find((one) => one.path === place || one.path.startsWith(`${place}.`));
  const onText = (name: string, text: string) => put(path, { ...weights, [name]: /^\d{1,4}$/.test(text.trim()) ? Number(text) : text });
  return (
    <div id={fieldId(path)} tabIndex={-1} role="group" aria-label="Weights" className="flex flex-col gap-2 outline-none md:col-span-2">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {WEIGHTS.map(({ name, label }) => (
          <TextInput
            key={name} id={fieldId([...path, name])} label={label} unit="%" inputMode="numeric" value={textAt(weights, [name])}
            onChange={({ currentTarget: { value } }) => onText(name, value)}
          />
        ))}
      </div>
      <p role="status" className={`text-second ${sum === 100 ? "text-ink3" : "text-bad"}`}>
        Sum {sum} %{sum !== 100 && (sum < 100 ? `, ${100 - sum} are missing` : `, ${sum - 100} too much`)}
      </p>
      {fault && sum === 100 && <p className="text-second text-bad">{fault.message}</p>}
    </div>
  );
}
