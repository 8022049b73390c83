/**
 * Whether the console answers. Asked before a refresh that no event of the stream has caused: a refresh that finds
 * no server would throw away the page on the screen.
 */
export async function isReachable(): Promise<boolean> {
  try {
    return (await fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(4_000) })).ok;
  } catch {
    // Offline, refused or too slow: the page keeps what it shows.
    return false;
  }
}
