import { Gauge, Registry } from "prom-client";
import { type EscrowState, isHolding } from "@/lib/core/escrow/states";
import type { ConsoleMetrics } from "@/lib/services/live/read-metrics";
import { processMetrics } from "./process-metrics";

/** Micros as USDC for a gauge: the one step from exact money to a number that a chart shows. */
const toUsdc = (micros: bigint): number => Number(micros) / 1_000_000;

/** The page that Prometheus reads: the console's figures, then what this process saw. */
export async function metricsText(metrics: ConsoleMetrics | null): Promise<string> {
  const registry = new Registry();
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) => new Gauge({ name: `purpleflea_${name}`, help, labelNames, registers: [registry] });
  if (metrics) {
    const workers = gauge("workers", "Workers of the connection.", "state", "role");
    for (const { state, role, count } of metrics.workers) workers.set({ state, role }, count);
    const escrows = gauge("escrows_total", "Escrows by their present state.", "state");
    for (const { state, count } of metrics.escrows) escrows.set({ state }, Number(count));
    const locked = metrics.escrows.filter(({ state }) => isHolding(state as EscrowState)).reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
    gauge("escrow_locked_usdc", "USDC that escrows hold now.").set(toUsdc(locked));
    gauge("commission_usdc_total", "Referral commission booked.", "product").set({ product: "escrow" }, toUsdc(metrics.commissionMicros));
    gauge("fees_usdc_total", "Platform fees booked.", "product").set({ product: "escrow" }, toUsdc(metrics.feesMicros));
    const intents = gauge("intents_total", "Intents by kind and outcome, counted once a minute.", "kind", "outcome");
    for (const { kind, outcome, count } of metrics.intents) intents.set({ kind, outcome }, count);
    gauge("intents_unknown", "Intents whose outcome is not known yet.").set(metrics.intentsUnknown);
    if (metrics.heartbeatAgeMs !== null) gauge("heartbeat_age_seconds", "Age of the engine's last sign of life.").set(metrics.heartbeatAgeMs / 1_000);
    gauge("audit_chain_ok", "1 while the newest audit entries follow each other up to the head.").set(metrics.isChainOk ? 1 : 0);
  }
  return `${await registry.metrics()}${await processMetrics().registry.metrics()}`;
}
