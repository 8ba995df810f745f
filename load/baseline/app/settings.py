"""Configuration, from the environment, by the old system's names."""

import os
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy.engine import URL, make_url


def database_url(text: str) -> URL:
    """As psycopg2 takes it, from both schemes; the host may be a unix socket's directory, percent-encoded."""
    scheme, _, rest = text.partition("://")
    if scheme not in ("postgres", "postgresql"):
        raise SystemExit("DATABASE_URL must begin with postgres:// or postgresql://")
    url = make_url("postgresql+psycopg2://" + rest)
    host = unquote(url.host or "")
    if host.startswith("/"):
        url = url.set(host=None).update_query_dict({"host": host})
    return url


DATABASE_URL: URL = database_url(os.environ.get("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/baseline"))
REDIS_URL: str = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
SECRET_KEY: str = os.environ.get("SECRET_KEY", "")
UPLOADS_DIR: Path = Path(os.environ.get("UPLOADS_DIR", "./uploads"))
PROCESSED_DIR: Path = Path(os.environ.get("PROCESSED_DIR", "./processed"))
LISTEN: str = os.environ.get("BASELINE_LISTEN", "127.0.0.1:8000")
PUBLIC_BASE_URL: str = os.environ.get("PUBLIC_BASE_URL", f"http://{LISTEN}")

# "contest" makes the clips that the contract asks for; "old" those that the old worker made.
RULES: str = os.environ.get("BASELINE_RULES", "contest")
if RULES not in ("contest", "old"):
    raise SystemExit("BASELINE_RULES must be contest or old")

# The pictures of the product, so that both systems draw the same.
ARTWORK_DIR: Path = Path(__file__).resolve().parents[3] / "src" / "HighPerf.Media" / "Artwork"

MAX_FILE_BYTES: int = 100 * 1024 * 1024
