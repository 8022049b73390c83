/** How many tests passed and failed, from the JSON that the test runners write. */
import { existsSync, readFileSync } from "node:fs";

const NONE = { passed: 0, failed: 0, skipped: 0 };

/** A runner that failed without a failed test (a file that does not load, a crash) counts as one failure. */
export function readCounts({ kind, file }, succeeded) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  const counts = report ? (kind === "vitest" ? ofVitest(report) : ofPlaywright(report)) : NONE;
  return !succeeded && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const ofVitest = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + (report.numTodoTests ?? 0) });

const ofPlaywright = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped });

export const sum = (all) => all.reduce((total, each) => ({ passed: total.passed + each.passed, failed: total.failed + each.failed, skipped: total.skipped + each.skipped }), NONE);
