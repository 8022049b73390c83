"use client";
import { useState } from "react";
import { unreachable } from "@/components/forms/action-failure";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

interface ActionButtonProps {
  label: string;
  pendingLabel: string;
  action: { run(input: Record<string, unknown>): Promise<ActionResult<{ sentence: string }>> }["run"];
  input?: Record<string, unknown>;
  disabled?: boolean;
  size?: "sm" | "md";
}

/** One action without fields; says in a sentence what came of it. */
export function ActionButton({ label, pendingLabel, action, input = {}, disabled = false, size = "md" }: ActionButtonProps) {
  const [pending, setPending] = useState(false);
  async function onClick() {
    setPending(true);
    const result = await action(input).catch(unreachable);
    setPending(false);
    showToast(result.ok ? result.data.sentence : result.message, result.ok ? "ok" : "bad");
  }
  return (
    <Button size={size} disabled={pending || disabled} aria-busy={pending} onClick={onClick}>
      {pending ? pendingLabel : label}
    </Button>
  );
}
