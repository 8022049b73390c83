/** A part of a list that is read by keyset; `before` and `after` are cursors of the neighbouring parts, `null` where there is none. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly before: string | null;
  readonly after: string | null;
}
