import { type Usdc, usdc } from "@/lib/core/money";
import { SECOND_MS, toIso } from "@/lib/core/time";
import { bookActivity } from "./activity";
import { requireAgent } from "./agents";
import { type JsonObject, readJsonObject } from "./call";
import { stateOf } from "./control-state";
import type { FaultRules } from "./faults";
import { agentAccount, EXTERNAL } from "./ledger";
import { Refusal } from "./refusal";
import { resolveDispute } from "./resolve-dispute";
import type { World } from "./world";

const LEDGER_PAGE_MAX = 100_000;
/** A century: more would leave the range of dates. */
const ADVANCE_SECONDS_MAX = 100 * 366 * 86_400;

export interface ControlDependencies {
  readonly world: World;
  readonly faults: FaultRules;
  readonly runDue: () => number;
  readonly reset: () => void;
  readonly requests: () => number;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
}

/** The switches under `/_sandbox/`, which no platform has. Gives the JSON body of the answer. */
export function controlAnswer(dependencies: ControlDependencies, request: ControlRequest): Record<string, unknown> {
  const { world, faults } = dependencies;
  const body = readBody(request.text);
  switch (`${request.method} ${request.path}`) {
    case "GET /health": return { ok: true, now: toIso(world.clock.now()), agents: world.agents.size, entries: world.ledger.entryCount };
    case "POST /compact": world.compact(); return { ok: true, journalBytes: world.journalBytes };
    case "GET /state": return stateOf(world, dependencies.requests());
    case "GET /ledger": return ledgerPage(world, request.query);
    case "POST /reset": dependencies.reset(); return { ok: true, now: toIso(world.clock.now()) };
    case "POST /clock": return advanceClock(dependencies, body);
    case "GET /faults": return { faults: faults.list() };
    case "POST /faults": return { ok: true, fault: faults.add(body) };
    case "DELETE /faults": return { ok: true, removed: faults.clear() };
    case "POST /credit": return credit(world, body);
    case "POST /activity": return world.transact(() => bookActivity(world, {
      agentId: agentOf(world, body), product: String(body.product), amount: readMicros(body.amountMicros),
    }, world.clock.now()));
    case "POST /resolve": return world.transact(() => resolveDispute(world, body, world.clock.now()));
    default: throw new Refusal(404, "not_found", `No control ${request.method} ${request.path}`);
  }
}

function ledgerPage(world: World, query: URLSearchParams): Record<string, unknown> {
  const after = readWhole(query.get("after") ?? "0", "after");
  const limit = Math.min(readWhole(query.get("limit") ?? String(LEDGER_PAGE_MAX), "limit"), LEDGER_PAGE_MAX);
  const entries = world.ledger.after(after, limit).map((entry) => ({
    seq: entry.seq, at: toIso(entry.at), posting: entry.posting, account: entry.account, amountMicros: entry.amount.toString(),
    reason: entry.reason, ref: entry.ref,
  }));
  const last = entries.at(-1)?.seq ?? after;
  return { entries, nextAfter: last < world.ledger.entryCount ? last : null };
}

function advanceClock({ world, runDue }: ControlDependencies, body: JsonObject): Record<string, unknown> {
  const seconds = body.advanceSeconds;
  if (typeof seconds !== "number" || !Number.isFinite(seconds) || seconds < 0 || seconds > ADVANCE_SECONDS_MAX) {
    throw new Refusal(400, "invalid_advanceSeconds", "advanceSeconds must be a number of at least 0: time never runs back");
  }
  world.advance(Math.round(seconds * SECOND_MS));
  const ran = runDue();
  return { ok: true, now: toIso(world.clock.now()), ran };
}

function credit(world: World, body: JsonObject): Record<string, unknown> {
  const agentId = agentOf(world, body);
  const amount = readMicros(body.amountMicros);
  const account = agentAccount(agentId);
  const now = world.clock.now();
  world.transact(() => world.ledger.post({
    at: now, ref: `crd_${world.random.hex(16)}`, service: "sandbox",
    lines: [
      { account: EXTERNAL, amountMicros: usdc(-amount), reason: "sandbox_credit" },
      { account, amountMicros: amount, reason: "sandbox_credit" },
    ],
  }));
  return { ok: true, agentId, balanceMicros: world.ledger.balance(account).toString() };
}

function agentOf(world: World, body: JsonObject): string {
  return requireAgent(world, typeof body.agentId === "string" ? body.agentId : "").id;
}

function readMicros(value: unknown): Usdc {
  const isMicros = typeof value === "string" && /^[1-9]\d{0,17}$/.test(value);
  if (!isMicros) throw new Refusal(400, "invalid_amountMicros", "amountMicros must be a decimal string of micro-USDC above 0");
  return usdc(BigInt(value));
}

function readWhole(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refusal(400, `invalid_${field}`, `${field} must be a whole number`);
}

function readBody(text: string): JsonObject {
  const body = readJsonObject(text);
  if (body === null) throw new Refusal(400, "invalid_json", "Request body must be a JSON object");
  return body;
}
