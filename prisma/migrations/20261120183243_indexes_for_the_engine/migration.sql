-- What the engine looks for again and again is a handful of rows: each has an index of those rows alone.
CREATE INDEX "Agent_retiring_idx" ON "Agent"("id") WHERE "state" = 'retiring';
CREATE INDEX "Run_active_idx" ON "Run"("activeSince") WHERE "isActive";
CREATE INDEX "CommissionCredit_other_products_idx" ON "CommissionCredit"("referrerAgentId", "product", "sourceAgentId") WHERE "escrowId" IS NULL;
CREATE INDEX "CommissionCredit_other_days_idx" ON "CommissionCredit"("connectionId", "at") WHERE "escrowId" IS NULL;
CREATE INDEX "Escrow_lockCode_key_idx" ON "Escrow"(split_part("lockCode", '.', 1)) WHERE "lockCode" IS NOT NULL;
