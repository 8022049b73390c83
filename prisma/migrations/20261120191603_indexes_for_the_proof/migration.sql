-- CreateIndex
CREATE INDEX "WalletEntry_createdAt_idx" ON "WalletEntry"("createdAt");

-- The proof of the treasury asks for claims of the faucet every ten seconds: a handful among all actions.
CREATE INDEX "Intent_faucet_claims_idx" ON "Intent"("connectionId", "settledAt") WHERE "kind" = 'money.faucetClaim';
