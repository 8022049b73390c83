-- DropIndex
DROP INDEX "Escrow_connectionId_closedAt_idx";
