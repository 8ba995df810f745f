-- The roles and the database of a site (decision 29). Run by `hpdeploy database` with psql as the server's administrator, a superuser or the one that a managed
-- service gives; as often as one likes: what is there stays, and what has changed is changed.
-- Variables: database (small letters, digits, _); for each role ROLE_password, a SCRAM-SHA-256 verifier, never the password itself (which would be in the server's log). A role
-- without one keeps the password it has.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;

select format('create role %I', role)
  from unnest(array['highperf_owner', 'highperf_migrate', 'highperf_api', 'highperf_worker', 'highperf_backup', 'highperf_monitor']) as wanted (role)
 where not exists (select from pg_roles where rolname = wanted.role) \gexec

-- Nobody logs in as the owner of the tables: migrations do it by way of a role that becomes the owner as it logs in.
alter role highperf_owner with nologin;
grant highperf_owner to highperf_migrate;
alter role highperf_migrate with login connection limit 5;
alter role highperf_migrate set role = 'highperf_owner';
-- A migration that waits for the lock of a table makes everybody who comes after it wait as well: rather it fails, and is tried again.
alter role highperf_migrate set lock_timeout = '10s';

-- Limits: none of them can take the connections of another. Two API processes have up to 25 each, and a candidate as many (ops/systemd); a worker 25.
alter role highperf_api     with login connection limit 80;
alter role highperf_worker  with login connection limit 60;
alter role highperf_backup  with login connection limit 3;
alter role highperf_monitor with login connection limit 3;
-- A process that is stopped in the middle of a transaction holds its locks no longer than this.
alter role highperf_api    set idle_in_transaction_session_timeout = '30s';
alter role highperf_worker set idle_in_transaction_session_timeout = '30s';
-- Clients give up after 30 s; the server does not go on for those that are gone.
alter role highperf_api    set statement_timeout = '40s';
alter role highperf_worker set statement_timeout = '40s';
alter role highperf_backup set default_transaction_read_only = on;
-- Reads statistics and not one row of ours.
grant pg_monitor to highperf_monitor;

\if :{?migrate_password}
alter role highperf_migrate with password :'migrate_password';
\endif
\if :{?api_password}
alter role highperf_api with password :'api_password';
\endif
\if :{?worker_password}
alter role highperf_worker with password :'worker_password';
\endif
\if :{?backup_password}
alter role highperf_backup with password :'backup_password';
\endif
\if :{?monitor_password}
alter role highperf_monitor with password :'monitor_password';
\endif

-- To make a database somebody else's, an administrator who is no superuser has to be a member.
grant highperf_owner to current_user;
select format('create database %I owner highperf_owner encoding ''UTF8'' template template0', :'database')
 where not exists (select from pg_database where datname = :'database') \gexec

\connect :database
set client_min_messages = warning;
set role highperf_owner;
revoke all on database :"database" from public;
grant connect on database :"database" to highperf_migrate, highperf_api, highperf_worker, highperf_backup, highperf_monitor;
revoke all on schema public from public;
