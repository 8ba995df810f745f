-- What a batch of votes adds to the feed is one row, not one for each video: votes and the time of the last one, by video.
create table standing_votes (
  txid      xid8          not null default pg_current_xact_id(),
  video_ids uuid[]        not null,
  votes     integer[]     not null,
  last_at   timestamptz[] not null,
  check (cardinality(video_ids) = cardinality(votes) and cardinality(video_ids) = cardinality(last_at))
);

create index standing_votes_txid on standing_votes (txid);

-- Ids and times do not get smaller; they are not worth the try.
alter table standing_votes
  alter column video_ids set storage external,
  alter column votes     set storage external,
  alter column last_at   set storage external;

-- And standing_changes says only: recount this video. Rows that said more become that, which is as right.
alter table standing_changes drop column delta, drop column at;
