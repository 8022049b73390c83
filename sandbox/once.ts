import type { Answer, JsonObject } from "./call";
import { sha256 } from "./random";
import { Refusal } from "./refusal";
import type { World } from "./world";

export interface OnceInput {
  readonly world: World;
  /** Whose `task_id` it is, and of which verb: the same text elsewhere is another task. */
  readonly scope: string;
  readonly taskId: string | null;
  readonly body: JsonObject;
  readonly work: () => Answer;
}

/** Answers a repeated `task_id` with the first answer, and refuses it with another body. */
export function once(input: OnceInput): Answer {
  if (input.taskId === null) return input.work();
  const id = `${input.scope}\u0000${input.taskId}`;
  const fingerprint = fingerprintOf(input.body);
  const known = input.world.answers.get(id);
  if (known) {
    if (known.fingerprint !== fingerprint) throw taskConflict(input.taskId);
    return { status: 200, body: JSON.parse(known.answerText) as Record<string, unknown> };
  }
  const answer = input.work();
  input.world.answers.put({ id, fingerprint, answerText: JSON.stringify(answer.body) });
  return answer;
}

export function taskConflict(taskId: string, extra: Record<string, unknown> = {}): Refusal {
  return new Refusal(409, "task_id_conflict", "This task_id was used with another body", { task_id: taskId, ...extra });
}

/** The same for the same body, whatever the order of its keys. */
export function fingerprintOf(body: JsonObject): string {
  return sha256(JSON.stringify(sorted(body)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]),
  );
}
