/**
 * An agent's record from the console's own history. Units: jobs; one job is one attempt of one leg. Disputes are those of
 * its jobs and of the single escrows that paid it.
 */
export interface JobRecord {
  readonly doneCount: number;
  readonly failedCount: number;
  readonly overrunCount: number;
  readonly revisionCount: number;
  readonly disputedCount: number;
}
