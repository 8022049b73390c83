import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type ConfirmAction, ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { formatUsdc } from "@/lib/format/money";
import { type LegOption, legOptions } from "./leg-options";
import { doerOf } from "./leg-words";
import { PayPartDialog } from "./pay-part-dialog";
import type { RunScene } from "./run-scene";

export interface LegActionSet {
  readonly retry: ConfirmAction;
  readonly payPart: ConfirmAction;
  readonly decide: ConfirmAction;
}

const ICON: Readonly<Record<LegOption["kind"], GlyphName>> = { retry: "rotate-cw", part: "hand-coins", cancel: "ban", wait: "hourglass" };

interface LegActionsProps {
  leg: LegFacts;
  run: RunFacts;
  scene: RunScene;
  /** Keys of the legs that hang on this one. */
  touched: readonly string[];
  actions: LegActionSet;
}

/** What can be done about the chosen leg; what cannot is dashed and says what to do instead. */
export function LegActions({ leg, run, scene, touched, actions }: LegActionsProps) {
  const options = legOptions(leg, run, scene, touched);
  if (options.length === 0) return null;
  return (
    <section aria-label="What you can do" className="flex flex-col gap-3 border-t border-line p-3.5">
      <h3 className="text-second font-normal text-ink3">What you can do</h3>
      {options.map((option) => (
        <div key={option.kind} className="flex flex-col gap-1.5">
          <div className="flex items-center gap-2">
            <Step option={option} leg={leg} scene={scene} actions={actions} />
            {option.why !== null && <Badge tone="mute" icon="circle-slash" dashed>unavailable</Badge>}
          </div>
          <p className="text-second text-ink3">{option.why ?? option.consequence}</p>
        </div>
      ))}
    </section>
  );
}

function Step({ option, leg, scene, actions }: { option: LegOption; leg: LegFacts; scene: RunScene; actions: LegActionSet }) {
  const face = <><Glyph name={ICON[option.kind]} /><span className="truncate">{option.label}</span></>;
  if (option.why !== null) return <Button variant="unavailable" size="lg" className="min-w-0 grow">{face}</Button>;
  if (option.kind === "wait" || option.kind === "cancel") {
    return <p className="flex items-center gap-2 text-body font-medium">{face}</p>;
  }
  if (option.kind === "part") {
    return <PayPartDialog trigger={face} legId={leg.id} agentName={doerOf(leg)} amountMicros={String(leg.amount)} sandbox={scene.isSandbox} action={actions.payPart} />;
  }
  const isAbove = scene.approvalAbove !== null && leg.amount > scene.approvalAbove && !scene.isSteppedUp;
  return (
    <ConfirmDialog
      trigger={face} triggerVariant="primary" triggerSize="lg" triggerClassName="min-w-0 grow" title={`Retry ${leg.label}?`} consequence={option.consequence}
      confirmLabel={`Retry, ${formatUsdc(leg.amount, "detail")} at most`} done="Tried again. It locks when its turn comes." action={actions.retry} input={{ legId: leg.id }} sandbox={scene.isSandbox}
      {...(isAbove ? { field: { name: "password", label: "Password", type: "password" as const, required: true, help: "Once more, for this amount" } } : {})}
    />
  );
}
