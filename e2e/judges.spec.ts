import { RunPage } from "./pages/run-page";
import { SpawnPage } from "./pages/spawn-page";
import { type JudgeProcess, startJudge } from "./setup/judge-process";
import { expect, test } from "./setup/story";

test("a judge that checks the signature pays one result, sends another back, and one with another secret gets no word in", async ({ page, unique, workers }) => {
  test.setTimeout(120_000);
  await page.goto("/settings/judges");
  const again = page.getByLabel("Replace the secret that my judges have");
  if (await again.isVisible()) await again.check();
  await page.getByRole("button", { name: /^Make .*signing secret$/ }).click();
  const secret = await page.getByRole("status").locator("code").innerText();
  expect(secret).toMatch(/^whsec_/);
  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);

  const judges: JudgeProcess[] = await Promise.all([startJudge(secret, 3), startJudge(secret, 50), startJudge("whsec_of_somebody_else", 3)]);
  try {
    const names = await new SpawnPage(page).spawn({ prefix: unique, count: 3 });
    await workers.start(names);
    const run = new RunPage(page);
    await run.write({
      name: `${unique} judged`, pattern: "hub_spoke", input: { text: "four words of text" },
      legs: names.map((worker, index) => ({ key: `leg-${index}`, worker, amount: "1.00", revisions: 0, instructions: "Count the words.", validators: [{ kind: "judge", url: judges[index]?.url }] })),
    });
    await run.start();
    await run.openList();
    await expect(run.leg(names[0] ?? "")).toContainText("released", { timeout: 30_000 });
    await expect(run.leg(names[1] ?? "")).toContainText("failed", { timeout: 30_000 });
    await expect(run.leg(names[2] ?? "")).toContainText("judging", { timeout: 30_000 });
    await page.getByRole("link", { name: "Events", exact: true }).click();
    await expect(page.getByText("The summary has 3 words; at least 50 are needed.").first()).toBeVisible();
  } finally {
    for (const judge of judges) judge.stop();
  }
});
