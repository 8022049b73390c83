import { error, nodePlaces, type Place, type PlanFault } from "./plan-fault";
import type { RunPlan, SpokeNode } from "./plan";

/** Two of one name: nobody could say which one is meant. */
export function findKeyFaults(plan: RunPlan): readonly PlanFault[] {
  const places = nodePlaces(plan);
  const stages = places.map(({ node, path }) => (node.kind === "pipeline" ? node.stages.map((stage, index) => ({ node: stage, path: `${path}stages.${index}.` })) : []));
  return [places, ...stages].flatMap(findRepeated);
}

function findRepeated(places: readonly Place<{ readonly key: string }>[]): PlanFault[] {
  const seen = new Set<string>();
  return places.flatMap(({ node, path }) => {
    if (seen.has(node.key)) return [error("DUPLICATE_KEY", `${path}key`, `The key ${node.key} is used twice. Give each a key of its own.`)];
    seen.add(node.key);
    return [];
  });
}

/** Dependencies that lead nowhere, to themselves, or around in a circle. */
export function findDependencyFaults(plan: RunPlan): readonly PlanFault[] {
  const places = nodePlaces(plan);
  const known = new Set(places.map(({ node }) => node.key));
  const faults = places.flatMap((place) => dependenciesOf(place).flatMap(({ key, path }): PlanFault[] => {
    if (key === place.node.key) return [error("SELF_DEPENDENCY", path, `${key} waits for itself. Take it out of its own dependencies.`)];
    return known.has(key) ? [] : [error("UNKNOWN_DEPENDENCY", path, `Nothing in this plan has the key ${key}. Correct it or take it out.`)];
  }));
  return [...faults, ...findCycles(places)];
}

interface Dependency { readonly key: string; readonly path: string }

/** All keys that a node waits for; a pipeline also for those of its stages. */
function dependenciesOf({ node, path }: Place<SpokeNode>): readonly Dependency[] {
  const own = node.dependsOn.map((key, index) => ({ key, path: `${path}dependsOn.${index}` }));
  if (node.kind !== "pipeline") return own;
  return [...own, ...node.stages.flatMap((stage, at) => stage.dependsOn.map((key, index) => ({ key, path: `${path}stages.${at}.dependsOn.${index}` })))];
}

/** Each circle once, named in the order of waiting. Without recursion: a chain may be as long as a plan. */
function findCycles(places: readonly Place<SpokeNode>[]): PlanFault[] {
  const byKey = new Map(places.map((place) => [place.node.key, place]));
  const next = (key: string) => {
    const place = byKey.get(key);
    return place ? dependenciesOf(place).map((dependency) => dependency.key).filter((other) => other !== key && byKey.has(other)) : [];
  };
  const finished = new Set<string>();
  const faults: PlanFault[] = [];
  for (const start of byKey.keys()) {
    const trail: { readonly key: string; readonly rest: string[] }[] = finished.has(start) ? [] : [{ key: start, rest: next(start) }];
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const key = top.rest.shift();
      if (key === undefined) {
        finished.add(top.key);
        trail.pop();
        continue;
      }
      const from = trail.findIndex((step) => step.key === key);
      if (from >= 0) faults.push(toCycle([...trail.slice(from).map((step) => step.key), key], byKey.get(key)?.path ?? ""));
      else if (!finished.has(key)) trail.push({ key, rest: next(key) });
    }
  }
  return faults;
}

function toCycle(keys: readonly string[], path: string): PlanFault {
  return error("CYCLE", `${path}dependsOn`, `These wait for each other, so none of them could begin: ${keys.join(" → ")}. Take one of the arrows out.`);
}
