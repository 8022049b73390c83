"use client";
import { useState, type FormEvent } from "react";
import type { ActionResult } from "@/lib/actions/result";
import { isSettled, unreachable, type ActionFailure } from "./action-failure";
import { useIdempotencyToken } from "./use-idempotency-token";

interface ActionForm {
  onSubmit: (event: FormEvent<HTMLFormElement>) => Promise<void>;
  pending: boolean;
  failure: ActionFailure | null;
  /** The first refusal of a field, for the `error` of its control. */
  errorOf: (name: string) => string | undefined;
}

/** Sends the form's fields (repeated names as arrays) and `idempotencyKey` to an action. */
export function useActionForm<T>(
  action: { run(input: Record<string, unknown>): Promise<ActionResult<T>> }["run"],
  onDone: (data: T, form: HTMLFormElement) => void,
  shape: (fields: Record<string, unknown>) => Record<string, unknown> = (fields) => fields,
): ActionForm {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const { token, renew } = useIdempotencyToken();
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    setPending(true);
    setFailure(null);
    const result = await action({ ...shape(readFields(form)), idempotencyKey: token }).catch(unreachable);
    setPending(false);
    if (result.ok || isSettled(result)) renew();
    if (!result.ok) return setFailure(result);
    onDone(result.data, form);
  }
  return { onSubmit, pending, failure, errorOf: (name) => failure?.fieldErrors?.[name]?.[0] };
}

export function readFields(form: HTMLFormElement): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const data = new FormData(form);
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name);
    fields[name] = values.length > 1 ? values : values[0];
  }
  return fields;
}
