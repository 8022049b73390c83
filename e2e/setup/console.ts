/** `test` for the browser stories: every worker has a console of its own, and `page` opens paths on it. */
import { test as base } from "@playwright/test";
import { startConsole, type ConsoleServer } from "./start-console";

export { expect } from "@playwright/test";
export type { ConsoleServer } from "./start-console";

export const test = base.extend<object, { consoleServer: ConsoleServer }>({
  consoleServer: [
    // Playwright reads the first argument's names, so it must be a pattern even when nothing is needed.
    async ({}, use) => {
      const server = await startConsole();
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ consoleServer }, use) => use(consoleServer.url),
});
