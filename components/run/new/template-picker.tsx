"use client";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { ConfirmDialog, type ConfirmAction } from "@/components/ui/confirm-dialog";

export interface TemplateChoice {
  readonly id: string | null;
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
  readonly roles: number;
  readonly keptBy: string | null;
}

export interface RunChoice {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pattern: string;
  readonly state: string;
}

interface TemplatePickerProps {
  templates: readonly TemplateChoice[];
  runs: readonly RunChoice[];
  /** Null for those who may not. */
  remove: ConfirmAction | null;
}

/** Start from a plan that exists: a built-in one, one that was kept, or an earlier run's. */
export function TemplatePicker({ templates, runs, remove }: TemplatePickerProps) {
  return (
    <div className="flex flex-col gap-3">
      <Card label="Templates">
        <CardHead title="Templates" note="Choosing one replaces the plan you are writing" />
        <ul className="grid md:grid-cols-2">
          {templates.map((template) => (
            <li key={template.name} className="relative flex min-w-0 flex-col gap-1 border-b border-line p-3.5 hover:bg-hover">
              <div className="flex flex-wrap items-center gap-2">
                <Link href={`/runs/new?template=${encodeURIComponent(template.name)}`} prefetch={false} className="font-medium after:absolute after:inset-0 hover:text-accent">
                  {template.name}
                </Link>
                <Badge tone="mute">{template.pattern}</Badge>
                {template.keptBy !== null && <Badge tone="accent">kept</Badge>}
                {template.id !== null && remove && (
                  <span className="relative z-1 ml-auto">
                    <ConfirmDialog
                      trigger={<>Remove<span className="sr-only"> {template.name}</span></>} triggerVariant="danger" triggerSize="sm" title={`Remove ${template.name}?`}
                      consequence="The template is gone for everybody. Runs that were started from it stay as they are." confirmLabel="Remove template" confirmVariant="solid-danger"
                      action={remove} input={{ templateId: template.id }} done="The template is removed."
                    />
                  </span>
                )}
              </div>
              <p className="text-second text-ink2">{template.description}</p>
              <p className="text-second text-ink3">
                {template.roles === 0 ? "names its workers" : template.roles === 1 ? "1 role to fill" : `${template.roles} roles to fill`}
                {template.keptBy && `, kept by ${template.keptBy}`}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      <Card label="Clone a run">
        <CardHead title="Clone a run" note="the same plan again, as a new run" />
        {runs.length === 0 ? (
          <CardBody className="text-table text-ink3">No run of this connection can be cloned yet.</CardBody>
        ) : (
          <ul>
            {runs.map(({ id, number, name, pattern, state }) => (
              <li key={id} className="relative flex min-h-[38px] flex-wrap items-center gap-x-3 border-b border-line px-3.5 py-1.5 last:border-b-0 hover:bg-hover">
                <Link href={`/runs/new?from=${id}`} prefetch={false} className="font-medium after:absolute after:inset-0 hover:text-accent">
                  {name}
                </Link>
                <span className="text-second text-ink3">
                  #{number} · {pattern} · {state}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}
