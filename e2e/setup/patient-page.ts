/** A page as a person meets it: he acts when it answers, and not in the moment between its words and its script. */
import type { Page, Response } from "@playwright/test";

type Opening = (...asked: readonly unknown[]) => Promise<Response | null>;

/** What is typed or clicked before React listens is lost, so every opening of the page waits until it does. */
export function patient(page: Page): Page {
  for (const way of ["goto", "reload"] as const) {
    const open = page[way].bind(page) as Opening;
    const openAndWait: Opening = async (...asked) => {
      const answer = await open(...asked);
      await page.waitForFunction(() => Object.keys(document).some((key) => key.startsWith("__reactContainer")), undefined, { polling: 50 });
      return answer;
    };
    Object.assign(page, { [way]: openAndWait });
  }
  return page;
}
