import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request carries this bearer token; takes as long for a wrong one. */
export function hasBearer(request: Request, token: string): boolean {
  const sent = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(sent), digest(token));
}
