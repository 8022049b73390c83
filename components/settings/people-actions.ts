import type { ActionResult } from "@/lib/actions/result";

type Action = (input?: unknown) => Promise<ActionResult<unknown>>;

/** What the page of people can do; the page hands the server actions in. */
export interface PeopleActions {
  readonly changeRoles: Action;
  readonly disable: Action;
  readonly enable: Action;
  readonly resetPassword: Action;
  readonly revokeSessions: Action;
}
