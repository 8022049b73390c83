import { Glyph } from "../ui/glyph";
import { isOpenOutcome, type ActionFailure } from "./action-failure";

/** The sentence of a refusal, or of a reply that was lost: an unknown never looks like a failure. */
export function FormFailure({ failure }: { failure: ActionFailure | null }) {
  if (!failure) return null;
  const open = isOpenOutcome(failure);
  return (
    <div role="alert" className={`flex gap-2 rounded-control border border-tone px-3 py-2 text-body text-tone ${open ? "tone-unk border-dashed" : "tone-bad"}`}>
      <Glyph name={open ? "circle-question-mark" : "circle-x"} className="mt-0.5" />
      <p>{failure.message}</p>
    </div>
  );
}
