-- CreateIndex
CREATE INDEX "Agent_connectionId_externalReference_idx" ON "Agent"("connectionId", "externalReference");

-- CreateIndex
CREATE INDEX "Escrow_connectionId_externalReference_idx" ON "Escrow"("connectionId", "externalReference");

-- CreateIndex
CREATE INDEX "Escrow_tags_idx" ON "Escrow" USING GIN ("tags");
