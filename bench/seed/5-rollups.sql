-- What the console keeps with every change, so that no page adds up history.
insert into "CostDay" ("connectionId", day, "agentId", pattern, "paidMicros", "earnedMicros", "feesMicros", "referralMicros", "refundedMicros", "releasedCount", "refundedCount", "lostMicros")
select "connectionId", (at at time zone 'UTC')::date, "agentId", pattern, coalesce(sum("amountMicros") filter (where kind in ('paid', 'lost')), 0), coalesce(sum("amountMicros") filter (where kind = 'earned'), 0), coalesce(sum("amountMicros") filter (where kind in ('fee', 'lost')), 0),
  coalesce(sum("amountMicros") filter (where kind = 'referral'), 0), coalesce(sum("amountMicros") filter (where kind = 'refunded'), 0), count(*) filter (where kind = 'paid'), count(*) filter (where kind = 'refunded'),
  coalesce(sum("amountMicros") filter (where kind = 'lost'), 0)
from "CostEntry" group by 1, 2, 3, 4 order by 2, 3;

update "Agent" a set "paidMicros" = c.paid, "earnedMicros" = c.earned, "feesMicros" = c.fees, "referralMicros" = c.referral, "netMicros" = c.earned + c.referral - c.paid
from (select "agentId", sum("paidMicros") as paid, sum("earnedMicros") as earned, sum("feesMicros") as fees, sum("referralMicros") as referral from "CostDay" group by 1) c where c."agentId" = a.id;

insert into "CostDayTotal" ("connectionId", day, kind, role, pattern, "paidMicros", "earnedMicros", "feesMicros", "lostMicros", "referralMicros", "refundedMicros", "releasedCount", "refundedCount")
select c."connectionId", c.day, a.kind, a.role, c.pattern, sum(c."paidMicros"), sum(c."earnedMicros"), sum(c."feesMicros"), sum(c."lostMicros"), sum(c."referralMicros"), sum(c."refundedMicros"), sum(c."releasedCount"), sum(c."refundedCount")
from "CostDay" c join "Agent" a on a.id = c."agentId", seed.size s where c.day <= (s.ends at time zone 'UTC')::date - 2 group by 1, 2, 3, 4, 5;
