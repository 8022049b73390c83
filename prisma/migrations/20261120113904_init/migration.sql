-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Operator" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "roles" TEXT[],
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "operatorId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "steppedUpAt" TIMESTAMPTZ(3),
    "userAgent" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetupToken" (
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetupToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "accountHash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("accountHash")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "baseUrls" JSONB NOT NULL,
    "dialects" JSONB NOT NULL,
    "declaredLimits" JSONB NOT NULL,
    "orchestratorAgentId" TEXT,
    "clockOffsetMs" INTEGER NOT NULL DEFAULT 0,
    "clockReadAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "silentSince" TIMESTAMPTZ(3),
    "frozenAt" TIMESTAMPTZ(3),
    "frozenBy" TEXT,
    "frozenReason" TEXT,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Capability" (
    "connectionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dialect" TEXT,
    "evidence" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Capability_pkey" PRIMARY KEY ("connectionId","name")
);

-- CreateTable
CREATE TABLE "Agent" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "capabilities" TEXT[],
    "referralCodeUsed" TEXT,
    "referralProof" TEXT NOT NULL DEFAULT 'unverified',
    "proofNote" TEXT,
    "parentAgentId" TEXT,
    "batchId" TEXT,
    "spawnStep" TEXT,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "prompt" TEXT,
    "feesMicros" BIGINT NOT NULL DEFAULT 0,
    "paidMicros" BIGINT NOT NULL DEFAULT 0,
    "earnedMicros" BIGINT NOT NULL DEFAULT 0,
    "referralMicros" BIGINT NOT NULL DEFAULT 0,
    "netMicros" BIGINT NOT NULL DEFAULT 0,
    "heartbeatAt" TIMESTAMPTZ(3),
    "registeredAt" TIMESTAMPTZ(3),
    "retiredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentAccount" (
    "id" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "upstreamWallet" TEXT,
    "ownReferralCode" TEXT,
    "balanceMicros" BIGINT,
    "balanceReadAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgentAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "AgentKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SpawnBatch" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "capabilities" TEXT[],
    "fundingMicros" BIGINT NOT NULL,
    "dailyLimitMicros" BIGINT,
    "namePrefix" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SpawnBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChildWallet" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "upstreamId" TEXT,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "dailyLimitMicros" BIGINT,
    "autoReset" BOOLEAN NOT NULL,
    "allowWithdrawals" BOOLEAN NOT NULL,
    "balanceMicros" BIGINT NOT NULL DEFAULT 0,
    "spentMicros" BIGINT NOT NULL DEFAULT 0,
    "resetsAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChildWallet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WalletEntry" (
    "id" TEXT NOT NULL,
    "walletId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amountMicros" BIGINT NOT NULL,
    "intentId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WalletEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Policy" (
    "connectionId" TEXT NOT NULL,
    "perTransactionMicros" BIGINT,
    "perDayMicros" BIGINT,
    "approvalAboveMicros" BIGINT,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("connectionId")
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "amountMicros" BIGINT NOT NULL,
    "intentId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Intent" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "paramsHash" TEXT NOT NULL,
    "actingAccountId" TEXT,
    "plan" JSONB NOT NULL,
    "reply" JSONB,
    "amountMicros" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,
    "actorType" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "callDeadlineAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "nextCheckAt" TIMESTAMPTZ(3),
    "lastCheckNote" TEXT,
    "errorCode" TEXT,
    "errorMessage" TEXT,

    CONSTRAINT "Intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escrow" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "upstreamId" TEXT,
    "dialect" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "platformWord" TEXT,
    "refundCause" TEXT,
    "payerAgentId" TEXT NOT NULL,
    "payerAccountId" TEXT NOT NULL,
    "payeeAgentId" TEXT,
    "payeeUpstreamId" TEXT NOT NULL,
    "payeeName" TEXT NOT NULL,
    "amountMicros" BIGINT NOT NULL,
    "feeMicros" BIGINT NOT NULL,
    "netMicros" BIGINT NOT NULL,
    "referralMicros" BIGINT NOT NULL,
    "referralBasis" TEXT NOT NULL,
    "referralAgentId" TEXT,
    "refundedMicros" BIGINT,
    "description" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "timeoutHours" INTEGER NOT NULL,
    "onSilence" TEXT NOT NULL,
    "lockCode" TEXT,
    "deadlineAt" TIMESTAMPTZ(3),
    "lockedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "record" JSONB,
    "readAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Escrow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EscrowEvent" (
    "id" TEXT NOT NULL,
    "escrowId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EscrowEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EscrowTotal" (
    "connectionId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "amountMicros" BIGINT NOT NULL,

    CONSTRAINT "EscrowTotal_pkey" PRIMARY KEY ("connectionId","state")
);

-- CreateTable
CREATE TABLE "CostEntry" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "amountMicros" BIGINT NOT NULL,
    "escrowId" TEXT,
    "intentId" TEXT,
    "counterpartyId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CostEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CostDay" (
    "connectionId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agentId" TEXT NOT NULL,
    "paidMicros" BIGINT NOT NULL DEFAULT 0,
    "earnedMicros" BIGINT NOT NULL DEFAULT 0,
    "feesMicros" BIGINT NOT NULL DEFAULT 0,
    "referralMicros" BIGINT NOT NULL DEFAULT 0,
    "refundedMicros" BIGINT NOT NULL DEFAULT 0,
    "releasedCount" INTEGER NOT NULL DEFAULT 0,
    "refundedCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CostDay_pkey" PRIMARY KEY ("connectionId","day","agentId")
);

-- CreateTable
CREATE TABLE "CommissionCredit" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "referrerAgentId" TEXT NOT NULL,
    "sourceAgentId" TEXT,
    "product" TEXT NOT NULL,
    "feeMicros" BIGINT NOT NULL,
    "amountMicros" BIGINT NOT NULL,
    "escrowId" TEXT,
    "proof" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CommissionCredit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "amountAtRiskMicros" BIGINT NOT NULL DEFAULT 0,
    "deadlineAt" TIMESTAMPTZ(3),
    "dedupeKey" TEXT NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" TEXT,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "seq" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "connectionId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorType" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "intentId" TEXT,
    "requestId" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EngineSlot" (
    "slot" INTEGER NOT NULL,
    "pid" INTEGER NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EngineSlot_pkey" PRIMARY KEY ("slot")
);

-- CreateTable
CREATE TABLE "TreasuryProof" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "availableMicros" BIGINT NOT NULL,
    "walletsMicros" BIGINT NOT NULL,
    "escrowMicros" BIGINT NOT NULL,
    "expectedMicros" BIGINT NOT NULL,
    "differenceMicros" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TreasuryProof_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Operator_email_key" ON "Operator"("email");

-- CreateIndex
CREATE INDEX "Session_operatorId_createdAt_idx" ON "Session"("operatorId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_name_key" ON "Connection"("name");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_createdAt_id_idx" ON "Agent"("connectionId", "kind", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_name_id_idx" ON "Agent"("connectionId", "kind", "name", "id");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_feesMicros_id_idx" ON "Agent"("connectionId", "kind", "feesMicros", "id");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_netMicros_id_idx" ON "Agent"("connectionId", "kind", "netMicros", "id");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_state_idx" ON "Agent"("connectionId", "kind", "state");

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_role_idx" ON "Agent"("connectionId", "kind", "role");

-- CreateIndex
CREATE INDEX "Agent_batchId_idx" ON "Agent"("batchId");

-- CreateIndex
CREATE UNIQUE INDEX "Agent_connectionId_name_key" ON "Agent"("connectionId", "name");

-- CreateIndex
CREATE INDEX "AgentAccount_upstreamId_idx" ON "AgentAccount"("upstreamId");

-- CreateIndex
CREATE UNIQUE INDEX "AgentAccount_agentId_service_key" ON "AgentAccount"("agentId", "service");

-- CreateIndex
CREATE UNIQUE INDEX "AgentAccount_connectionId_service_upstreamId_key" ON "AgentAccount"("connectionId", "service", "upstreamId");

-- CreateIndex
CREATE UNIQUE INDEX "AgentKey_accountId_version_key" ON "AgentKey"("accountId", "version");

-- CreateIndex
CREATE INDEX "SpawnBatch_connectionId_createdAt_idx" ON "SpawnBatch"("connectionId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "SpawnBatch_connectionId_number_key" ON "SpawnBatch"("connectionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "SpawnBatch_connectionId_idempotencyKey_key" ON "SpawnBatch"("connectionId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "ChildWallet_connectionId_createdAt_id_idx" ON "ChildWallet"("connectionId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "ChildWallet_agentId_idx" ON "ChildWallet"("agentId");

-- CreateIndex
CREATE INDEX "ChildWallet_upstreamId_idx" ON "ChildWallet"("upstreamId");

-- CreateIndex
CREATE UNIQUE INDEX "ChildWallet_connectionId_label_key" ON "ChildWallet"("connectionId", "label");

-- CreateIndex
CREATE INDEX "WalletEntry_walletId_createdAt_idx" ON "WalletEntry"("walletId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Reservation_scope_subjectId_createdAt_idx" ON "Reservation"("scope", "subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "Reservation_intentId_idx" ON "Reservation"("intentId");

-- CreateIndex
CREATE INDEX "Intent_outcome_nextCheckAt_idx" ON "Intent"("outcome", "nextCheckAt");

-- CreateIndex
CREATE INDEX "Intent_connectionId_createdAt_idx" ON "Intent"("connectionId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Intent_subjectId_createdAt_idx" ON "Intent"("subjectId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Intent_connectionId_idempotencyKey_key" ON "Intent"("connectionId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Escrow_connectionId_createdAt_id_idx" ON "Escrow"("connectionId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Escrow_connectionId_state_createdAt_id_idx" ON "Escrow"("connectionId", "state", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Escrow_connectionId_state_deadlineAt_idx" ON "Escrow"("connectionId", "state", "deadlineAt");

-- CreateIndex
CREATE INDEX "Escrow_payeeAgentId_createdAt_idx" ON "Escrow"("payeeAgentId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Escrow_payerAgentId_createdAt_idx" ON "Escrow"("payerAgentId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Escrow_upstreamId_idx" ON "Escrow"("upstreamId");

-- CreateIndex
CREATE UNIQUE INDEX "Escrow_connectionId_taskId_key" ON "Escrow"("connectionId", "taskId");

-- CreateIndex
CREATE INDEX "EscrowEvent_escrowId_at_idx" ON "EscrowEvent"("escrowId", "at");

-- CreateIndex
CREATE INDEX "CostEntry_connectionId_at_idx" ON "CostEntry"("connectionId", "at");

-- CreateIndex
CREATE INDEX "CostEntry_agentId_at_idx" ON "CostEntry"("agentId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CostEntry_escrowId_agentId_kind_key" ON "CostEntry"("escrowId", "agentId", "kind");

-- CreateIndex
CREATE INDEX "CostDay_agentId_day_idx" ON "CostDay"("agentId", "day");

-- CreateIndex
CREATE INDEX "CommissionCredit_connectionId_at_idx" ON "CommissionCredit"("connectionId", "at");

-- CreateIndex
CREATE INDEX "CommissionCredit_sourceAgentId_at_idx" ON "CommissionCredit"("sourceAgentId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CommissionCredit_escrowId_key" ON "CommissionCredit"("escrowId");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_dedupeKey_key" ON "Alert"("dedupeKey");

-- CreateIndex
CREATE INDEX "Alert_connectionId_resolvedAt_raisedAt_idx" ON "Alert"("connectionId", "resolvedAt", "raisedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_id_key" ON "AuditEntry"("id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_hash_key" ON "AuditEntry"("hash");

-- CreateIndex
CREATE INDEX "AuditEntry_connectionId_seq_idx" ON "AuditEntry"("connectionId", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectId_seq_idx" ON "AuditEntry"("subjectId", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_seq_idx" ON "AuditEntry"("actorId", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_action_seq_idx" ON "AuditEntry"("action", "seq" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_intentId_idx" ON "AuditEntry"("intentId");

-- CreateIndex
CREATE INDEX "TreasuryProof_connectionId_at_idx" ON "TreasuryProof"("connectionId", "at" DESC);

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_operatorId_fkey" FOREIGN KEY ("operatorId") REFERENCES "Operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentAccount" ADD CONSTRAINT "AgentAccount_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentKey" ADD CONSTRAINT "AgentKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "AgentAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildWallet" ADD CONSTRAINT "ChildWallet_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WalletEntry" ADD CONSTRAINT "WalletEntry_walletId_fkey" FOREIGN KEY ("walletId") REFERENCES "ChildWallet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EscrowEvent" ADD CONSTRAINT "EscrowEvent_escrowId_fkey" FOREIGN KEY ("escrowId") REFERENCES "Escrow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
