/** What the dry run says about a plan: plain data, money as decimal USDC. */
export interface PlanFault {
  /** The field in the plan as it is written, as `legs.2.amount`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly severity: "error" | "warning";
}

export interface WorkerChoice {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** `12 done, 92 %`; blank before the first job. */
  readonly record: string;
}
