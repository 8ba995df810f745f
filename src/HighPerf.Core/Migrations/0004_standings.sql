-- The feed that every API process follows to keep its standings in memory, and what moderation needs.

-- A row with a delta: so many more votes for the video, the last of them cast at "at". A row without: recount this video from the
-- tables (published, hidden, deleted, a vote taken away). player_id is the video's owner.
create table standing_changes (
  txid      xid8        not null default pg_current_xact_id(),
  player_id uuid        not null,
  video_id  uuid        not null,
  delta     integer     check (delta > 0),
  at        timestamptz,
  check ((delta is null) = (at is null))
);

create index standing_changes_txid on standing_changes (txid);

-- The processes that follow: nothing at or above the least "oldest" of those seen lately is pruned.
create table standing_readers (
  process         text        primary key,
  oldest          xid8        not null,
  seen_at         timestamptz not null default now(),
  verify_asked_at timestamptz,
  verified_at     timestamptz,
  entries         bigint,
  drift           bigint
);

-- Rows with a txid below this are gone; who still needs them starts anew.
create table standing_pruned (
  only_row boolean primary key default true check (only_row),
  below    xid8    not null
);

insert into standing_pruned (below) values ('0');

-- A moderator hides a video by taking published_at away; shown again, it is as old as it was.
alter table videos add column hidden_at timestamptz, add column published_before timestamptz;

create index videos_waiting on videos (processed_at, id) where status = 'processed' and published_at is null;

-- The votes that a player has cast: the primary key begins with the player; those of a video come in the order of their time.
create index votes_of_video_by_time on votes (video_id, cast_at desc);
drop index votes_of_video;
