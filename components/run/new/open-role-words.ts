import type { Json } from "@/lib/core/order/json-value";
import { isObject } from "./plan-draft";
import type { WorkerChoice } from "./worker-view";

const PLACES = ["worker", "backups", "bidders", "workers"];

/** What the work itself is about: a word there is no role. */
const DATA = ["input", "resultSchema", "defaultOutput", "validators"];

/** The role words of a template that no worker stands for yet: `@researcher`, each once, in the order of the plan. */
export function openRolesOf(draft: Json | undefined): readonly string[] {
  return [...new Set(namesIn(draft).filter((name) => name.startsWith("@")))];
}

function namesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, held]) => {
    if (DATA.includes(field)) return [];
    if (!PLACES.includes(field)) return namesIn(held);
    return [held].flat().filter((name) => typeof name === "string");
  });
}

/** The plan with workers in the place of role words. */
export function fillRoles(draft: Json, chosen: Readonly<Record<string, string>>): Json {
  if (Array.isArray(draft)) return (draft as readonly Json[]).map((item) => fillRoles(item, chosen));
  if (!isObject(draft)) return draft;
  return Object.fromEntries(Object.entries(draft).map(([field, held]) => {
    if (DATA.includes(field)) return [field, held];
    return [field, PLACES.includes(field) ? fillNames(held, chosen) : fillRoles(held, chosen)];
  }));
}

function fillNames(held: Json, chosen: Readonly<Record<string, string>>): Json {
  if (typeof held === "string") return chosen[held] || held;
  if (!Array.isArray(held)) return held;
  return [...new Set((held as readonly Json[]).map((name) => (typeof name === "string" ? chosen[name] || name : name)))];
}

/** Workers for a role word, the likely ones first: by role, then by name, each worker proposed for one word only. */
export function proposeWorkers(roles: readonly string[], workers: readonly WorkerChoice[]): Readonly<Record<string, string>> {
  const taken = new Set<string>();
  const proposals: Record<string, string> = {};
  for (const role of roles) {
    const best = workers.filter(({ name }) => !taken.has(name)).map((worker) => ({ worker, fit: fitOf(role, worker) }))
      .filter(({ fit }) => fit > 0).sort((one, other) => other.fit - one.fit)[0];
    if (!best) continue;
    taken.add(best.worker.name);
    proposals[role] = best.worker.name;
  }
  return proposals;
}

/** Above zero when a worker's role or name has the word in it: `@reviewer-2` fits `review` and `code-reviewer`. */
export function fitOf(role: string, worker: Pick<WorkerChoice, "role" | "name">): number {
  const stem = role.replace(/^@/, "").replace(/[-_]?\d+$/, "").toLowerCase();
  const [own, name] = [worker.role.toLowerCase(), worker.name.toLowerCase()];
  if (stem === "") return 0;
  if (own === stem) return 4;
  if (own.includes(stem) || (own.length > 3 && stem.includes(own))) return 3;
  if (name.includes(stem)) return 2;
  return own.slice(0, 5).length > 4 && stem.startsWith(own.slice(0, 5)) ? 1 : 0;
}
