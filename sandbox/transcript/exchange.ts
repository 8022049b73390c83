/** One exchange with the published code, seen on a local run. `$A` stands for an id that the run made, `$A.code` for its code. */
export interface Exchange {
  readonly at: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Whose key is sent; `?` is a wrong one. */
  readonly who?: string;
  readonly body?: unknown;
  readonly error?: string;
  /** Names of the fields, and with a dot those of the objects in them. Absent where the record was cut. */
  readonly keys?: string;
  /** What the answer's id is called later on. */
  readonly names?: string;
}
