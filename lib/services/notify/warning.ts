import { z } from "zod";
import { toDecimal, usdc } from "@/lib/core/money";

/** What a delivery holds from the moment that its alert was raised; never a secret. */
export const warningSchema = z.object({
  connection: z.object({ id: z.string(), name: z.string(), mode: z.string() }),
  alert: z.object({
    id: z.string(), kind: z.string(), severity: z.string(), title: z.string(), body: z.string(), subjectType: z.string(), subjectId: z.string(),
    amountAtRiskMicros: z.string(), deadlineAt: z.string().nullable(), raisedAt: z.string().nullable(),
  }),
});

export type Warning = z.output<typeof warningSchema>;

/** The JSON that a webhook gets. `id` is the same at every attempt. */
export function webhookBody(id: string, warning: Warning, consoleUrl: string): string {
  const amountAtRisk = toDecimal(usdc(BigInt(warning.alert.amountAtRiskMicros)));
  return JSON.stringify({ id, type: "alert.raised", ...warning, alert: { ...warning.alert, amountAtRisk }, url: `${consoleUrl}/alerts` });
}

/** One mail for everything that is due: a storm of alerts is one letter, not hundreds. */
export function mailText(warnings: readonly Warning[], consoleUrl: string): { subject: string; text: string } {
  const [first] = warnings;
  const mode = first && first.connection.mode === "sandbox" ? "[Sandbox] " : "";
  const subject = warnings.length === 1 && first ? `${mode}${first.alert.title}` : `${mode}${warnings.length} warnings of Purple Flea Console`;
  const paragraphs = warnings.map(({ connection, alert }) => {
    const risk = alert.amountAtRiskMicros === "0" ? "" : `\nAt risk: ${toDecimal(usdc(BigInt(alert.amountAtRiskMicros)))} USDC`;
    return `${alert.title}\n${alert.body}${risk}\n${connection.name} (${connection.mode}), ${alert.raisedAt ?? ""}`;
  });
  return { subject: subject.replace(/\s+/g, " ").slice(0, 200), text: `${paragraphs.join("\n\n")}\n\n${consoleUrl}/alerts\n` };
}
