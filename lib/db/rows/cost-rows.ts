import type { CommissionCredit } from "../generated/client";
import type { Tx } from "../client";
import { EVENT_CHANNEL, telling } from "../notify";
import { defer, join, query, type Statement, sql } from "../query";

export type NewCommission = CommissionCredit;

/**
 * Effects are booked on the agent that was paid (the payee), so a report answers what each agent costs.
 * `paid` is the whole amount that left the payer on release, the fee inside it; `fee` names that part; `earned` is what
 * an agent of the fleet received; `referral` came back to the fleet's referrer; `lost` is a fee kept on a refund.
 */
export type CostKind = "paid" | "earned" | "fee" | "referral" | "refunded" | "lost";

export interface NewCost {
  readonly id: string;
  readonly connectionId: string;
  readonly agentId: string;
  readonly kind: CostKind;
  readonly product: string;
  readonly amountMicros: bigint;
  readonly escrowId: string | null;
  readonly intentId: string | null;
  readonly counterpartyId: string | null;
  /** The run that it belongs to, and the payment pattern of its leg; blank outside a run. */
  readonly runId?: string | null;
  readonly pattern?: string;
  readonly at: Date;
}

/**
 * Books effects and their rollups, those of a day that was closed before included, and tells the pages. The same escrow, agent and kind is booked once, whoever comes
 * second.
 */
export async function bookCost(tx: Tx, ...costs: NewCost[]): Promise<void> {
  if (costs.length === 0) return;
  const rows = costs.map((cost) => sql`(
    ${cost.id}::text, ${cost.connectionId}::text, ${cost.agentId}::text, ${cost.kind}::text, ${cost.product}::text, ${cost.amountMicros}::bigint,
    ${cost.escrowId}::text, ${cost.intentId}::text, ${cost.counterpartyId}::text, ${cost.runId ?? null}::text, ${cost.pattern ?? ""}::text, ${cost.at}::timestamptz)`);
  await defer(tx, sql`
    with "booked" as (
      insert into "CostEntry" (
        "id", "connectionId", "agentId", "kind", "product", "amountMicros", "escrowId", "intentId", "counterpartyId", "runId", "pattern", "at"
      ) values ${join(rows)} on conflict do nothing returning "connectionId", "agentId", "pattern", "kind", "amountMicros", "at"
    ), "sums" as (
      select "connectionId", ("at" at time zone 'UTC')::date as "day", "agentId", "pattern",
        ${sumOf("paid", "lost")} as "paid", ${sumOf("earned")} as "earned", ${sumOf("fee", "lost")} as "fees", ${sumOf("referral")} as "referral",
        ${sumOf("refunded")} as "refunded", count(*) filter (where "kind" = 'paid') as "releases", count(*) filter (where "kind" = 'refunded') as "refunds",
        ${sumOf("lost")} as "lost"
      from "booked" group by 1, 2, 3, 4
    ), "days" as (
      insert into "CostDay" as "d" (
        "connectionId", "day", "agentId", "pattern", "paidMicros", "earnedMicros", "feesMicros", "referralMicros", "refundedMicros", "releasedCount", "refundedCount", "lostMicros"
      ) select * from "sums" order by "agentId", "day", "pattern"
      on conflict ("connectionId", "day", "agentId", "pattern") do update set
        "paidMicros" = "d"."paidMicros" + excluded."paidMicros", "earnedMicros" = "d"."earnedMicros" + excluded."earnedMicros",
        "feesMicros" = "d"."feesMicros" + excluded."feesMicros", "referralMicros" = "d"."referralMicros" + excluded."referralMicros",
        "refundedMicros" = "d"."refundedMicros" + excluded."refundedMicros", "releasedCount" = "d"."releasedCount" + excluded."releasedCount",
        "refundedCount" = "d"."refundedCount" + excluded."refundedCount", "lostMicros" = "d"."lostMicros" + excluded."lostMicros"
    ), "closed" as (
      insert into "CostDayTotal" as "t" (
        "connectionId", "day", "kind", "role", "pattern", "paidMicros", "earnedMicros", "feesMicros", "referralMicros", "refundedMicros", "releasedCount", "refundedCount", "lostMicros"
      ) select "s"."connectionId", "s"."day", "a"."kind", case when "a"."kind" = 'external' then 'external' else "a"."role" end, "s"."pattern", sum("s"."paid"), sum("s"."earned"),
          sum("s"."fees"), sum("s"."referral"), sum("s"."refunded"), sum("s"."releases"), sum("s"."refunds"), sum("s"."lost")
        from "sums" as "s" join "Agent" as "a" on "a"."id" = "s"."agentId"
        where exists (select 1 from "CostDayTotal" as "m" where "m"."connectionId" = "s"."connectionId" and "m"."day" >= "s"."day")
        group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5
      on conflict ("connectionId", "day", "kind", "role", "pattern") do update set
        "paidMicros" = "t"."paidMicros" + excluded."paidMicros", "earnedMicros" = "t"."earnedMicros" + excluded."earnedMicros",
        "feesMicros" = "t"."feesMicros" + excluded."feesMicros", "referralMicros" = "t"."referralMicros" + excluded."referralMicros",
        "refundedMicros" = "t"."refundedMicros" + excluded."refundedMicros", "releasedCount" = "t"."releasedCount" + excluded."releasedCount",
        "refundedCount" = "t"."refundedCount" + excluded."refundedCount", "lostMicros" = "t"."lostMicros" + excluded."lostMicros"
    )
    update "Agent" as "a" set
      "paidMicros" = "a"."paidMicros" + "s"."paid", "earnedMicros" = "a"."earnedMicros" + "s"."earned", "feesMicros" = "a"."feesMicros" + "s"."fees",
      "referralMicros" = "a"."referralMicros" + "s"."referral", "netMicros" = "a"."netMicros" + "s"."earned" + "s"."referral" - "s"."paid"
    from (
      select "agentId", sum("paid")::bigint as "paid", sum("earned")::bigint as "earned", sum("fees")::bigint as "fees", sum("referral")::bigint as "referral"
      from "sums" group by "agentId"
    ) as "s" where "a"."id" = "s"."agentId"
    returning pg_notify(${EVENT_CHANNEL}, json_build_object('topic', 'costs', 'id', "a"."id")::text)::text as "told"`);
}

/** Records a commission once per escrow. */
export async function creditCommission(tx: Tx, credit: NewCommission): Promise<void> {
  await defer(tx, commission(credit));
}

/** The same for who must know whether it is new; false when it was there. */
export async function creditNewCommission(tx: Tx, credit: NewCommission): Promise<boolean> {
  return (await query(tx, commission(credit))).length > 0;
}

function commission(credit: NewCommission): Statement {
  const { sourceAgentId } = credit;
  return sql`
    insert into "CommissionCredit" (
      "id", "connectionId", "referrerAgentId", "sourceAgentId", "product", "feeMicros", "amountMicros", "escrowId", "proof", "at"
    ) values (
      ${credit.id}, ${credit.connectionId}, ${credit.referrerAgentId}, ${sourceAgentId}, ${credit.product}, ${credit.feeMicros},
      ${credit.amountMicros}, ${credit.escrowId}, ${credit.proof}, ${credit.at}
    ) on conflict do nothing returning ${telling("referrals", sourceAgentId ?? undefined)} as "told"`;
}

function sumOf(...kinds: CostKind[]): Statement {
  return sql`coalesce(sum("amountMicros") filter (where "kind" in (${join(kinds.map((kind) => sql`${kind}`))})), 0)::bigint`;
}
