-- Cancelling: of a running job only the wish can be stored; its worker sees it with the next renewal and ends the job.
alter table jobs add column cancel_requested boolean not null default false;

-- What ended lately, for rates.
create index jobs_finished on jobs (finished_at) where finished_at is not null;
