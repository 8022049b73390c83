import type { AccountService, ProductService } from "./accounts";
import type { Capability, CapabilityDialects, Evidence } from "./capabilities";
import type { ConnectionMode } from "./connection-mode";
import type { ServiceHost } from "./hosts";

/** A connection as it is chosen and named; `id` is `null` before the first one is made. */
export interface ShownConnection {
  readonly id: string | null;
  readonly name: string;
  readonly mode: ConnectionMode;
}

/** The agent of ours whose money a connection moves. Units: micros. */
export interface ConnectionOrchestrator {
  readonly agentId: string;
  readonly accountId: string;
  readonly name: string;
  readonly upstreamId: string;
  readonly referralCode: string | null;
  readonly balanceMicros: bigint | null;
  readonly balanceReadAt: Date | null;
}

/** What every page knows of the connection that it shows. */
export interface CurrentConnection {
  readonly id: string;
  readonly name: string;
  readonly mode: ConnectionMode;
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly dialects: CapabilityDialects;
  readonly orchestrator: ConnectionOrchestrator | null;
  readonly frozenAt: Date | null;
  readonly frozenBy: string | null;
  readonly frozenReason: string | null;
  readonly silentSince: Date | null;
  readonly archivedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly clockOffsetMs: number;
}

/** One line of *Settings → Connections*. Figures are of this connection alone. Units: micros. */
export interface ListedConnection {
  readonly id: string;
  readonly name: string;
  readonly mode: ConnectionMode;
  readonly orchestratorId: string | null;
  readonly balanceMicros: bigint | null;
  readonly balanceReadAt: Date | null;
  readonly silentSince: Date | null;
  readonly frozenAt: Date | null;
  readonly archivedAt: Date | null;
  readonly counts: Readonly<Record<Evidence, number>>;
}

/** One identity of an agent at one service, or the place for one. Keys are counted, never shown. Units: micros. */
export interface ServiceAccount {
  readonly service: AccountService;
  readonly upstreamId: string | null;
  readonly ownCode: string | null;
  readonly usedCode: string | null;
  readonly proof: string;
  readonly proofNote: string | null;
  readonly balanceMicros: bigint | null;
  readonly balanceReadAt: Date | null;
  /** `null`: the console holds no key. */
  readonly keyVersion: number | null;
  readonly canRegister: boolean;
  readonly canRotate: boolean;
}

/** What the treasury panel shows beside the accounts: addresses that the platform gave, and the faucet's last answers. */
export interface ConnectionTreasury {
  readonly deposits: readonly { readonly chain: string; readonly address: string; readonly token: string | null; readonly at: Date }[];
  readonly lastClaim: { readonly outcome: string; readonly message: string | null; readonly at: Date } | null;
  readonly lastPayouts: readonly { readonly id: string; readonly outcome: string; readonly words: string; readonly at: Date }[];
}

/** Commission of one service as the platform says it now. `null` where it says nothing; `note` is why. Units: micros. */
export interface CommissionReading {
  readonly service: ProductService;
  readonly earnedMicros: bigint | null;
  readonly availableMicros: bigint | null;
  /** A payout takes all that is there: no more than what was earned less what our own payouts took. */
  readonly atMostMicros: bigint | null;
  readonly referredCount: number | null;
  readonly note: string | null;
  /** What was read last, where nothing could be read now. */
  readonly lastKnown: { readonly words: string; readonly at: Date } | null;
}

/** A fault that the sandbox is told to show, and how often it struck. */
export interface SandboxFault {
  readonly id: string;
  readonly effect: string;
  readonly match: { readonly method: string | null; readonly path: string | null };
  readonly times: number | null;
  readonly hits: number;
}

/** Whether one service of a platform answers. */
export interface ServiceHealth {
  readonly service: ServiceHost;
  readonly answered: boolean;
  readonly note: string;
}

/** How one capability is known after the reads, with what was seen in so many words. */
export interface ProbedCapability {
  readonly name: Capability;
  readonly evidence: Evidence;
  readonly note: string;
}

/** One capability of a connection, with how it is known and since when. */
export interface ListedCapability {
  readonly name: string;
  readonly dialect: string | null;
  readonly evidence: string;
  readonly note: string;
  readonly checkedAt: Date;
}

/** What Settings says of a connection beside what every page knows. */
export interface ConnectionSettings {
  readonly declaredLimits: Readonly<Record<string, unknown>>;
  readonly capabilities: readonly ListedCapability[];
  readonly clockReadAt: Date | null;
  readonly createdAt: Date;
}
