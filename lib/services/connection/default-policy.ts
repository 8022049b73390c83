/** Written for every new connection and shown: 250.00 a transaction, 1,000.00 in 24 h, a second look above 100.00. Units: micros. */
export const DEFAULT_POLICY = { perTransactionMicros: 250_000_000n, perDayMicros: 1_000_000_000n, approvalAboveMicros: 100_000_000n } as const;
