import type { CostFilters } from "@/lib/core/cost/cost-view";
import { CLIENT_PATTERN, storedPattern } from "@/lib/core/cost/patterns";
import { Prisma } from "@/lib/db/generated/client";
import { OUTSIDE_ROLE } from "./cost-query";
import { dayDate } from "./cost-range";

/** Which days, patterns and roles; what asks for one agent or one run needs the sums of each. */
export type FleetFilters = Pick<CostFilters, "from" | "to" | "pattern" | "role">;

/**
 * Sums of the fleet by day, kind of agent, role and pattern, with the columns of `SumsRow`: days that are closed from
 * their totals, the few open ones from the sums of their agents.
 */
export function fleetSource(connectionId: string, { from, to, pattern, role }: FleetFilters): Prisma.Sql {
  const only = (column: string, value: string | null) => (value === null ? Prisma.empty : Prisma.sql`and ${Prisma.raw(column)} = ${value}`);
  const stored = pattern === null ? null : storedPattern(pattern);
  return Prisma.sql`
    select t.day, t.kind, t.role, t.pattern, ${SUMS} from (
      select t.* from "CostDayTotal" t where t."connectionId" = ${connectionId} and t.day between ${dayDate(from)}::date and ${dayDate(to)}::date
        and t.kind <> '' ${only("t.pattern", stored)} ${only("t.role", role)}
      union all
      select c."connectionId", c.day, a.kind, ${ROLE} as role, c.pattern, c."paidMicros", c."earnedMicros", c."feesMicros", c."lostMicros", c."referralMicros",
        c."refundedMicros", c."releasedCount", c."refundedCount"
      from "CostDay" c join "Agent" a on a.id = c."agentId"
      where c."connectionId" = ${connectionId} and c.day <= ${dayDate(to)}::date
        and c.day >= greatest(${dayDate(from)}::date, coalesce((select max(m.day) from "CostDayTotal" m where m."connectionId" = ${connectionId}) + 1, '-infinity'))
        ${only("c.pattern", stored)} ${role === null ? Prisma.empty : Prisma.sql`and ${ROLE} = ${role}`}
    ) t group by 1, 2, 3, 4`;
}

/** The role under which an agent's sums stand in the totals of a day. */
export const ROLE = Prisma.sql`(case when a.kind = 'external' then ${OUTSIDE_ROLE} else a.role end)`;

const SUMS = Prisma.sql`
  sum(t."paidMicros") as paid, sum(t."feesMicros") as fees, sum(t."lostMicros") as lost, sum(t."referralMicros") as referral, sum(t."earnedMicros") as earned,
  coalesce(sum(t."earnedMicros") filter (where t.pattern = ${CLIENT_PATTERN}), 0) as client, sum(t."refundedMicros") as refunded,
  sum(t."releasedCount") as released, sum(t."refundedCount") as refunds`;
