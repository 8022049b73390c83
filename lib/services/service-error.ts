/** The eight reasons a request ends at a boundary. */
export type ServiceErrorCode =
  | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "INVALID" | "CONFLICT" | "LIMIT" | "UPSTREAM_REJECTED" | "UPSTREAM_UNKNOWN";

/** Thrown at boundaries. The message is a sentence for the user: what happened and what to do. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ServiceError";
    this.code = code;
  }
}
