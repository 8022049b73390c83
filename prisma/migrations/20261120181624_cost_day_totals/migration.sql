-- AlterTable
ALTER TABLE "CostDay" ADD COLUMN     "lostMicros" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "CostDayTotal" (
    "connectionId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "paidMicros" BIGINT NOT NULL,
    "earnedMicros" BIGINT NOT NULL,
    "feesMicros" BIGINT NOT NULL,
    "lostMicros" BIGINT NOT NULL,
    "referralMicros" BIGINT NOT NULL,
    "refundedMicros" BIGINT NOT NULL,
    "releasedCount" BIGINT NOT NULL,
    "refundedCount" BIGINT NOT NULL,

    CONSTRAINT "CostDayTotal_pkey" PRIMARY KEY ("connectionId","day","kind","role","pattern")
);

-- CreateIndex
CREATE INDEX "Escrow_connectionId_deadlineAt_id_idx" ON "Escrow"("connectionId", "deadlineAt", "id");

-- CreateIndex
CREATE INDEX "Escrow_connectionId_closedAt_idx" ON "Escrow"("connectionId", "closedAt");

-- What was booked before.
UPDATE "CostDay" AS d SET "lostMicros" = e.lost FROM (
  SELECT "connectionId", ("at" AT TIME ZONE 'UTC')::date AS "day", "agentId", "pattern", sum("amountMicros") AS lost
  FROM "CostEntry" WHERE "kind" = 'lost' GROUP BY 1, 2, 3, 4
) AS e WHERE d."connectionId" = e."connectionId" AND d."day" = e."day" AND d."agentId" = e."agentId" AND d."pattern" = e."pattern";
