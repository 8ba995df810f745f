create table standing_changes (txid xid8 not null default pg_current_xact_id(), player_id uuid not null, video_id uuid not null, delta integer, at timestamptz);
