-- CreateTable
CREATE TABLE "JudgeSecret" (
    "connectionId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JudgeSecret_pkey" PRIMARY KEY ("connectionId")
);
