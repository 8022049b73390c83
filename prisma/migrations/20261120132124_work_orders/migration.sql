-- CreateTable
CREATE TABLE "WorkOrder" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "escrowId" TEXT,
    "workerAgentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "input" JSONB,
    "resultSchema" JSONB,
    "state" TEXT NOT NULL,
    "timeoutSeconds" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimKeyHash" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3),
    "progress" JSONB,
    "progressAt" TIMESTAMPTZ(3),
    "result" JSONB,
    "resultHash" TEXT,
    "resultKeyHash" TEXT,
    "returnedAt" TIMESTAMPTZ(3),
    "validationNotes" JSONB,
    "completeTries" INTEGER NOT NULL DEFAULT 0,
    "completeNote" TEXT,
    "nextTryAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedNote" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerToken" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WorkerToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "WorkOrder_escrowId_key" ON "WorkOrder"("escrowId");

-- CreateIndex
CREATE INDEX "WorkOrder_workerAgentId_state_createdAt_idx" ON "WorkOrder"("workerAgentId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "WorkOrder_workerAgentId_createdAt_id_idx" ON "WorkOrder"("workerAgentId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "WorkOrder_connectionId_state_createdAt_idx" ON "WorkOrder"("connectionId", "state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WorkerToken_tokenHash_key" ON "WorkerToken"("tokenHash");

-- CreateIndex
CREATE INDEX "WorkerToken_agentId_createdAt_idx" ON "WorkerToken"("agentId", "createdAt" DESC);
