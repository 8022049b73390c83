-- DropIndex
DROP INDEX "Agent_connectionId_kind_state_idx";

-- CreateIndex
CREATE INDEX "Agent_connectionId_kind_state_role_idx" ON "Agent"("connectionId", "kind", "state", "role");

-- CreateIndex
CREATE INDEX "Alert_connectionId_raisedAt_id_idx" ON "Alert"("connectionId", "raisedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectName_seq_idx" ON "AuditEntry"("subjectName", "seq" DESC);

-- Indexes of a part of the rows are not of the schema's language: few rows of many are asked for, and the others cost nothing.
CREATE INDEX "ChildWallet_open_idx" ON "ChildWallet"("connectionId", "createdAt" DESC, "id") WHERE "closedAt" IS NULL;
CREATE INDEX "CostEntry_lost_idx" ON "CostEntry"("connectionId", "at" DESC, "id" DESC) WHERE "kind" = 'lost';
CREATE INDEX "CostEntry_of_runs_idx" ON "CostEntry"("connectionId", "at") WHERE "runId" IS NOT NULL;
CREATE INDEX "AuditEntry_rare_idx" ON "AuditEntry"("result", "seq" DESC) WHERE "result" NOT IN ('requested', 'recorded', 'succeeded');
