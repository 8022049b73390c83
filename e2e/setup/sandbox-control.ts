/** The sandbox of a console from the outside: what it holds, what it booked, and its faults. Money is in micros. */

interface AgentState { readonly agentId: string; readonly name: string; readonly parentId: string | null; readonly referrerId: string | null; readonly balanceMicros: string; readonly commissionsMicros: string }
interface WalletState { readonly walletId: string; readonly agentId: string | null; readonly balanceMicros: string; readonly dailyLimitMicros: string | null; readonly spentTodayMicros: string }
export interface EscrowState { readonly escrowId: string; readonly dialect: string; readonly state: string; readonly payerId: string; readonly payeeId: string; readonly amountMicros: string; readonly description: string }
export interface SandboxState { readonly now: string; readonly agents: readonly AgentState[]; readonly wallets: readonly WalletState[]; readonly escrows: readonly EscrowState[]; readonly stats: { readonly totalMicros: string } }
export interface LedgerEntry { readonly seq: number; readonly posting: number; readonly account: string; readonly amountMicros: string; readonly reason: string; readonly ref: string }

export interface Fault {
  readonly effect: "latency" | "429" | "5xx" | "html" | "reply_lost_before" | "reply_lost_after";
  readonly match?: { readonly method?: string; readonly path?: string; readonly bodyIncludes?: string };
  readonly times?: number;
  readonly latencyMs?: number;
}

export class SandboxControl {
  constructor(private readonly url: string) {}

  state(): Promise<SandboxState> {
    return this.call("GET", "state");
  }

  async ledger(): Promise<readonly LedgerEntry[]> {
    return (await this.call<{ entries: LedgerEntry[] }>("GET", "ledger")).entries;
  }

  /** Everything that was ever booked on an account, `agent:<id>` or `wallet:<id>`, summed. */
  async balanceOf(account: string): Promise<bigint> {
    return sum((await this.ledger()).filter((entry) => entry.account === account));
  }

  /** The agent that every other one hangs from. */
  async orchestratorId(): Promise<string> {
    return (await this.state()).agents.find(({ parentId }) => parentId === null)?.agentId ?? "none";
  }

  async escrowsTo(payeeId: string): Promise<readonly EscrowState[]> {
    return (await this.state()).escrows.filter((escrow) => escrow.payeeId === payeeId);
  }

  /** What one escrow moved in all, by account, its own account left out. */
  async bookedOn(escrowId: string): Promise<Readonly<Record<string, bigint>>> {
    const entries = await this.ledger();
    const postings = new Set(entries.filter(({ account }) => account === `escrow:${escrowId}`).map(({ posting }) => posting));
    const sums: Record<string, bigint> = {};
    for (const { posting, account, amountMicros } of entries) {
      if (postings.has(posting) && account !== `escrow:${escrowId}`) sums[account] = (sums[account] ?? 0n) + BigInt(amountMicros);
    }
    return sums;
  }

  credit(agentId: string, amountMicros: bigint): Promise<unknown> {
    return this.call("POST", "credit", { agentId, amountMicros: amountMicros.toString() });
  }

  breakOn(fault: Fault): Promise<unknown> {
    return this.call("POST", "faults", fault);
  }

  /** How many requests the faults that are set have struck. */
  async faultHits(): Promise<number> {
    const { faults } = await this.call<{ faults: { hits: number }[] }>("GET", "faults");
    return faults.reduce((all, { hits }) => all + hits, 0);
  }

  mend(): Promise<unknown> {
    return this.call("DELETE", "faults");
  }

  private async call<T>(method: string, what: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/_sandbox/${what}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`The sandbox refused ${what}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

export function sum(entries: readonly LedgerEntry[]): bigint {
  return entries.reduce((all, { amountMicros }) => all + BigInt(amountMicros), 0n);
}
