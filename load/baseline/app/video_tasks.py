"""The job: a clip is made, and its row says so."""

import logging
from datetime import datetime
from pathlib import Path

from celery.signals import worker_init

from . import clips, settings
from .celery_app import celery_app
from .database import SessionLocal
from .models import PROCESSED, Video

logger = logging.getLogger(__name__)


@worker_init.connect
def prepare(**_: object) -> None:
    """Before the first job and before the pool forks."""
    settings.PROCESSED_DIR.mkdir(parents=True, exist_ok=True)
    if settings.RULES == "contest":
        clips.make_bumpers()


@celery_app.task(name="process_video")  # FLAW: no retry, no dead letter
def process_video(video_id: int) -> dict:
    db = SessionLocal()
    try:
        video = db.query(Video).filter(Video.id == video_id).first()
        target = settings.PROCESSED_DIR / f"processed_{Path(video.original_url).name}"
        clips.make(Path(video.original_url), target)
        video.status = PROCESSED
        video.processed_at = datetime.utcnow()
        video.processed_url = str(target)
        db.commit()
        return {"status": "success", "video_id": video_id}
    except Exception as error:
        # FLAW: Celery is told of a success, and the row stays "uploaded" for ever.
        logger.error("video %s: %s", video_id, error)
        return {"status": "error", "video_id": video_id, "error": str(error)}
    finally:
        db.close()
