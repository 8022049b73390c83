/** The codes of Prisma's models and of PostgreSQL itself. */
const UNIQUE_VIOLATIONS: readonly unknown[] = ["P2002", "23505"];

/** True when a write met a row that already holds its unique key, whether a model wrote it or a statement. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } };
  return UNIQUE_VIOLATIONS.includes(code) || (code === "P2010" && meta?.driverAdapterError?.cause?.kind === "UniqueConstraintViolation");
}
