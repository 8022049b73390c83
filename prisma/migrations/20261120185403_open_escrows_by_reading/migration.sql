-- The engine asks twice a second which open escrows have not been read for a while.
CREATE INDEX "Escrow_open_readAt_idx" ON "Escrow"("connectionId", "readAt") WHERE "state" IN ('created', 'locked', 'completed', 'disputed', 'unrecognised');
