/** What people added to a worker or an escrow. */
export interface NotesFacts {
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly externalReference: string | null;
}
