export const dynamic = "force-dynamic";

/** Alive: the process answers. Whether it can work is `/api/ready`. */
export function GET(): Response {
  return Response.json({ status: "alive" }, { headers: { "cache-control": "no-store" } });
}
