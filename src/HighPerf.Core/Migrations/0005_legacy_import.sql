-- What hpctl import-legacy has brought over. A row outlives the player or video it names: what was deleted here is not imported again.
create table legacy_ids (
  source      text        not null,
  kind        text        not null check (kind in ('player', 'video')),
  old_id      bigint      not null,
  old_at      timestamptz not null,
  new_id      uuid        not null,
  merged      boolean     not null default false,
  imported_at timestamptz not null default now(),
  primary key (source, kind, old_id),
  check (kind = 'player' or not merged)
);

-- How far the votes of an interrupted import have come: those for old videos up to this id are in. Gone when an import ends.
create table legacy_checkpoints (
  source       text   primary key,
  video_old_id bigint not null
);
