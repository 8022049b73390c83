export interface WorkerChoice {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** `12 done, 92 %`; blank before the first job. */
  readonly record: string;
}
