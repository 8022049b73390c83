-- Runs with plans that the console reads, their legs, orders and histories.
create unlogged table seed.leg as
select leg, run, e, leg - min(leg) over (partition by run) + 1 as place, payee, amount, fee, referral, state as escrow, refunded, made, ended, pattern from seed.escrow where run is not null;
create index on seed.leg (run, place);

create unlogged table seed.run as
select run, max(place)::int as legs, min(made) as made, max(ended) as ended, sum(amount) as budget, sum(amount) filter (where escrow = 'released') as paid,
  sum(fee) filter (where escrow = 'released') as fees, sum(referral) filter (where escrow = 'released') as referral, sum(refunded) as returned, sum(amount - refunded) filter (where escrow = 'refunded') as lost,
  sum(amount) filter (where escrow in ('locked', 'completed', 'disputed')) as locked, count(*) filter (where escrow = 'released')::int as done, count(*) filter (where escrow in ('refunded', 'split', 'cancelled'))::int as failed,
  count(*) filter (where escrow = 'completed')::int as review, bool_or(escrow in ('locked', 'completed', 'disputed', 'created', 'unrecognised')) as open, max(pattern) as pattern
from seed.leg group by run;

insert into "Run" (id, "connectionId", number, name, pattern, funding, state, plan, "idempotencyKey", "paramsHash", "budgetMicros", "lockedMicros", "paidMicros", "feesMicros", "referralMicros", "returnedMicros", "lostMicros", "legCount", "doneCount", "failedCount", "reviewCount", turn, "wakeAt", "createdBy", "createdByName", "createdAt", "finishedAt")
select seed.id('run', run), s.connection, run, (array['Quarterly filings ', 'Price check ', 'Manuals ', 'Reviews '])[1 + run % 4] || md5(run::text), pattern, 'prefund',
  case when open then case when run % 5 = 0 then 'paused' else 'running' end when failed * 3 > r.legs then 'failed' else 'done' end,
  jsonb_build_object('name', 'Run ' || run, 'pattern', pattern, 'funding', 'prefund') || jsonb_build_object(case pattern when 'pipeline' then 'stages' else 'legs' end, (
    select jsonb_agg(jsonb_build_object('key', 'leg-' || place, 'label', 'Leg ' || place, 'worker', 'w-' || lpad(payee::text, 5, '0'), 'amount', (amount / 1e6)::numeric(12, 1)::text, 'instructions', 'Collect what is known about case ' || l.e || ' and name your sources.')
      || case pattern when 'pipeline' then '{}'::jsonb else '{"kind": "task"}' end || case when place % 40 = 0 then '{"validators": [{"kind": "human", "question": "Is it good?"}]}'::jsonb else '{}' end order by place)
    from seed.leg l where l.run = r.run)),
  'seed-run-' || run, md5(run::text), budget, coalesce(locked, 0), coalesce(paid, 0), coalesce(fees, 0), coalesce(referral, 0), coalesce(returned, 0), coalesce(lost, 0), r.legs, done, failed, review, 3,
  case when open and run % 5 <> 0 then s.ends + interval '300 days' end, 'opr_seed', 'Ada Byron', made, case when not open then ended end
from seed.run r, seed.size s order by run;

insert into "Leg" (id, "runId", "connectionId", key, "nodeKey", label, pattern, position, state, candidates, "payeeAgentId", "amountMicros", attempt, "triesLeft", "escrowId", "orderId", output, "hasOutput", "completeState", "reviewState", "startedAt", "finishedAt")
select seed.id('leg', leg), seed.id('run', run), s.connection, 'leg-' || place, 'leg-' || place, 'Leg ' || place, pattern, place - 1,
  case escrow when 'released' then 'paid' when 'completed' then 'judging' when 'locked' then 'working' when 'created' then 'locking' when 'disputed' then 'returning' when 'unrecognised' then 'returning' else 'failed' end,
  array[seed.agent(payee, s.orchestrator)], seed.agent(payee, s.orchestrator), amount, 1, 1, seed.id('esw', e), seed.id('wor', leg), case when escrow = 'released' then jsonb_build_object('answer', 'case ' || e, 'sources', 3) end, escrow = 'released',
  case when escrow in ('released', 'completed') then 'sent' end, case when escrow = 'completed' then 'wanted' end, made, case when escrow in ('released', 'refunded', 'split', 'cancelled') then ended end
from seed.leg, seed.size s order by leg;

insert into "WorkOrder" (id, "connectionId", "escrowId", "legId", "workerAgentId", kind, instructions, state, "timeoutSeconds", attempts, "claimedAt", result, "resultHash", "returnedAt", "closedAt", "createdBy", "createdAt")
select seed.id('wor', leg), s.connection, seed.id('esw', e), seed.id('leg', leg), seed.agent(payee, s.orchestrator), 'task', 'Collect what is known about case ' || e || ' and name your sources.',
  case escrow when 'released' then 'accepted' when 'completed' then 'returned' when 'locked' then case when e % 2 = 0 then 'pending' else 'in_progress' end when 'created' then 'waiting' else 'expired' end, 86400, 1, made + interval '5 seconds',
  case when escrow in ('released', 'completed') then jsonb_build_object('answer', 'case ' || e, 'sources', 3) end, md5('r' || e) || md5('s' || e), case when escrow in ('released', 'completed') then ended end,
  case when escrow in ('released', 'refunded', 'split', 'cancelled') then ended end, 'system', made
from seed.leg, seed.size s order by leg;

insert into "RunEvent" (id, "runId", "legKey", kind, note, actor, at)
select seed.id('rev', leg * 4 + step), seed.id('run', run), 'leg-' || place, case step when 0 then 'locked' when 1 then 'returned' else 'paid' end, 'Leg ' || place || ' went on.', 'system', case step when 0 then made else ended end
from seed.leg, generate_series(0, 2) step where step = 0 or escrow = 'released' order by leg, step;

insert into "Reputation" ("agentId", "connectionId", "doneCount", "failedCount")
select seed.agent(payee, s.orchestrator), s.connection, count(*) filter (where escrow = 'released'), count(*) filter (where escrow = 'refunded') from seed.leg, seed.size s group by 1, 2;

-- What the engine keeps of runs that it carried on.
insert into dbos.workflow_status (workflow_uuid, status, name, created_at, updated_at, executor_id, application_version, queue_name)
select 'run:' || seed.id('run', run) || ':' || turn, 'SUCCESS', 'advance-run', extract(epoch from made)::bigint * 1000, extract(epoch from ended)::bigint * 1000, 'engine-1', '1', 'console' from seed.run, generate_series(1, 3) turn;
