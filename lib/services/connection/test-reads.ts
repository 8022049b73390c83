import { PRODUCT_SERVICES, type ProductService } from "@/lib/core/connection/accounts";
import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { ProbedCapability, ServiceHealth } from "@/lib/core/connection/connection-view";
import { SERVICE_NAMES } from "@/lib/core/connection/hosts";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { createPlatformClient, type PlatformClient } from "@/lib/purpleflea/client";
import { CapabilityUnavailable, PlatformError } from "@/lib/purpleflea/errors";
import { DEFAULT_TIMEOUTS, type PlatformSettings } from "@/lib/purpleflea/settings";
import type { AccountWish, ConnectionWish } from "@/lib/schemas/connection";
import type { ServiceContext } from "../context";
import { findMode } from "./find-mode";
import { probeReads } from "./probe-reads";

/** What the platform answered before anything is saved. Money in micros; no key is in here. */
export interface ConnectionTest {
  readonly mode: ConnectionMode;
  readonly health: readonly ServiceHealth[];
  readonly agentId: string;
  readonly balanceMicros: bigint;
  readonly ownCode: string | null;
  readonly productCodes: Readonly<Partial<Record<ProductService, string | null>>>;
  readonly referral: { readonly referredCount: number; readonly totalMicros: bigint; readonly byProduct: Readonly<Record<string, bigint>> } | null;
  readonly capabilities: readonly ProbedCapability[];
  readonly clockOffsetMs: number;
}

/**
 * Reads the services with the keys given and changes nothing anywhere. The balance must come back, for the agent that
 * was named: without that nothing may be saved. Errors: `NO_BALANCE`, `OTHER_AGENT`, `OTHER_CODE`, `NO_ACCOUNT`.
 */
export async function testReads(ctx: ServiceContext, wish: ConnectionWish): Promise<Result<ConnectionTest, Failure>> {
  const mode = await findMode(ctx, wish.baseUrls);
  const settings: PlatformSettings = {
    connectionId: "test", mode, baseUrls: wish.baseUrls, dialects: wish.dialects, timeouts: DEFAULT_TIMEOUTS,
  };
  const clientOf = (account: AccountWish): PlatformClient =>
    createPlatformClient(settings, { apiKey: account.apiKey }, { fetch: ctx.fetch, now: ctx.now, sleep: (ms) => ctx.sleep(ms), log: ctx.log });
  const client = clientOf(wish.orchestrator);
  const startedAt = ctx.now();
  const balance = await client.getBalance().catch(toFailure);
  if ("code" in balance) return fail({ code: "NO_BALANCE", message: `The balance could not be read with this key: ${balance.message} Nothing was saved.` });
  if (balance.value.agentId !== wish.orchestrator.agentId) {
    return fail({ code: "OTHER_AGENT", message: `This key belongs to ${balance.value.agentId}, not to ${wish.orchestrator.agentId}. Nothing was saved.` });
  }
  const ownCode = await readCode(client, "casino");
  if (ownCode && wish.orchestrator.referralCode && ownCode !== wish.orchestrator.referralCode) {
    return fail({ code: "OTHER_CODE", message: `The platform says that this agent's own code is ${ownCode}. Nothing was saved. Correct the code, or leave it blank.` });
  }
  const products = await testProducts(wish, clientOf);
  if (!products.ok) return products;
  const summary = await client.getReferralSummary().catch(toFailure);
  const capabilities = await probeReads({ casino: client, ...products.value.clients }, wish.dialects, wish.orchestrator.agentId);
  return ok({
    mode, agentId: balance.value.agentId, balanceMicros: balance.value.available, ownCode: ownCode ?? wish.orchestrator.referralCode,
    productCodes: products.value.codes, capabilities, health: await readHealth(client),
    referral: "code" in summary ? null : { referredCount: summary.value.referredCount, totalMicros: summary.value.totalCommissions, byProduct: summary.value.byProduct },
    clockOffsetMs: balance.platformAt === null ? 0 : Math.round(balance.platformAt - (startedAt + ctx.now()) / 2),
  });
}

/** A key of a product that its service does not know is refused now and not when money depends on it. */
async function testProducts(wish: ConnectionWish, clientOf: (account: AccountWish) => PlatformClient) {
  const clients: Partial<Record<ProductService, PlatformClient>> = {};
  const codes: Partial<Record<ProductService, string | null>> = {};
  for (const service of PRODUCT_SERVICES) {
    const account = wish.products[service];
    if (!account) continue;
    clients[service] = clientOf(account);
    try {
      codes[service] = (await clients[service].getReferralCode(service)).value.code;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return fail({ code: "NO_ACCOUNT", message: `${service} does not know this key: ${error.message} Nothing was saved. Correct it, or leave ${service} blank.` });
    }
  }
  return ok({ clients, codes });
}

async function readCode(client: PlatformClient, service: "casino"): Promise<string | null> {
  const answer = await client.getReferralCode(service).catch(toFailure);
  return "code" in answer ? null : answer.value.code;
}

async function readHealth(client: PlatformClient): Promise<ConnectionTest["health"]> {
  return Promise.all(SERVICE_NAMES.map(async (service) => {
    const answer = await client.getHealth(service).catch(toFailure);
    return "code" in answer
      ? { service, answered: false, note: answer.message }
      : { service, answered: true, note: `${answer.value.status}, ${answer.value.latencyMs} ms` };
  }));
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof PlatformError)) throw error;
  const code = error instanceof CapabilityUnavailable ? "UNAVAILABLE" : "REFUSED";
  return { code, message: error.message };
}
