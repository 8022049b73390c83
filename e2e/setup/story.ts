/** `test` for the stories: the page is signed in with all roles, and the console's sandbox can be read and broken. */
import type { Page } from "@playwright/test";
import type { Role } from "../../lib/core/access/roles";
import { clientOf, createPeople } from "../permissions/people";
import { test as consoleTest } from "./console";
import { patient } from "./patient-page";
import { SandboxControl } from "./sandbox-control";
import { type WorkerProcesses, workerProcesses } from "./worker-processes";
import { openSession, type StorageState } from "./session";

export { expect } from "@playwright/test";

interface StoryFixtures {
  readonly sandbox: SandboxControl;
  /** A page of somebody who holds only this role. */
  readonly pageOf: (role: Role) => Promise<Page>;
  /** Workers that do their orders in processes of their own; they end with the story. */
  readonly workers: WorkerProcesses;
  /** A part of a name that no other story uses. */
  readonly unique: string;
}

interface StoryWorker {
  readonly adminSession: StorageState;
  readonly people: (role: Role) => Promise<StorageState>;
}

export const test = consoleTest.extend<StoryFixtures, StoryWorker>({
  adminSession: [async ({ consoleServer }, use) => use(await openSession(consoleServer.url, consoleServer.admin)), { scope: "worker" }],
  people: [
    async ({ consoleServer }, use) => {
      let made: Promise<void> | undefined;
      await use(async (role) => {
        await (made ??= createPeople(consoleServer.databaseUrl));
        return (await clientOf(consoleServer.url, role)).storageState();
      });
    },
    { scope: "worker" },
  ],
  storageState: ({ adminSession }, use) => use(adminSession),
  page: ({ page }, use) => use(patient(page)),
  sandbox: async ({ consoleServer }, use) => {
    const sandbox = new SandboxControl(consoleServer.sandboxUrl);
    await use(sandbox);
    await sandbox.mend();
  },
  workers: async ({ consoleServer }, use) => {
    const workers = workerProcesses(consoleServer);
    await use(workers);
    await workers.stop();
  },
  pageOf: async ({ browser, people, baseURL }, use) => {
    await use(async (role) => patient(await (await browser.newContext({ storageState: await people(role), baseURL })).newPage()));
  },
  // Playwright reads the first argument's names, so it must be a pattern even when nothing is needed.
  unique: async ({}, use, info) => use(`s${info.testId.slice(-5)}${info.repeatEachIndex}`),
});
