-- The ledger of HighPerf.Queue: the truth about every job. Owned by the queue, collected by the product's migrations.
create table jobs (
  id            uuid primary key,
  kind          text        not null,
  payload       jsonb       not null,
  priority      smallint    not null default 1 check (priority between 0 and 2),
  unique_key    text,
  state         text        not null default 'pending' check (state in ('pending', 'succeeded', 'dead', 'cancelled')),
  attempt       integer     not null default 0,
  failures      integer     not null default 0,
  crashes       integer     not null default 0,
  lease_owner   text,
  lease_until   timestamptz,
  due_at        timestamptz not null default now(),
  dispatched_at timestamptz,
  history       jsonb       not null default '[]',
  result        jsonb,
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  check ((lease_owner is null) = (lease_until is null)),
  check (state = 'pending' or lease_owner is null)
);

create unique index jobs_unique_key on jobs (unique_key) where state = 'pending';
create index jobs_by_key on jobs (unique_key) where unique_key is not null;
create index jobs_due on jobs (priority, due_at) where state = 'pending';
create index jobs_dead on jobs (finished_at desc) where state = 'dead';
