import { z } from "zod";
import { ZERO } from "@/lib/core/money";
import { epochSeconds, money } from "../call";
import { liveWord } from "../escrow-store";
import { releaseSettlement } from "../escrow-terms";
import type { EscrowRow } from "../rows";
import type { Tool, ToolAnswer, ToolContext, ToolServer } from "./tool";

type Args = Readonly<Record<string, unknown>>;

const key = z.string();
const id = z.string();

/** A verb of the escrow with the key as an argument. The published module cannot look keys up: every such tool fails. */
async function withKey(args: Args, context: ToolContext, path: string): Promise<ToolAnswer> {
  if (context.isPublished) throw new Error("require is not defined");
  const { casino_api_key: casinoKey, ...body } = args;
  return context.send({ host: "escrow", method: "POST", path, key: String(casinoKey), body });
}

const completeInput = { casino_api_key: key, escrow_id: id, result_summary: z.string().optional() };

const tools: readonly Tool[] = [
  {
    name: "create_escrow", description: "Lock USDC for another agent. The fee is 1 % on release.",
    input: {
      casino_api_key: key, amount_usd: z.number().min(0.1), counterparty_agent_id: z.string(), description: z.string().min(3),
      timeout_hours: z.number().optional(), referral_code: z.string().optional(),
    },
    run: (args, context) => withKey(args, context, "/escrow/create"),
  },
  { name: "get_escrow", description: "Read one escrow.", input: { escrow_id: id }, run: async (args, context) => read(args, context) },
  {
    name: "mark_complete", description: "The payee says that the work is done.", input: completeInput,
    run: (args, context) => withKey(args, context, `/escrow/complete/${String(args.escrow_id)}`),
  },
  {
    name: "complete_escrow", description: "The payee says that the work is done.", input: completeInput, isSeedOnly: true,
    run: (args, context) => withKey(args, context, `/escrow/complete/${String(args.escrow_id)}`),
  },
  {
    name: "release_escrow", description: "The payer releases the money to the payee.", input: { casino_api_key: key, escrow_id: id },
    run: (args, context) => withKey(args, context, `/escrow/release/${String(args.escrow_id)}`),
  },
  {
    name: "dispute_escrow", description: "Either party disputes: the money stays locked for a person to look at.",
    input: { casino_api_key: key, escrow_id: id, reason: z.string().min(10) },
    run: (args, context) => withKey(args, context, `/escrow/dispute/${String(args.escrow_id)}`),
  },
  { name: "escrow_stats", description: "Totals of all escrows.", input: {}, run: async (_args, context) => stats(context) },
  {
    name: "list_pending", description: "Funded escrows that wait for the payee whose key it is.", input: { casino_api_key: key }, isSeedOnly: true,
    run: (args, context) => context.send({ host: "escrow", method: "GET", path: "/escrow/pending", key: String(args.casino_api_key) }),
  },
];

export const escrowToolServer: ToolServer = { name: "agent-escrow", isPublished: true, tools };

/** The raw row without any key, with epoch seconds and the referrer (transcript section 8). */
function read(args: Args, { world }: ToolContext): ToolAnswer {
  const escrow = world.escrows.get(String(args.escrow_id));
  return escrow ? { status: 200, body: rawRow(escrow) } : { status: 404, body: { error: "not_found", message: "Escrow not found" } };
}

function rawRow(escrow: EscrowRow): Record<string, unknown> {
  const at = (time: EscrowRow["lockedAt"]): number | null => (time === null ? null : epochSeconds(time));
  const referral = escrow.referrerId === null ? ZERO : releaseSettlement(escrow.amountMicros, escrow.feeMicros, true).referral;
  return {
    id: escrow.id, creator_id: escrow.payerId, counterparty_id: escrow.payeeId, amount_usd: money(escrow.amountMicros),
    commission_usd: money(escrow.feeMicros), description: escrow.description, status: liveWord(escrow.status),
    timeout_hours: escrow.timeoutHours, created_at: at(escrow.createdAt), funded_at: at(escrow.lockedAt),
    completed_at: at(escrow.completedAt), released_at: at(escrow.settledAt), disputed_at: at(escrow.disputedAt),
    auto_release_at: at(escrow.deadlineAt), referrer_id: escrow.referrerId, referral_commission_usd: money(referral),
  };
}

function stats({ world }: ToolContext): ToolAnswer {
  const { created, released, disputed, volume, fees } = world.escrowCounters;
  return { status: 200, body: {
    id: 1, total_created: created, total_released: released, total_disputed: disputed, total_volume_usd: money(volume),
    total_commission_usd: money(fees),
  } };
}
