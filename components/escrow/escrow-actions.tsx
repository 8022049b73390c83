import { CapabilityBadge } from "@/components/status/capability-badge";
import { Button } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";
import { cx } from "@/components/ui/cx";
import { Glyph } from "@/components/ui/glyph";
import type { GlyphName } from "@/components/ui/glyph-names";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import type { Scene } from "./escrow-scene";
import { isAboveThreshold, type MoveOption, type MoveVerb, moveOptions } from "./move-options";

export type EscrowActionSet = Readonly<Record<MoveVerb, ConfirmAction>>;

const ICON: Readonly<Record<MoveVerb, GlyphName>> = { complete: "package-check", release: "circle-check", dispute: "scale", cancel: "undo-2" };

/** Every step in one place, each with its consequence; one that is closed stays, dashed, and says what to do instead. */
export function EscrowActions({ escrow, scene, actions }: { escrow: EscrowDetail; scene: Scene; actions: EscrowActionSet }) {
  const options = moveOptions(escrow, scene);
  if (options.length === 0) return null;
  return (
    <Card label="Actions">
      <CardHead title="Actions" aside="Each asks once, then cannot be undone" />
      <div className="flex flex-col gap-2.5 p-2.5">
        {options.map((option) => (
          <Move key={option.verb} option={option} escrow={escrow} scene={scene} action={actions[option.verb]} />
        ))}
      </div>
    </Card>
  );
}

function Move({ option, escrow, scene, action }: { option: MoveOption; escrow: EscrowDetail; scene: Scene; action: ConfirmAction }) {
  const isMain = option.verb === "release" && option.why === null;
  return (
    <div className={cx("flex flex-col gap-1.5 rounded-large border p-2.5", isMain ? "border-[color-mix(in_oklab,var(--accent)_60%,transparent)] bg-[color-mix(in_oklab,var(--accent)_7%,transparent)]" : "border-line", option.why !== null && "border-dashed")}>
      <div className="flex items-center gap-2">
        {option.why === null ? <Confirm option={option} escrow={escrow} scene={scene} action={action} isMain={isMain} /> : (
          <Button variant="unavailable" size="lg" className="min-w-0 grow">
            <Glyph name={ICON[option.verb]} />
            <span className="truncate">{option.label}</span>
          </Button>
        )}
        {!isMain && <CapabilityBadge level={option.why === null ? option.evidence : "unavailable"} />}
      </div>
      <p className="text-second text-ink3">{option.why ?? option.consequence}</p>
    </div>
  );
}

function Confirm({ option, escrow, scene, action, isMain }: { option: MoveOption; escrow: EscrowDetail; scene: Scene; action: ConfirmAction; isMain: boolean }) {
  const asksPassword = option.verb === "release" && isAboveThreshold(escrow) && !scene.isSteppedUp;
  const field = asksPassword
    ? { name: "password", label: "Password", type: "password" as const, required: true, help: "Once more, for this amount" }
    : option.verb === "cancel" || option.verb === "dispute"
      ? { name: "reason", label: "Reason", help: scene.isSandbox ? "Optional" : "Optional. The platform may show it" }
      : undefined;
  return (
    <ConfirmDialog
      trigger={<><Glyph name={ICON[option.verb]} /><span className="truncate">{option.label}</span></>}
      triggerVariant={isMain ? "primary" : option.verb === "dispute" ? "danger" : "default"} triggerSize="lg" triggerClassName="min-w-0 grow"
      title={option.title} consequence={option.consequence} confirmLabel={option.confirm} done={option.done} action={action}
      confirmVariant={option.verb === "dispute" ? "solid-danger" : "primary"} input={{ escrowId: escrow.id }} sandbox={scene.isSandbox}
      {...(field ? { field } : {})}
    />
  );
}
