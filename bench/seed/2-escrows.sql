-- One line for each escrow, from which every other row follows. Whoever pays or is paid is a number: 0 the orchestrator,
-- beyond the workers somebody outside. A fifth of all work goes to one worker in a hundred.
create unlogged table seed.escrow as
select e, leg, run, case when run is null then case when payer > s.workers then 'client' else '' end when run % 4 = 3 then 'pipeline' else 'hub_spoke' end as pattern,
  payer, payee, amount, amount / 100 as fee, amount * 15 / 10000 as referral, state, cause,
  case when state = 'refunded' then case when cause = 'timeout' and e % 3 = 0 then amount - amount / 100 else amount end end as refunded,
  made, made + (3 + seed.pick(e, 11, 7200)) * interval '1 second' as ended
from seed.size s, lateral (
  select e, leg, run, 100000 * (1 + seed.pick(e, 12, 200))::bigint as amount,
    case when seed.pick(e, 13, 5) = 0 then 1 + seed.pick(e, 14, s.workers / 100) else 1 + seed.pick(e, 15, s.workers) end as payee,
    case when run is not null or seed.pick(e, 16, 100) < 80 then 0 when seed.pick(e, 16, 100) < 95 then 1 + seed.pick(e, 17, s.workers) else s.workers + 1 + seed.pick(e, 18, s.outsiders) end as payer,
    s.ends - s.span + s.span * (e::float8 / s.escrows) as made,
    case when e > s.escrows - s.escrows / 50 then (array['locked', 'locked', 'locked', 'locked', 'released', 'released', 'released', 'released', 'completed', 'disputed', 'unrecognised', 'created'])[
        case when seed.pick(e, 19, 1000) < 980 then 1 + seed.pick(e, 20, 8) else 9 + seed.pick(e, 21, 4) end]
      when seed.pick(e, 19, 1000) < 925 then 'released' when seed.pick(e, 19, 1000) < 980 then 'refunded' when seed.pick(e, 19, 1000) < 999 then 'cancelled' else 'split' end as state,
    case when seed.pick(e, 22, 5) < 3 then 'timeout' else 'cancel' end as cause
  from generate_series(1, s.escrows) e, lateral (select case when e % 4 = 0 then e / 4 end as leg) l,
    -- Runs of twelve legs; the last ten thousand legs, or half of a small seed, make runs of a thousand.
    lateral (select case when leg <= s.legs - least(10000, s.legs / 2) then 1 + (leg - 1) / 12 else 1 + (s.legs - least(10000, s.legs / 2)) / 12 + (leg - (s.legs - least(10000, s.legs / 2)) - 1) / 1000 end as run) r
) x;
create index on seed.escrow (e);
analyze seed.escrow;

create function seed.agent(number int, orchestrator text) returns text language sql immutable parallel safe as
$$ select case when number = 0 then orchestrator else seed.id('agt', number) end $$;

create function seed.name(number int, orchestrator text, workers int) returns text language sql immutable parallel safe as
$$ select case when number = 0 then orchestrator when number > workers then 'client-' || (number - workers)::text else 'w-' || lpad(number::text, 5, '0') end $$;

insert into "Escrow" (id, "connectionId", "upstreamId", dialect, state, "platformWord", "refundCause", "payerAgentId", "payerAccountId", "payeeAgentId", "payeeUpstreamId", "payeeName", "amountMicros", "feeMicros", "netMicros", "referralMicros", "referralBasis", "referralAgentId", "refundedMicros", description, "taskId", "timeoutHours", "onSilence", "lockCode", tags, "externalReference", "runId", "legId", pattern, "deadlineAt", "lockedAt", "completedAt", "closedAt", record, "readAt", "createdAt")
select seed.id('esw', e), s.connection, case when state <> 'cancelled' then 'esc_' || left(md5('esc' || e), 16) end, 'fleet', state, state, case when state = 'refunded' then cause end,
  seed.agent(payer, s.orchestrator), case payer when 0 then s.account else seed.id('acc', payer) end, seed.agent(payee, s.orchestrator), 'ag_' || left(md5('up' || payee), 16), seed.name(payee, s.orchestrator_name, s.workers), amount, fee, amount - fee, referral, 'payee', s.orchestrator, refunded,
  (array['Summarise the filings of ', 'Check the prices of ', 'Translate the manual of ', 'Review the pull request of ', 'Collect the reviews of '])[1 + e % 5] || 'case ' || md5(e::text), seed.id('int', e * 2), 24 * (1 + e % 20), 'refund',
  case when state <> 'cancelled' then 'v1.' || left(md5('n' || e), 16) || '.' || left(md5('t' || e), 22) || '.' || left(md5('c' || e), 30) end,
  case when e % 50 = 0 then '{invoice}'::text[] when e % 77 = 0 then '{retry,eu}' else '{}' end, case when e % 20 = 0 then 'po-' || e end, seed.id('run', run), seed.id('leg', leg), case pattern when 'client' then '' else pattern end,
  case when state in ('released', 'refunded', 'cancelled', 'split') then made + 24 * (1 + e % 20) * interval '1 hour' else s.ends + (100 + seed.pick(e, 23, 700)) * interval '1 day' end,
  case when state <> 'cancelled' then made + interval '1 second' end, case when state in ('completed', 'disputed') or e % 2 = 0 and state = 'released' then ended - interval '2 seconds' end,
  case when state in ('released', 'refunded', 'cancelled', 'split') then ended end,
  jsonb_build_object('state', state, 'status', state, 'escrow_id', 'esc_' || left(md5('esc' || e), 16), 'amount_usdc', amount / 1e6, 'timeout_hours', 24, 'fee_usdc', fee / 1e6, 'created_at', made), ended, made
from seed.escrow, seed.size s order by e;

insert into "EscrowEvent" (id, "escrowId", kind, "actorName", note, at)
select seed.id('eve', e * 4 + step), seed.id('esw', e), case step when 0 then 'created' when 1 then 'locked' else state end, case when leg is null then 'Ada Byron' else 'system' end,
  case step when 0 then 'Payer ' || seed.name(payer, s.orchestrator_name, s.workers) when 1 then round(amount / 1e6, 2) || ' USDC left the payer' when 2 then 'As the platform said' else '' end, case step when 0 then made when 1 then made + interval '1 second' else ended end
from seed.escrow, seed.size s, generate_series(0, 2) step where not (step = 1 and state in ('cancelled', 'created')) and not (step = 2 and state in ('locked', 'created')) order by e, step;

insert into "EscrowTotal" ("connectionId", state, count, "amountMicros")
select s.connection, state, count(*), sum(amount) from seed.escrow, seed.size s group by 1, 2 on conflict ("connectionId", state) do update set count = excluded.count, "amountMicros" = excluded."amountMicros";
