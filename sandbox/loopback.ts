const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/**
 * True for a request from this machine that means this machine. The names are checked too, so that a web page
 * elsewhere cannot reach the controls through the browser of someone who works here.
 */
export function isLocal(request: Request, hostHeader: string, remoteAddress: string | undefined): boolean {
  if (remoteAddress !== undefined && !isLoopbackAddress(remoteAddress)) return false;
  const origin = request.headers.get("origin");
  if (origin !== null && !LOCAL_NAMES.has(hostnameOf(origin))) return false;
  // A request that was handed over in memory carries whatever host the test made up.
  return remoteAddress === undefined || LOCAL_NAMES.has(hostHeader.toLowerCase().replace(/:\d+$/, ""));
}

function isLoopbackAddress(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

function hostnameOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : "";
}
