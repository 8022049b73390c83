import { ZERO } from "@/lib/core/money";
import { formatUsdc } from "@/lib/format/money";
import { typedAmount } from "./wallet-verbs";

/** What a provision form will do, as it stands now. */
export function provisionSentence(fields: Readonly<Record<string, unknown>>, worker: string | null, orchestrator: string): string {
  const limit = typedAmount(String(fields.dailyLimit ?? ""), true);
  if (worker === null || limit === null) return "Choose a worker and a daily limit.";
  const fundText = String(fields.fundNow ?? "").trim();
  const funding = fundText === "" ? ZERO : typedAmount(fundText, true);
  if (funding === null) return "Correct the amount to fund now.";
  const money = funding === 0n
    ? `Nothing moves: the new wallet of ${worker} starts empty.`
    : `${formatUsdc(funding, "detail")} moves from ${orchestrator} to the new wallet of ${worker}.`;
  const window = fields.autoReset === undefined ? "in all, until you raise the limit" : "in each 24 h";
  const spends = limit === 0n ? "It may spend nothing." : `It may spend at most ${formatUsdc(limit, "detail")} ${window}.`;
  return [money, spends, fields.allowWithdrawals === undefined ? "" : "It may send money out of the platform."].filter(Boolean).join(" ");
}
