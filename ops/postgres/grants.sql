-- Who may do what to each table (decision 29). Run as highperf_owner after the migrations of each deploy (highperf-migrate@.service), and by
-- `hpdeploy database`; as often as one likes. From the SQL of src/HighPerf.Core and src/HighPerf.Queue: a statement that needs more needs a line here.
-- One transaction: no session ever sees a table without its grants.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;
begin;

-- What is ours: an extension's views are its own.
create temporary view ours as
  select oid, relname, relkind, relacl from pg_class where relnamespace = 'public'::regnamespace and relowner = 'highperf_owner'::regrole;

select format('revoke all on table %I from public, highperf_api, highperf_worker, highperf_backup, highperf_monitor', relname)
  from ours where relkind in ('r', 'p', 'v', 'm') \gexec
grant usage on schema public to highperf_api, highperf_worker, highperf_backup;

-- Both see whether the migrations they need are there (/health/ready).
grant select on schema_migrations to highperf_api, highperf_worker;

-- The API signs players up and deletes accounts. It changes no row: not a role, not a password. (The right to change created_at is what SELECT … FOR UPDATE
-- and FOR KEY SHARE ask for: any one column.) It writes no role either: who moderates is said with hpctl, as the owner.
grant select, delete, insert (id, first_name, last_name, email, password_hash, city, country), update (created_at) on players to highperf_api;

-- The API adds videos, opens, hides and deletes them; what becomes of them in between is the worker's.
grant select, insert, delete, update (published_at, published_before, hidden_at) on videos to highperf_api;
grant select, update (status, failure_code, failure_reason, progress, processed_key, thumbnail_key, duration_ms, width, height, fps, processed_at, published_at)
   on videos to highperf_worker;

-- A vote is never changed, but for whose it was when an account is deleted after the end.
grant select, insert, delete, update (player_id) on votes to highperf_api;

-- The API enqueues, rings for what is due, and takes away the jobs of what is deleted; the worker does all the rest, and enqueues nothing.
grant select, insert, delete, update (dispatched_at) on jobs to highperf_api;
grant select, update, delete on jobs to highperf_worker;

-- Resumable uploads: the API's; the worker gives up what has expired (update: its FOR UPDATE), and asks which files are still named.
grant select, insert, update, delete on uploads, upload_segments to highperf_api;
grant select, delete, update (writer_until) on uploads to highperf_worker;
grant select on upload_segments to highperf_worker;

-- The feed of the standings: the worker tells it of a clip that is open; the API tells it the rest, reads it and prunes it.
grant select, insert, delete on standing_changes, standing_votes to highperf_api;
grant select, insert, update, delete on standing_readers to highperf_api;
grant select, update (below) on standing_pruned to highperf_api;
grant insert on standing_changes to highperf_worker;

-- A backup is all of it. Not pg_read_all_data, which is every database of the server, and which a managed service's administrator may not be allowed to grant.
-- By default as well: a dump between a migration and these lines is whole.
select format('grant select on %s %I to highperf_backup', case relkind when 'S' then 'sequence' else 'table' end, relname)
  from ours where relkind in ('r', 'p', 'v', 'm', 'S') \gexec
alter default privileges in schema public grant select on tables to highperf_backup;
alter default privileges in schema public grant select on sequences to highperf_backup;

-- A table of a new migration that was forgotten here ends the deploy before anything is switched, instead of a request after it.
do $$
declare
  forgotten text := (
    select string_agg(relname, ', ' order by relname)
      from ours
     where relkind in ('r', 'p')
       and relname not in ('legacy_ids', 'legacy_checkpoints') -- hpctl import-legacy, as the owner
       and not exists (select from aclexplode(relacl) a where a.grantee in ('highperf_api'::regrole, 'highperf_worker'::regrole)));
begin
  if forgotten is not null then raise exception 'nobody may use these tables, add them to ops/postgres/grants.sql: %', forgotten; end if;
end $$;

commit;
