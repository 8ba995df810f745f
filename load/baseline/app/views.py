"""Videos as they are answered."""

from pathlib import PurePath
from typing import Optional

from . import settings
from .models import User, Video


def own_video(video: Video) -> dict:
    view = {
        "video_id": video.id, "title": video.title, "status": video.status, "uploaded_at": video.uploaded_at,
    }
    if video.processed_url:
        view["processed_at"] = video.processed_at
        view["processed_url"] = public_url(video.processed_url)
    return view


def public_video(video: Video, owner: User, votes: int) -> dict:
    username = f"{owner.first_name} {owner.last_name}"
    return {
        "video_id": video.id, "id": video.id, "title": video.title, "username": username, "owner_name": username,
        "city": owner.city, "owner_city": owner.city, "uploaded_at": video.uploaded_at,
        "processed_at": video.processed_at, "processed_url": public_url(video.processed_url),
        "thumbnail_url": thumbnail_url(video.processed_url), "votes": votes,
    }


def public_url(path: str) -> str:
    return f"{settings.PUBLIC_BASE_URL}/media/processed/{PurePath(path).name}"


def thumbnail_url(path: str) -> Optional[str]:
    """The old worker made none."""
    return public_url(str(PurePath(path).with_suffix(".jpg"))) if settings.RULES == "contest" else None
