import type { EpochMs } from "@/lib/core/time";
import type { Permission } from "./permissions";
import { can } from "./permissions";
import type { Role } from "./roles";

/** A person signed in. `steppedUpAt` is when he last proved his password again. */
export interface OperatorActor {
  readonly type: "operator";
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly steppedUpAt: EpochMs | null;
}

/** The console itself: a workflow that carries out what a person asked for, or a schedule. */
export interface SystemActor {
  readonly type: "system";
  readonly id: string;
  readonly name: string;
}

/** A program with a token of ours: it reads as a viewer, within the scopes that its route or server asked for. */
export interface TokenActor {
  readonly type: "token";
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly steppedUpAt: null;
}

export type Actor = OperatorActor | SystemActor | TokenActor;

export const SYSTEM: SystemActor = { type: "system", id: "system", name: "system" };

/** The system acts only after a person's request was checked, so it is not asked for a role again. */
export function actorCan(actor: Actor, permission: Permission): boolean {
  return actor.type === "system" || can(actor.roles, permission);
}

/** A step-up holds for ten minutes. */
export const STEP_UP_MS = 600_000;

/** True when the person proved himself again within the last ten minutes; the system never needs to. */
export function isSteppedUp(actor: Actor, now: EpochMs): boolean {
  return actor.type === "system" || (actor.steppedUpAt !== null && now - actor.steppedUpAt <= STEP_UP_MS);
}
