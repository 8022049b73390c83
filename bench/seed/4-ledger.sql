-- What was booked, and what asked for it.
insert into "CostEntry" (id, "connectionId", "agentId", kind, product, "amountMicros", "escrowId", "intentId", "counterpartyId", "runId", pattern, at)
select seed.id('cst', e * 8 + place), s.connection, seed.agent(payee, s.orchestrator), kind, 'escrow', micros, seed.id('esw', e), seed.id('int', e * 2 + 1), seed.agent(payer, s.orchestrator), seed.id('run', run), pattern, ended
from seed.escrow, seed.size s, lateral (values
  (0, 'paid', case when state = 'released' and pattern <> 'client' then amount end), (1, 'fee', case when state = 'released' and pattern <> 'client' then fee end),
  (2, 'earned', case when state = 'released' then amount - fee end), (3, 'referral', case when state = 'released' or refunded < amount then referral end),
  (4, 'refunded', case when pattern <> 'client' then refunded end), (5, 'lost', case when refunded < amount and pattern <> 'client' then amount - refunded end)
) effect (place, kind, micros) where micros > 0 order by e, place;

insert into "CommissionCredit" (id, "connectionId", "referrerAgentId", "sourceAgentId", product, "feeMicros", "amountMicros", "escrowId", proof, at)
select seed.id('com', e), s.connection, s.orchestrator, seed.agent(payee, s.orchestrator), 'escrow', fee, referral, seed.id('esw', e), 'in_ledger', ended from seed.escrow, seed.size s where state = 'released' or refunded < amount order by e;
insert into "CommissionCredit" (id, "connectionId", "referrerAgentId", "sourceAgentId", product, "feeMicros", "amountMicros", proof, at)
select seed.id('com', 100000000 + n), s.connection, s.orchestrator, case when n % 3 > 0 then seed.agent(1 + seed.pick(n, 24, s.workers), s.orchestrator) end, (array['casino', 'trading', 'wallet', 'domains'])[1 + n % 4], 0, 1000 + n % 5000, 'in_ledger', s.ends - s.span + s.span * (n * 50.0 / s.escrows)
from seed.size s, generate_series(1, s.escrows / 50) n;

insert into "WalletEntry" (id, "walletId", kind, "amountMicros", "intentId", "createdAt")
select seed.id('wen', n), seed.id('wal', 1 + seed.pick(n, 25, s.workers)), case when n % 3 = 0 then 'fund' else 'spend' end, case when n % 3 = 0 then 2000000 else -1000000 end, seed.id('int', 100000000 + n), s.ends - s.span + s.span * (n::float8 / s.escrows)
from seed.size s, generate_series(1, s.escrows) n;

insert into "Reservation" (id, "connectionId", scope, "subjectId", "amountMicros", "intentId", state, "createdAt")
select seed.id('res', e), s.connection, 'fleet', s.connection, amount, seed.id('int', e * 2), case state when 'cancelled' then 'given_back' else 'settled' end, made from seed.escrow, seed.size s where payer = 0 order by e;

insert into "Intent" (id, "connectionId", kind, "idempotencyKey", "paramsHash", "actingAccountId", plan, reply, "amountMicros", outcome, "subjectType", "subjectId", "subjectName", "actorType", "actorId", "actorName", "requestId", "callDeadlineAt", "createdAt", "settledAt", "nextCheckAt")
select seed.id('int', e * 2 + step), s.connection, case when step = 0 then 'escrow.lock' when state = 'refunded' then 'escrow.cancel' else 'escrow.release' end, 'seed:' || e || ':' || step, md5('p' || e) || md5('q' || e), case payer when 0 then s.account else seed.id('acc', payer) end,
  jsonb_build_object('amount', amount::text, 'taskId', seed.id('int', e * 2), 'dialect', 'fleet', 'escrowId', seed.id('esw', e), 'description', 'case ' || e, 'timeoutHours', 24), jsonb_build_object('state', state, 'escrowId', seed.id('esw', e)),
  case step when 0 then amount else 0 end, case when step = 0 and state = 'cancelled' then 'rejected' when step = 0 and state = 'created' and e % 5 = 0 then 'unknown' else 'succeeded' end, 'escrow', seed.id('esw', e), round(amount / 1e6, 2) || ' to ' || seed.name(payee, s.orchestrator_name, s.workers),
  case when leg is null then 'operator' else 'system' end, case when leg is null then 'opr_seed' else 'system' end, case when leg is null then 'Ada Byron' else 'system' end, 'req_seed', made + interval '15 seconds', case step when 0 then made else ended end, ended,
  case when step = 0 and state = 'created' and e % 5 = 0 then s.ends + interval '300 days' end
from seed.escrow, seed.size s, generate_series(0, 1) step where step = 0 or state in ('released', 'refunded') order by e, step;

insert into "Alert" (id, "connectionId", kind, severity, "subjectType", "subjectId", title, body, "amountAtRiskMicros", "dedupeKey", "raisedAt", "resolvedAt", "resolvedBy")
select seed.id('alr', n), s.connection, (array['order_not_completed', 'run_failed', 'worker_stale'])[1 + n % 3], 'warning', (array['escrow', 'run', 'worker'])[1 + n % 3], (array[seed.id('esw', n), seed.id('run', 1 + n / 30), seed.id('agt', 1 + n % s.workers)])[1 + n % 3],
  'Something waits in case ' || n, 'The platform did not say what became of it.', n % 7 * 1000000, 'seed:' || n, s.ends - s.span + s.span * (n * 10.0 / s.escrows), case when n <= s.escrows / 10 - 120 then s.ends - s.span + s.span * (n * 10.0 / s.escrows) + interval '1 hour' end, case when n <= s.escrows / 10 - 120 then 'system' end
from seed.size s, generate_series(1, s.escrows / 10) n;

insert into "NotifyDelivery" (id, kind, event, "alertId", payload, state, attempts, "createdAt", "sentAt")
select seed.id('dlv', n), 'webhook', 'alert:' || n, seed.id('alr', n), '{"title": "Something waits"}', 'sent', 1, s.ends - s.span + s.span * (n * 10.0 / s.escrows), s.ends - s.span + s.span * (n * 10.0 / s.escrows) from seed.size s, generate_series(1, s.escrows / 10) n;

insert into "TreasuryProof" (id, "connectionId", "availableMicros", "walletsMicros", "escrowMicros", "expectedMicros", "differenceMicros", note, at)
select seed.id('req', n), s.connection, 800000000 + n % 500 * 1000000, 150000000000, 60000000000, 210800000000 + n % 500 * 1000000, 0, 'Agrees to the micro', s.ends - n * interval '2 minutes' from seed.size s, generate_series(1, s.escrows / 6) n;
