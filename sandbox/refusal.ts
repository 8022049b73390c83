/** An expected refusal: rolls the request back and becomes the answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message?: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message ?? code);
    this.name = "Refusal";
    this.body = message === undefined ? { error: code, ...extra } : { error: code, message, ...extra };
  }

  readonly body: Record<string, unknown>;
}
