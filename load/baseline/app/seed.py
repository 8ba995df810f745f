"""Made-up players, videos and votes of the same shape as those of `hpctl seed`."""

import argparse
import math
import random
from typing import List, Sequence

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .database import Base, engine
from .models import OPEN_FOR_VOTING
from .security import hash_password
from .seed_names import CITIES, FIRST_NAMES, LAST_NAMES

PASSWORD = "seed-password"
EXPONENT = 0.9

INSERT_PLAYERS = """
    insert into users (id, first_name, last_name, email, password_hash, city, country, created_at)
    select n, (cast(:first as text[]))[1 + floor(random() * :firsts)::int],
           (cast(:last as text[]))[1 + floor(random() * :lasts)::int],
           'player-' || lpad(n::text, greatest(6, length(n::text)), '0') || '@seed.example', :hash,
           case when random() >= 0.02 then
             (cast(:cities as text[]))[1 + width_bucket(random() * :total, cast(:up_to as float8[]))]
           end,
           'Colombia', timestamp '2026-01-10' + random() * interval '21 days'
      from generate_series(1, :players) n
"""
INSERT_VIDEOS = """
    insert into videos (id, title, status, user_id, uploaded_at, processed_at, original_url, processed_url)
    select n, 'Jugada n.º ' || n, :status, 1 + floor(random() * :players)::int,
           timestamp '2026-02-01' + n * interval '1 minute', timestamp '2026-02-01 00:05' + n * interval '1 minute',
           'uploads/seed_' || n || '.mp4', 'processed/processed_seed_' || n || '.mp4'
      from generate_series(1, :videos) n
"""
# A video's voters are a walk through all players, by a step that meets each once.
INSERT_VOTES = """
    insert into votes (video_id, user_id, processed_at)
    select v.video, 1 + (v.first + k * v.step) % :players, timestamp '2026-03-01' + random() * interval '21 days'
      from unnest(cast(:videos as int[]), cast(:shares as int[]), cast(:firsts as bigint[]), cast(:steps as bigint[]))
             as v (video, share, first, step),
           generate_series(0, v.share - 1) k
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="run seed", description="Fills an empty database.")
    parser.add_argument("--players", type=int, default=1_000)
    parser.add_argument("--videos", type=int, default=200)
    parser.add_argument("--votes", type=int, default=10_000)
    parser.add_argument("--cities", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.players < 1 or options.cities < 1 or options.votes > options.players * options.videos:
        parser.error("there are too few players, cities or videos for so many votes")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        fill(connection, options)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze users, videos, votes"))
    print(f"{options.players} players (player-000001@seed.example …, password {PASSWORD}), {options.videos} videos, "
          f"{options.votes} votes")


def fill(connection: Connection, options: argparse.Namespace) -> None:
    if connection.execute(text("select exists (select 1 from users)")).scalar():
        raise SystemExit("the database has players already: seed an empty one")
    chance = random.Random(options.seed)
    connection.execute(text("select setseed(:seed)"), {"seed": chance.random()})
    up_to = cumulative([1 / rank for rank in range(1, options.cities + 1)])
    connection.execute(text(INSERT_PLAYERS), {
        "players": options.players, "hash": hash_password(PASSWORD),
        "cities": [city(rank) for rank in range(options.cities)], "up_to": up_to, "total": up_to[-1],
        "first": FIRST_NAMES, "firsts": len(FIRST_NAMES), "last": LAST_NAMES, "lasts": len(LAST_NAMES),
    })
    connection.execute(text(INSERT_VIDEOS), {
        "players": options.players, "videos": options.videos, "status": OPEN_FOR_VOTING,
    })
    # Foreign keys are checked in one join at the end and not a million times.
    connection.execute(text(
        "alter table votes drop constraint votes_video_id_fkey, drop constraint votes_user_id_fkey"
    ))
    videos = range(1, options.videos + 1)
    connection.execute(text(INSERT_VOTES), {
        "players": options.players, "videos": list(videos),
        "shares": vote_shares(options.votes, options.videos, options.players),
        "firsts": [chance.randrange(options.players) for _ in videos],
        "steps": [coprime(options.players, chance) for _ in videos],
    })
    connection.execute(text(
        "alter table votes add constraint votes_video_id_fkey foreign key (video_id) references videos (id), "
        "add constraint votes_user_id_fkey foreign key (user_id) references users (id)"
    ))
    for table, rows in ("users", options.players), ("videos", options.videos):
        connection.execute(text(f"select setval('{table}_id_seq', :next, false)"), {"next": rows + 1})


def vote_shares(votes: int, videos: int, players: int) -> List[int]:
    """Few clips get most votes (Zipf), but none more than there are players."""
    weights = [rank ** -EXPONENT for rank in range(1, videos + 1)]
    shares = [0] * videos
    left = votes
    while left > 0:
        open_weight = sum(weight for weight, share in zip(weights, shares) if share < players)
        before = left
        for rank, weight in enumerate(weights):
            given = min(int(before * weight / open_weight), players - shares[rank])
            shares[rank] += given
            left -= given
        if left == before:  # less than one for each: one for each, from the top
            for rank in range(videos):
                if left > 0 and shares[rank] < players:
                    shares[rank] += 1
                    left -= 1
    return shares


def coprime(count: int, chance: random.Random) -> int:
    while True:
        step = 1 + chance.randrange(count)
        if math.gcd(step, count) == 1:
            return step


def cumulative(weights: Sequence[float]) -> List[float]:
    sums: List[float] = []
    for weight in weights:
        sums.append((sums[-1] if sums else 0.0) + weight)
    return sums


def city(rank: int) -> str:
    name = CITIES[rank % len(CITIES)]
    return name if rank < len(CITIES) else f"{name} {rank // len(CITIES) + 1}"


if __name__ == "__main__":
    main()
