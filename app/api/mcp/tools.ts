import { z } from "zod";
import { readAlerts } from "@/app/api/v1/alerts/read-alerts";
import { envelopeOf } from "@/app/api/v1/answer-parts";
import { readCosts } from "@/app/api/v1/costs/read-costs";
import { readEscrow, readEscrows } from "@/app/api/v1/escrows/read-escrows";
import { readRun, readRuns } from "@/app/api/v1/runs/read-runs";
import { readTreasury } from "@/app/api/v1/status/read-treasury";
import { readWorker, readWorkers } from "@/app/api/v1/workers/read-workers";
import { escrowsContract } from "@/lib/schemas/api/escrows";
import { connectionQuery } from "@/lib/schemas/api/fields";
import { costsContract } from "@/lib/schemas/api/reports";
import { runsContract } from "@/lib/schemas/api/runs";
import { alertsContract } from "@/lib/schemas/api/status";
import { workersContract } from "@/lib/schemas/api/workers";
import { type ReadTool, readTool, toolPaging } from "./read-tool";
import { readReferralChain } from "./read-referral-chain";

const oneOf = (what: string) => z.strictObject({ ...connectionQuery, id: z.string().min(1).max(120).describe(what) });
const nothing = z.strictObject(connectionQuery);

/** What the MCP server offers. Money is decimal text of USDC and, beside it, micros as text. */
export const READ_TOOLS: readonly ReadTool[] = [
  readTool({
    name: "list_workers", title: "List workers", description: "The fleet's workers: state, referral proof, fees, net, wallet use. Page with after = next.",
    input: workersContract.query.extend(toolPaging), read: readWorkers,
  }),
  readTool({
    name: "get_worker", title: "Get a worker", description: "One worker with its accounts, figures and child wallet. Never its keys.",
    input: oneOf("Our id of the worker, or the platform's"), read: (ctx, connection, { id }) => readWorker(ctx, connection, id),
  }),
  readTool({
    name: "list_escrows", title: "List escrows", description: "Escrows with state, amounts, deadline and what comes next. Page with after = next.",
    input: escrowsContract.query.extend(toolPaging), read: readEscrows,
  }),
  readTool({
    name: "get_escrow", title: "Get an escrow", description: "One escrow: parties, fee and net, history, the platform's record. Never its lock code.",
    input: oneOf("Our id of the escrow"), read: (ctx, connection, { id }) => readEscrow(ctx, connection, id),
  }),
  readTool({
    name: "list_runs", title: "List runs", description: "Payment runs with state, budget and where its money is. Page with after = next.",
    input: runsContract.query.extend(toolPaging), read: readRuns,
  }),
  readTool({
    name: "get_run", title: "Get a run", description: "One run: its legs with payer, payee, state and escrow, and its newest events.",
    input: oneOf("Our id of the run"), read: (ctx, connection, { id }) => readRun(ctx, connection, id),
  }),
  readTool({
    name: "cost_report", title: "Cost report", description: "Paid, fees, referral back and net per agent over whole UTC days, with totals over all agents.",
    input: costsContract.query.omit({ format: true }).extend(toolPaging), read: readCosts,
  }),
  readTool({
    name: "referral_chain", title: "Referral chain", description: "Commission and proof per role, with the best earners of each role.", input: nothing, read: readReferralChain,
  }),
  readTool({
    name: "list_alerts", title: "List alerts", description: "What waits for a person: money at risk, unknown outcomes, failed batches, a silent platform.",
    input: alertsContract.query.extend(toolPaging), read: readAlerts,
  }),
  readTool({
    name: "treasury_status", title: "Treasury status", description: "What the fleet holds, how much of it is proven against the platform, and since when.",
    input: nothing,
    read: async (ctx, connection) => ({
      ...envelopeOf(connection), isFrozen: connection.frozenAt !== null, silentSince: connection.silentSince?.toISOString() ?? null,
      treasury: await readTreasury(ctx, connection.id),
    }),
  }),
];
