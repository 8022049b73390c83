-- Names, sizes and the fleet. `seed.size` holds one row; the functions are inlined by the planner.
create schema if not exists seed;

create table seed.size as
select c.id as connection, c."orchestratorAgentId" as orchestrator, a.id as account, g.name as orchestrator_name,
  date_trunc('second', now()) as ends, interval '250 days' as span,
  :workers::int as workers, 200 as outsiders, :escrows::int as escrows, :escrows::int / 4 as legs
from "Connection" c join "AgentAccount" a on a."agentId" = c."orchestratorAgentId" join "Agent" g on g.id = a."agentId"
where c."archivedAt" is null order by c."createdAt" limit 1;

-- An id with the shape of ours; ids of one kind sort by their number and before every id that the console makes.
create function seed.id(prefix text, number bigint) returns text language sql immutable parallel safe as
$$ select prefix || '_01' || lpad(to_hex(number), 12, '0') || left(md5(prefix || number::text), 12) $$;

-- The same number below `below` every time.
create function seed.pick(number bigint, salt int, below int) returns int language sql immutable parallel safe as
$$ select (abs(hashint8extended(number, salt) >> 1) % below)::int $$;

insert into "SpawnBatch" (id, "connectionId", number, role, count, capabilities, "fundingMicros", "dailyLimitMicros", "namePrefix", state, "idempotencyKey", "createdBy", "createdByName", "createdAt", "finishedAt")
select seed.id('bat', b), s.connection, b, 'research', 50, '{search}', 5000000, 20000000, 'w', 'done', 'seed-batch-' || b, 'opr_seed', 'Ada Byron',
  s.ends - s.span + b * interval '5 minutes', s.ends - s.span + b * interval '5 minutes' + interval '1 minute'
from seed.size s, generate_series(1, s.workers / 50) b;

insert into "Agent" (id, "connectionId", kind, name, role, state, capabilities, "referralCodeUsed", "referralProof", "proofNote", "parentAgentId", "batchId", "spawnStep", prompt, tags, "externalReference", "heartbeatAt", "registeredAt", "retiredAt", "createdAt")
select seed.id('agt', w), s.connection, 'worker', 'w-' || lpad(w::text, 5, '0'), (array['research', 'writing', 'trading', 'review', 'scraping', 'coding', 'design', 'support'])[1 + w % 8],
  case when w % 25 = 0 then 'retired' when w % 211 = 0 then 'stale' when w % 499 = 0 then 'unverified' when w % 997 = 0 then 'quarantined' else 'live' end, '{search,write}',
  'ref_seed', case when w % 499 = 0 then 'unverified' when w % 1501 = 0 then 'contradicted' else 'in_ledger' end,
  'The platform named a commission for its escrow', case when w % 40 = 7 then seed.id('agt', w - 6) else s.orchestrator end, seed.id('bat', 1 + (w - 1) / 50), 'ready',
  'Answer with sources and say what you do not know.', case when w % 10 = 0 then '{eu,night}'::text[] else '{}' end, case when w % 7 = 0 then 'crm-' || w end,
  case when w % 211 = 0 then s.ends - interval '2 hours' end, s.ends - s.span + w * interval '6 seconds', case when w % 25 = 0 then s.ends - (w % 90) * interval '1 day' end,
  s.ends - s.span + w * interval '6 seconds'
from seed.size s, generate_series(1, s.workers) w;

insert into "Agent" (id, "connectionId", kind, name, role, state, capabilities, "createdAt")
select seed.id('agt', s.workers + o), s.connection, 'external', 'client-' || o, 'external', 'live', '{}', s.ends - s.span from seed.size s, generate_series(1, s.outsiders) o;

insert into "AgentAccount" (id, "agentId", "connectionId", service, "upstreamId", "upstreamWallet", "ownReferralCode", "usedReferralCode", "referralProof", "balanceMicros", "balanceReadAt", "createdAt")
select seed.id('acc', w), seed.id('agt', w), s.connection, 'platform', 'ag_' || left(md5('up' || w), 16), 'wallet_' || left(md5('wal' || w), 16), 'ref_' || left(md5('code' || w), 8), 'ref_seed', 'echoed',
  seed.pick(w, 3, 2000) * 10000, s.ends, s.ends - s.span + w * interval '6 seconds'
from seed.size s, generate_series(1, s.workers) w;

insert into "AgentKey" (id, "accountId", version, ciphertext, "createdAt")
select seed.id('key', w), seed.id('acc', w), 1, 'v1.' || left(md5(w::text), 16) || '.' || left(md5('tag' || w), 22) || '.' || md5('a' || w) || md5('b' || w), s.ends - s.span
from seed.size s, generate_series(1, s.workers) w;

insert into "ChildWallet" (id, "connectionId", "agentId", "upstreamId", label, state, "dailyLimitMicros", "autoReset", "allowWithdrawals", "balanceMicros", "spentMicros", "resetsAt", "readAt", "createdAt", "closedAt")
select seed.id('wal', w), s.connection, seed.id('agt', w), 'cw_' || left(md5('cw' || w), 16), 'w-' || lpad(w::text, 5, '0'), case when w % 25 = 0 then 'closed' else 'open' end,
  case when w % 9 = 0 then null else 20000000 end, true, w % 3 = 0, seed.pick(w, 4, 3000) * 10000, case when w % 61 = 0 then 20000000 else seed.pick(w, 5, 1500) * 10000 end,
  s.ends + interval '300 days', s.ends, s.ends - s.span + w * interval '6 seconds', case when w % 25 = 0 then s.ends - (w % 90) * interval '1 day' end
from seed.size s, generate_series(1, s.workers) w;

insert into "WorkerToken" (id, "connectionId", "agentId", name, "tokenHash", hint, "createdBy", "createdAt", "lastUsedAt")
select seed.id('wtk', w), s.connection, seed.id('agt', w), 'runner', md5('th' || w) || md5('ti' || w), 'pfw_…' || left(md5('h' || w), 4), 'Ada Byron', s.ends - s.span, s.ends
from seed.size s, generate_series(1, s.workers, 3) w;

insert into "RateCard" (id, "agentId", "priceMicros", minutes, "changedBy", "changedAt")
select seed.id('rat', w), seed.id('agt', w), 500000 + w % 100 * 10000, 30 + w % 60, 'Ada Byron', s.ends from seed.size s, generate_series(1, s.workers, 5) w;
