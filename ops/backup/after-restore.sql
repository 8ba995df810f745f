-- After a dump was read into another cluster, as highperf_owner. The feed of the standings goes by transaction ids, which are the old cluster's: rows of the
-- future would be told to every process with every poll, and a bound of the future would make them all start anew for ever. The feed is what happened since a
-- process has counted the tables, and none has: it is empty.
\set ON_ERROR_STOP on
begin;
truncate standing_changes, standing_votes, standing_readers;
update standing_pruned set below = '0';
commit;
analyze players, videos, votes, jobs, uploads;
