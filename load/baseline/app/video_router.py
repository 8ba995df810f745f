"""A player's own videos."""

from datetime import datetime
from pathlib import Path, PurePath
from typing import List

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, UploadFile
from sqlalchemy.orm import Session

from . import settings
from .database import get_db
from .models import OPEN_FOR_VOTING, UPLOADED, User, Video, Vote
from .security import current_user
from .video_tasks import process_video
from .views import own_video

router = APIRouter(prefix="/api/videos")


@router.post("/upload", status_code=201)
async def upload(
    video_file: UploadFile = File(...), title: str = Form(..., min_length=1, max_length=255),
    user: User = Depends(current_user), db: Session = Depends(get_db),
) -> dict:
    # FLAW: an MP4 is what its sender calls one.
    if video_file.content_type != "video/mp4":
        raise HTTPException(400, "El archivo debe ser un video MP4.")
    # FLAW: the whole file is in memory, and only then is it seen whether it is too large.
    content = await video_file.read()
    if not content or len(content) > settings.MAX_FILE_BYTES:
        raise HTTPException(400, "El archivo está vacío o supera los 100 MB.")
    path = upload_path(user, video_file.filename)
    with open(path, "wb") as file:  # FLAW: a blocking write in a coroutine, and no fsync
        file.write(content)

    video = Video(title=title, status=UPLOADED, user_id=user.id, original_url=str(path))
    db.add(video)
    db.commit()
    # FLAW: row and job are not one transaction: when Redis is away the row stays, and the client is told 500.
    task = process_video.delay(video.id)
    video.task_id = task.id
    db.commit()
    return {
        "message": "Video subido correctamente. Procesamiento en curso.", "task_id": task.id, "video_id": video.id,
    }


@router.get("")
async def list_own(
    page: int = Query(1, ge=1), limit: int = Query(100, ge=1, le=100),
    user: User = Depends(current_user), db: Session = Depends(get_db),
) -> List[dict]:
    videos = db.query(Video).filter(Video.user_id == user.id).order_by(Video.uploaded_at.desc())
    return [own_video(video) for video in videos.offset((page - 1) * limit).limit(limit)]


@router.get("/{video_id}")
async def detail(video_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)) -> dict:
    video = own(video_id, user, db)
    votes = db.query(Vote).filter(Vote.video_id == video.id).count()
    return {**own_video(video), "original_url": video.original_url, "votes": votes}


@router.delete("/{video_id}")
async def delete(video_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)) -> dict:
    video = own(video_id, user, db)
    if video.status == OPEN_FOR_VOTING:
        raise HTTPException(400, "El video ya está habilitado para votación.")
    Path(video.original_url).unlink(missing_ok=True)
    db.delete(video)
    db.commit()
    return {"message": "El video ha sido eliminado exitosamente.", "video_id": video_id}


def own(video_id: int, user: User, db: Session) -> Video:
    video = db.query(Video).filter(Video.id == video_id).first()
    if video is None:
        raise HTTPException(404, "Video no encontrado.")
    if video.user_id != user.id:
        raise HTTPException(403, "No tienes permiso para acceder a este video.")
    return video


def upload_path(user: User, filename: str) -> Path:
    settings.UPLOADS_DIR.mkdir(parents=True, exist_ok=True)
    # FLAW: two files of the same name and player in the same second are one.
    return settings.UPLOADS_DIR / f"{datetime.now():%Y%m%d_%H%M%S}_{user.id}_{PurePath(filename).name}"
