import { Button } from "@/components/ui/button";
import { type ActionFailure, isOpenOutcome } from "./action-failure";
import { FormFailure } from "./form-failure";
import { SubmitButton } from "./submit-button";

interface DialogButtonsProps {
  /** What the form does, verb first. */
  label: string;
  pending: boolean;
  failure: ActionFailure | null;
  onClose: () => void;
}

/** The end of a dialog's form: why it failed, the step, and the way out. While an outcome is open nothing is sent again. */
export function DialogButtons({ label, pending, failure, onClose }: DialogButtonsProps) {
  const open = isOpenOutcome(failure);
  return (
    <>
      <FormFailure failure={failure} />
      <div className="flex gap-2">
        {!open && <SubmitButton pending={pending}>{label}</SubmitButton>}
        <Button size="lg" disabled={pending} onClick={onClose}>
          {open ? "Close" : "Keep"}
        </Button>
      </div>
    </>
  );
}
