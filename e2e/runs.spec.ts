import { RunPage } from "./pages/run-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

const TEXT = { text: "ten words are in this text that somebody has written" };

test("a hub pays three specialists for real work, and its report says 2.10, 0.021 and 0.00315", async ({ page, unique, workers }) => {
  const [research = "", code = "", review = ""] = await new SpawnPage(page).spawn({ prefix: unique, count: 3 });
  await workers.start([research, code, review]);
  await page.goto("/runs/new?template=Research%2C%20code%20and%20review");
  const roles = page.getByRole("region", { name: "Open roles" });
  for (const [index, name] of [research, code, review].entries()) await roles.getByRole("combobox").nth(index).selectOption(name);
  await roles.getByRole("button", { name: "Use these workers" }).click();
  await page.getByLabel("Run input").fill(JSON.stringify(TEXT));
  const run = new RunPage(page);
  await expect(run.startButton).toHaveText("Start run, up to 2.10 USDC", { timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Dry run" })).toContainText("0.021");
  await run.start();
  await expect(page.getByText("done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  const report = await run.report();
  await expect(report.getByRole("row").filter({ hasText: research })).toContainText("0.00075");
  const total = report.getByRole("row").last();
  for (const figure of ["2.10", "0.021", "0.00315"]) await expect(total).toContainText(figure);
  await total.getByRole("link", { name: "2.10", exact: true }).click();
  const entries = page.getByRole("region", { name: "Cost entries" });
  await expect(entries).toContainText("2.10 USDC");
  await expect(entries.getByRole("row").filter({ hasText: research })).toContainText("0.50");
});

test("in a pipeline each stage pays the next and keeps its margin", async ({ page, unique, workers }) => {
  const stages = await new SpawnPage(page).spawn({ prefix: unique, count: 3, dailyLimit: "20" });
  await workers.start(stages);
  const run = new RunPage(page);
  const amounts = ["5.00", "3.50", "1.80"];
  await run.write({
    name: `${unique} pipeline`, pattern: "pipeline", input: TEXT,
    stages: stages.map((worker, index) => ({ worker, amount: amounts[index], instructions: "Count the words of the text." })),
  });
  const margins = page.getByRole("region", { name: "Dry run" });
  for (const margin of ["1.50", "1.70", "1.80"]) await expect(margins).toContainText(margin);
  await run.start();
  await expect(page.getByText("done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await run.openList();
  await expect(run.leg(stages[1] ?? "")).toContainText(stages[0] ?? "?");
  await expect(run.leg(stages[2] ?? "")).toContainText(stages[1] ?? "?");
});

test("in an auction the bids are sealed, one is funded, and the table of marks stays", async ({ page, unique, workers }) => {
  const [dear = "", cheap = ""] = await new SpawnPage(page).spawn({ prefix: unique, count: 2 });
  const run = new RunPage(page);
  await run.write({
    name: `${unique} auction`, pattern: "auction", input: TEXT, bidders: [dear, cheap], ceiling: "8.00", bidMinutes: 60, allowsNewcomers: true,
    instructions: "Count the words of the text.",
  });
  await run.start();
  await workers.start([dear], ["--price", "7.10"]);
  await run.openList();
  await run.leg(unique).first().getByRole("link").first().click();
  const panel = page.getByRole("complementary").or(page.getByRole("dialog")).filter({ hasText: "bid" }).first();
  await expect(panel).toContainText(/1 of 2|1 bid/);
  await expect(page.getByText("7.10")).toHaveCount(0);
  await workers.start([cheap], ["--price", "6.20"]);
  await expect(page.getByText("done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("6.20").first()).toBeVisible();
  await expect(page.getByText("7.10").first()).toBeVisible();
  const report = await run.report();
  await expect(report.getByRole("row").last()).toContainText("6.20");
});

test("in a marketplace one of three is paid, and the others get their orders taken back", async ({ page, unique, workers }) => {
  const racers = await new SpawnPage(page).spawn({ prefix: unique, count: 3 });
  const run = new RunPage(page);
  await run.write({
    name: `${unique} marketplace`, pattern: "marketplace", input: TEXT, workers: racers, amount: "1.00", instructions: "Count the words of the text.",
  });
  await run.start();
  const graph = page.getByRole("group", { name: "Run graph" });
  await expect(graph.getByRole("link")).toHaveCount(3);
  await graph.getByRole("link", { name: `${racers[1] ?? ""}, racer 2 of 3` }).click();
  await expect(page.getByRole("complementary").filter({ hasText: racers[1] ?? "?" })).toContainText("racer 2 of 3");
  await workers.start(racers);
  await expect(page.getByText("done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await run.openList();
  await expect(page.getByRole("row").filter({ hasText: "lost the race" })).toHaveCount(2);
  const report = await run.report();
  await expect(report.getByRole("row").last()).toContainText("1.00");
});

test("a result that does not pass goes back, fails, and leaves the other legs alone; a person judges another; the run is cloned", async ({ page, unique, workers }) => {
  const [strict = "", judged = ""] = await new SpawnPage(page).spawn({ prefix: unique, count: 2 });
  const run = new RunPage(page);
  await run.write({
    name: `${unique} checks`, pattern: "hub_spoke", input: TEXT,
    legs: [
      { key: "strict", worker: strict, amount: "1.00", revisions: 1, instructions: "Count the words.", validators: [{ kind: "expression", expression: "result.words > 100" }] },
      { key: "judged", worker: judged, amount: "2.00", instructions: "Count the words.", validators: [{ kind: "human", question: "Is the count right?" }] },
    ],
  });
  await run.start();
  await workers.start([strict, judged]);
  await run.openList();
  await expect(run.leg(strict)).toContainText("failed", { timeout: 60_000 });
  await expect(run.leg(judged)).toContainText("review");
  await page.goto("/runs?tab=review");
  const review = page.getByRole("region").filter({ hasText: "Is the count right?" }).filter({ hasText: unique }).first();
  await expect(review).toContainText("10 words counted.");
  await review.getByRole("button", { name: /^Accept/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Accept/ }).click();
  await page.goto("/runs");
  await page.getByRole("link", { name: `${unique} checks` }).first().click();
  await expect(page.getByText("Returned").first()).toBeVisible();
  const report = await run.report();
  await expect(report.getByRole("row").last()).toContainText("2.00");
  await page.getByRole("link", { name: "Clone" }).click();
  await expect(run.startButton).toHaveText("Start run, up to 3.00 USDC");
});

test("a cancelled run brings its money back and tells its workers", async ({ page, unique }) => {
  const names = await new SpawnPage(page).spawn({ prefix: unique, count: 2 });
  const run = new RunPage(page);
  await run.write({
    name: `${unique} cancelled`, pattern: "hub_spoke", legs: names.map((worker, index) => ({ key: `leg-${index + 1}`, worker, amount: "1.00", instructions: "Never mind." })),
  });
  await run.start();
  await expect(page.getByText("Locked", { exact: true }).locator("..")).toContainText("2.00");
  await page.getByRole("button", { name: "Cancel run" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Cancel/ }).click();
  await expect(page.getByText("stopped", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Returned", { exact: true }).locator("..")).toContainText("2.00");
  // The button that was pressed is gone; the keyboard goes on from the page's content.
  await expect(page.locator("#content")).toBeFocused();
});
