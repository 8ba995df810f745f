-- Resumable uploads (tus 1.0). An upload is what its row says: bytes that no segment names do not count. One writer at a time, by compare-and-set
-- on the offset and on the writer; a writer that ceases to renew is overtaken. Each writes a file of its own, so that two cannot mix.
create table uploads (
  id           uuid        primary key,
  video_id     uuid        not null unique,
  player_id    uuid        not null references players (id) on delete cascade,
  title        text        not null check (char_length(title) between 1 and 255),
  metadata     text        not null, -- as the client gave it (Upload-Metadata), for it to read again
  length       bigint      not null check (length > 0),
  "offset"     bigint      not null default 0 check ("offset" between 0 and length),
  segments     integer     not null default 0,
  writer       uuid,
  writer_until timestamptz,
  expires_at   timestamptz not null,
  check ((writer is null) = (writer_until is null))
);

create index uploads_of_player on uploads (player_id);
create index uploads_by_expiry on uploads (expires_at);

create table upload_segments (
  upload_id uuid   not null references uploads (id) on delete cascade,
  start     bigint not null,
  length    bigint not null check (length > 0),
  key       text   not null unique,
  primary key (upload_id, start)
);
