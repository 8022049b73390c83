"use client";
import { useRef, useState } from "react";
import { type ActionFailure, unreachable } from "@/components/forms/action-failure";
import { FormFailure } from "@/components/forms/form-failure";
import { useIdempotencyToken } from "@/components/forms/use-idempotency-token";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-area";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import { type ImportLine, ImportTable } from "./import-table";

type ImportAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ rows: ImportLine[] }>> }["run"];

interface ImportFormProps {
  label: string;
  help: string;
  note: string;
  thing: "worker" | "escrow";
  takesFile: boolean;
  preview: ImportAction;
  run: ImportAction;
}

/** Paste, look at what the platform says of each row, then take in what is ready. */
export function ImportForm({ label, help, note, thing, takesFile, preview, run }: ImportFormProps) {
  const text = useRef<HTMLTextAreaElement>(null);
  const { token, renew } = useIdempotencyToken();
  const [lines, setLines] = useState<readonly ImportLine[]>([]);
  const [pending, setPending] = useState<"preview" | "run" | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const ready = lines.filter(({ verdict }) => verdict === "ready").length;
  async function send(which: "preview" | "run") {
    setPending(which);
    setFailure(null);
    const result = await (which === "preview" ? preview : run)({ text: text.current?.value ?? "", idempotencyKey: token }).catch(unreachable);
    setPending(null);
    if (!result.ok) return setFailure(result);
    setLines(result.data.rows);
    if (which === "preview") return;
    renew();
    showToast(`${result.data.rows.filter(({ verdict }) => verdict === "imported").length} imported.`);
    // The text holds keys: it does not stay on the screen once it did its work.
    if (text.current) text.current.value = "";
  }
  async function onFile(file: File | undefined) {
    if (file && text.current) text.current.value = await file.text();
    setLines([]);
  }
  return (
    <>
      <Card label={label}>
        <CardHead title={label} note={note} />
        <CardBody className="flex flex-col gap-3">
          <TextArea ref={text} label={label} hideLabel rows={10} spellCheck={false} autoComplete="off" className="font-mono" help={help} onInput={() => setLines([])} />
          {takesFile && <input type="file" aria-label="Roster file" accept=".json,.csv,.txt" onChange={(event) => onFile(event.target.files?.[0])} className="text-table" />}
          <FormFailure failure={failure} />
          <div className="flex flex-wrap gap-2">
            <Button size="lg" disabled={pending !== null} aria-busy={pending === "preview"} onClick={() => send("preview")}>{pending === "preview" ? "Reading…" : "Look first"}</Button>
            <Button size="lg" variant="primary" disabled={pending !== null || ready === 0} aria-busy={pending === "run"} onClick={() => send("run")}>Import {ready} {thing}{ready === 1 ? "" : "s"}</Button>
          </div>
        </CardBody>
        <CardFoot>{help}</CardFoot>
      </Card>
      {lines.length > 0 && <Card label="Found"><ImportTable caption="What was found" lines={lines} /></Card>}
    </>
  );
}
