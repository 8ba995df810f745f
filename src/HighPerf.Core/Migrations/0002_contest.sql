-- Players, their videos and the votes. The rules that a row alone can break are constraints here, not checks in code.

-- Folds case and accents, so that "Bogotá", "BOGOTA" and " bogotá " are one city. In SQL, since InvariantGlobalization leaves the
-- programs without Unicode normalisation. NFD first: what lower() meets then is base letters and combining marks.
create function fold(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(lower(normalize(btrim(value), nfd) collate "und-x-icu"), '[\u0300-\u036f]', '', 'g');

create table players (
  id            uuid        primary key,
  first_name    text        not null check (char_length(first_name) between 1 and 100),
  last_name     text        not null check (char_length(last_name) between 1 and 100),
  email         text        not null check (char_length(email) <= 254),
  email_key     text        not null unique generated always as (lower(btrim(email) collate "und-x-icu")) stored,
  password_hash text        not null,
  city          text        check (char_length(city) <= 100),
  city_key      text        generated always as (fold(city)) stored,
  country       text        check (char_length(country) <= 100),
  role          text        not null default 'player' check (role in ('player', 'moderator')),
  created_at    timestamptz not null default now()
);

create index players_city on players (city_key);

create table videos (
  id             uuid        primary key,
  player_id      uuid        not null references players (id),
  title          text        not null check (char_length(title) between 1 and 255),
  status         text        not null default 'uploaded' check (status in ('uploaded', 'processing', 'processed', 'failed')),
  failure_code   text,
  failure_reason text,
  original_key   text        not null unique,
  processed_key  text        unique,
  thumbnail_key  text        unique,
  size_bytes     bigint      not null check (size_bytes > 0),
  sha256         bytea       not null check (octet_length(sha256) = 32),
  duration_ms    integer,
  width          integer,
  height         integer,
  fps            real,
  progress       smallint    check (progress between 0 and 100),
  uploaded_at    timestamptz not null default now(),
  processed_at   timestamptz,
  published_at   timestamptz,
  check ((status = 'failed') = (failure_code is not null)),
  check ((failure_code is null) = (failure_reason is null)),
  check ((status = 'processed') = (processed_key is not null)),
  check (published_at is null or status = 'processed')
);

-- A player's own list, and the public one: newest first.
create index videos_of_player on videos (player_id, uploaded_at desc, id desc);
create index videos_open on videos (published_at desc, id desc) where published_at is not null;

create table votes (
  player_id uuid        not null references players (id),
  video_id  uuid        not null references videos (id),
  cast_at   timestamptz not null,
  primary key (player_id, video_id)
);

create index votes_of_video on votes (video_id);
