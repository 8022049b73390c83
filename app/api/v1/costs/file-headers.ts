import { refuse } from "@/lib/actions/api-refusal";
import { can, rolesWith } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";

/** Headers of a download; the name says the environment, so that a sandbox's file is never taken for a live one. */
export function fileHeaders(name: string, format: "csv" | "json"): Record<string, string> {
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
  return { "content-type": type, "content-disposition": `attachment; filename="${name}.${format}"`, "cache-control": "no-store" };
}

/** The refusal of a download, or `null` for those who may. */
export function refuseExport(roles: readonly Role[]): Response | null {
  if (can(roles, "report.export")) return null;
  return refuse("FORBIDDEN", `Your roles do not allow exports. Ask somebody who is ${rolesWith("report.export").join(" or ")}. A token reads page by page.`);
}
