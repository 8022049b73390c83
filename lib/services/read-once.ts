import type { ServiceContext } from "./context";

/** Reads it, or gives what the same page has asked for before: its frame and its body show one and the same. */
export function readOnce<T>(ctx: Pick<ServiceContext, "kept">, key: string, read: () => Promise<T>): Promise<T> {
  const known = ctx.kept?.get(key) as Promise<T> | undefined;
  if (known) return known;
  const found = read();
  ctx.kept?.set(key, found);
  return found;
}
