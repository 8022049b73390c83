-- The time in an id, as ours have it: the log looks for days by their ids.
create function seed.id_at(prefix text, at timestamptz, number bigint) returns text language sql immutable as
$$ select prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((extract(epoch from at) * 1000)::bigint >> (5 * place) & 31)::int, 1), '' order by place desc)
  || '0000' || lpad(to_hex(number), 12, '0') from generate_series(0, 9) place $$;

-- A whole hash chain behind the entries that are there, two for each escrow, with hashes as the console writes them.
create function seed.audit() returns setof "AuditEntry" language plpgsql as $$
declare
  entry "AuditEntry";
  line record;
  size record;
begin
  select * into size from seed.size;
  select seq, hash into entry.seq, entry.hash from "AuditHead" where id = 1;
  for line in select e, step, payee, amount, leg, case step when 0 then made else ended end as at, state from seed.escrow, generate_series(0, 1) step order by e, step loop
    entry.seq := entry.seq + 1; entry.id := seed.id_at('aud', line.at, entry.seq); entry."connectionId" := size.connection; entry.at := date_trunc('milliseconds', line.at);
    entry."actorType" := case when line.leg is null then 'operator' else 'system' end; entry."actorId" := case when line.leg is null then 'opr_seed' else 'system' end; entry."actorName" := case when line.leg is null then 'Ada Byron' else 'system' end;
    entry.action := case when line.step = 0 then 'escrow.lock' when line.state = 'refunded' then 'escrow.cancel' else 'escrow.release' end; entry.result := case when line.e % 200 = 0 then 'denied' else 'succeeded' end;
    entry."subjectType" := 'escrow'; entry."subjectId" := seed.id('esw', line.e); entry."subjectName" := round(line.amount / 1e6, 2) || ' to ' || seed.name(line.payee, size.orchestrator_name, size.workers); entry.summary := 'Case ' || line.e;
    entry."intentId" := seed.id('int', line.e * 2 + line.step); entry."requestId" := 'req_seed'; entry."previousHash" := entry.hash;
    entry.hash := encode(sha256(convert_to(format('{"action":"%s","actorId":"%s","actorName":"%s","actorType":"%s","after":null,"at":%s,"before":null,"connectionId":"%s","id":"%s","intentId":"%s","previousHash":"%s","requestId":"%s","result":"%s","seq":"%s","subjectId":"%s","subjectName":"%s","subjectType":"%s","summary":"%s"}',
      entry.action, entry."actorId", entry."actorName", entry."actorType", (extract(epoch from entry.at) * 1000)::bigint, entry."connectionId", entry.id, entry."intentId", entry."previousHash", entry."requestId", entry.result, entry.seq, entry."subjectId",
      entry."subjectName", entry."subjectType", entry.summary), 'UTF8')), 'hex');
    return next entry;
  end loop;
end $$;

insert into "AuditEntry" select * from seed.audit();
update "AuditHead" h set seq = a.seq, hash = a.hash from (select seq, hash from "AuditEntry" order by seq desc limit 1) a where h.id = 1;
