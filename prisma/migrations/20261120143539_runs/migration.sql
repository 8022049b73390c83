-- DropIndex
DROP INDEX "WorkOrder_escrowId_key";

-- AlterTable
ALTER TABLE "Escrow" ADD COLUMN     "legId" TEXT,
ADD COLUMN     "pattern" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "runId" TEXT;

-- AlterTable
ALTER TABLE "CostEntry" ADD COLUMN     "pattern" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "runId" TEXT;

-- AlterTable
ALTER TABLE "CostDay" DROP CONSTRAINT "CostDay_pkey",
ADD COLUMN     "pattern" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "CostDay_pkey" PRIMARY KEY ("connectionId", "day", "agentId", "pattern");

-- AlterTable
ALTER TABLE "WorkOrder" ADD COLUMN     "closesAt" TIMESTAMPTZ(3),
ADD COLUMN     "feedback" JSONB,
ADD COLUMN     "legId" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "funding" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "input" JSONB,
    "templateName" TEXT,
    "clonedFromId" TEXT,
    "idempotencyKey" TEXT NOT NULL,
    "paramsHash" TEXT NOT NULL,
    "budgetMicros" BIGINT NOT NULL,
    "lockedMicros" BIGINT NOT NULL DEFAULT 0,
    "paidMicros" BIGINT NOT NULL DEFAULT 0,
    "feesMicros" BIGINT NOT NULL DEFAULT 0,
    "referralMicros" BIGINT NOT NULL DEFAULT 0,
    "returnedMicros" BIGINT NOT NULL DEFAULT 0,
    "lostMicros" BIGINT NOT NULL DEFAULT 0,
    "legCount" INTEGER NOT NULL,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "reviewCount" INTEGER NOT NULL DEFAULT 0,
    "heldCode" TEXT,
    "heldNote" TEXT,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "isActive" BOOLEAN NOT NULL DEFAULT false,
    "activeSince" TIMESTAMPTZ(3),
    "wakeAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "pausedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunSignal" (
    "id" BIGSERIAL NOT NULL,
    "runId" TEXT NOT NULL,

    CONSTRAINT "RunSignal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Leg" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nodeKey" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "candidates" TEXT[],
    "candidateIndex" INTEGER NOT NULL DEFAULT 0,
    "payerAgentId" TEXT,
    "payeeAgentId" TEXT,
    "amountMicros" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "triesLeft" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "escrowId" TEXT,
    "orderId" TEXT,
    "output" JSONB,
    "hasOutput" BOOLEAN NOT NULL DEFAULT false,
    "completeState" TEXT,
    "judgeState" TEXT,
    "judgeNote" TEXT,
    "reviewState" TEXT,
    "reviewNote" TEXT,
    "reviewedBy" TEXT,
    "afterReturn" TEXT,
    "partMicros" BIGINT,
    "failureCode" TEXT,
    "note" TEXT,
    "retryAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "releaseAt" TIMESTAMPTZ(3),
    "bidsCloseAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Leg_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bid" (
    "id" TEXT NOT NULL,
    "legId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "orderId" TEXT,
    "state" TEXT NOT NULL,
    "source" TEXT,
    "priceMicros" BIGINT,
    "minutes" INTEGER,
    "note" TEXT,
    "score" JSONB,
    "placedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Bid_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunEvent" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "legKey" TEXT,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RunEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunTemplate" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RunTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reputation" (
    "agentId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "overrunCount" INTEGER NOT NULL DEFAULT 0,
    "revisionCount" INTEGER NOT NULL DEFAULT 0,
    "disputedCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Reputation_pkey" PRIMARY KEY ("agentId")
);

-- CreateTable
CREATE TABLE "RateCard" (
    "id" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "priceMicros" BIGINT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "note" TEXT,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateCard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerPush" (
    "agentId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSentAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "WorkerPush_pkey" PRIMARY KEY ("agentId")
);

-- CreateTable
CREATE TABLE "PushDelivery" (
    "orderId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "PushDelivery_pkey" PRIMARY KEY ("orderId")
);

-- CreateIndex
CREATE INDEX "Run_connectionId_createdAt_id_idx" ON "Run"("connectionId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Run_connectionId_state_createdAt_id_idx" ON "Run"("connectionId", "state", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Run_wakeAt_idx" ON "Run"("wakeAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_connectionId_number_key" ON "Run"("connectionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Run_connectionId_idempotencyKey_key" ON "Run"("connectionId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Leg_connectionId_reviewState_startedAt_idx" ON "Leg"("connectionId", "reviewState", "startedAt");

-- CreateIndex
CREATE INDEX "Leg_payeeAgentId_finishedAt_idx" ON "Leg"("payeeAgentId", "finishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Leg_runId_key_key" ON "Leg"("runId", "key");

-- CreateIndex
CREATE INDEX "Bid_orderId_idx" ON "Bid"("orderId");

-- CreateIndex
CREATE INDEX "Bid_agentId_createdAt_idx" ON "Bid"("agentId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Bid_legId_agentId_key" ON "Bid"("legId", "agentId");

-- CreateIndex
CREATE INDEX "RunEvent_runId_at_id_idx" ON "RunEvent"("runId", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "RunTemplate_name_key" ON "RunTemplate"("name");

-- CreateIndex
CREATE UNIQUE INDEX "RateCard_agentId_key" ON "RateCard"("agentId");

-- CreateIndex
CREATE INDEX "PushDelivery_state_nextAttemptAt_idx" ON "PushDelivery"("state", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "Escrow_runId_createdAt_id_idx" ON "Escrow"("runId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Escrow_legId_createdAt_idx" ON "Escrow"("legId", "createdAt");

-- CreateIndex
CREATE INDEX "CostEntry_counterpartyId_at_idx" ON "CostEntry"("counterpartyId", "at");

-- CreateIndex
CREATE INDEX "CostEntry_runId_idx" ON "CostEntry"("runId");

-- CreateIndex
CREATE INDEX "WorkOrder_legId_createdAt_idx" ON "WorkOrder"("legId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WorkOrder_escrowId_revision_key" ON "WorkOrder"("escrowId", "revision");

-- AddForeignKey
ALTER TABLE "Leg" ADD CONSTRAINT "Leg_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bid" ADD CONSTRAINT "Bid_legId_fkey" FOREIGN KEY ("legId") REFERENCES "Leg"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunEvent" ADD CONSTRAINT "RunEvent_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
