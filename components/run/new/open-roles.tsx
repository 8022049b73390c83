"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { fillRoles, fitOf, openRolesOf, proposeWorkers } from "./open-role-words";
import { usePlanEditor } from "./plan-context";

/** The roles of a template that wait for workers, with own workers that fit. */
export function OpenRoles() {
  const { draft, put, workers, roleWords } = usePlanEditor();
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const roles = openRolesOf(draft);
  if (roles.length === 0) return null;
  const chosen = { ...proposeWorkers(roles, workers), ...picked };
  const ready = roles.filter((role) => chosen[role]);
  function fill() {
    put([], fillRoles(draft, chosen));
    setPicked({});
  }
  return (
    <Card label="Open roles" tone="warn">
      <CardHead title="Open roles" note={`${roles.length === 1 ? "1 role waits" : `${roles.length} roles wait`} for a worker`} />
      <CardBody className="flex flex-col gap-3.5">
        <div className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
          {roles.map((role) => (
            <Select
              key={role} label={`Worker for ${role}`} help={roleWords[role]} value={chosen[role] ?? ""} options={choicesFor(role, workers)}
              onChange={({ currentTarget: { value } }) => setPicked({ ...picked, [role]: value })}
            />
          ))}
        </div>
        {workers.length === 0 && <p className="text-table text-ink3">No worker of this fleet can take part yet. Spawn some first.</p>}
        <Button className="self-start" disabled={ready.length === 0} onClick={fill}>
          {ready.length === 0 || ready.length === roles.length ? "Use these workers" : `Use these ${ready.length} of ${roles.length}`}
        </Button>
      </CardBody>
    </Card>
  );
}

/** Workers of a fitting role first. */
function choicesFor(role: string, workers: ReturnType<typeof usePlanEditor>["workers"]) {
  const sorted = [...workers].sort((one, other) => fitOf(role, other) - fitOf(role, one));
  return [{ value: "", label: "Choose a worker" }, ...sorted.map(({ name, role: own, record }) => ({ value: name, label: [`${name} (${own})`, record].filter(Boolean).join(" · ") }))];
}
