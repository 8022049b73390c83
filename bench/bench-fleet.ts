import { addSignedIn } from "@/lib/services/order/test-order";
import { SANDBOX_ORIGIN, startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";

export type BenchWorker = Awaited<ReturnType<typeof addSignedIn>>;

export interface BenchFleet extends TestFleet {
  readonly workers: readonly BenchWorker[];
}

/** A fleet with workers, money enough and no limit, whose platform answers in this process. */
export async function startBenchFleet(workerCount: number): Promise<BenchFleet> {
  const fleet = await startTestFleet();
  const outside = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(SANDBOX_ORIGIN) ? fleet.sandbox.fetch(request) : outside(request);
  };
  const workers: BenchWorker[] = [];
  for (let number = 1; number <= workerCount; number++) workers.push(await addSignedIn(fleet, `bench-${number}`));
  await fleet.control("POST", "credit", { agentId: fleet.orchestrator.upstreamId, amountMicros: "1000000000000" });
  await fleet.db.policy.update({
    where: { connectionId: fleet.connectionId }, data: { perTransactionMicros: null, perDayMicros: null, approvalAboveMicros: null },
  });
  await fleet.db.agentAccount.updateMany({ where: { agentId: fleet.orchestrator.agentId }, data: { balanceMicros: 1_001_000_000_000n } });
  return { ...fleet, workers };
}

/** Throws when a posting of the platform's ledger does not sum to zero. Returns how many entries it has. */
export async function checkLedger(fleet: TestFleet): Promise<number> {
  const { entries } = (await fleet.control("GET", "ledger")) as unknown as { entries: { posting: string; amountMicros: string }[] };
  const sums = new Map<string, bigint>();
  for (const { posting, amountMicros } of entries) sums.set(posting, (sums.get(posting) ?? 0n) + BigInt(amountMicros));
  if ([...sums.values()].some((sum) => sum !== 0n)) throw new Error("The ledger does not conserve");
  return entries.length;
}
