"""What everybody may see, and votes."""

from typing import List, Optional

from fastapi import APIRouter, Depends, HTTPException, Query
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Query as SqlQuery, Session

from .database import get_db
from .models import OPEN_FOR_VOTING, User, Video, Vote
from .security import current_user, current_user_if_any
from .views import public_video

router = APIRouter(prefix="/api/public")


@router.get("/videos")
async def list_videos(
    page: int = Query(1, ge=1), limit: int = Query(10, ge=1, le=100), city: Optional[str] = None,
    user: Optional[User] = Depends(current_user_if_any), db: Session = Depends(get_db),
) -> List[dict]:
    videos = open_videos(db)
    if city:
        videos = videos.filter(User.city.ilike(f"%{city}%"))  # FLAW: a part of a name is enough, and no index helps
    videos = videos.order_by(Video.uploaded_at.desc(), Video.id).offset((page - 1) * limit).limit(limit)
    return with_voted([public_video(*row) for row in videos], user, db)


@router.get("/videos/{video_id}")
async def video_detail(
    video_id: int, user: Optional[User] = Depends(current_user_if_any), db: Session = Depends(get_db)
) -> dict:
    row = open_videos(db).filter(Video.id == video_id).first()
    if row is None:
        raise HTTPException(404, "Video no encontrado.")
    return with_voted([public_video(*row)], user, db)[0]


@router.post("/videos/{video_id}/vote")
async def vote(video_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)) -> dict:
    video = db.query(Video).filter(Video.id == video_id, Video.status == OPEN_FOR_VOTING).first()
    if video is None:
        raise HTTPException(404, "Video no encontrado.")
    if db.query(Vote).filter(Vote.video_id == video_id, Vote.user_id == user.id).first():
        raise HTTPException(400, "Ya has votado por este video.")
    db.add(Vote(video_id=video_id, user_id=user.id))
    try:
        db.commit()
    except IntegrityError:
        raise HTTPException(400, "Ya has votado por este video.") from None
    return {"message": "Voto registrado exitosamente."}


@router.get("/rankings")
async def rankings(
    page: int = Query(1, ge=1), limit: int = Query(10, ge=1, le=100), city: Optional[str] = None,
    db: Session = Depends(get_db),
) -> List[dict]:
    # FLAW: each request joins and counts all there is, however small its page.
    votes = func.count(Vote.id).label("votes")
    players = (
        db.query(User.first_name, User.last_name, User.city, votes)
        .join(Video, Video.user_id == User.id)
        .outerjoin(Vote, Vote.video_id == Video.id)
        .filter(Video.status == OPEN_FOR_VOTING)
    )
    if city:
        players = players.filter(User.city.ilike(f"%{city}%"))  # FLAW: as above
    offset = (page - 1) * limit
    players = players.group_by(User.id).order_by(votes.desc(), User.id).offset(offset).limit(limit)
    return [
        {"position": offset + i, "username": f"{row.first_name} {row.last_name}", "city": row.city, "votes": row.votes}
        for i, row in enumerate(players, start=1)
    ]


def open_videos(db: Session) -> SqlQuery:
    votes = select(func.count(Vote.id)).where(Vote.video_id == Video.id).scalar_subquery()
    return db.query(Video, User, votes).join(User, User.id == Video.user_id).filter(Video.status == OPEN_FOR_VOTING)


def with_voted(videos: List[dict], user: Optional[User], db: Session) -> List[dict]:
    if user is None:
        return videos
    shown = [video["video_id"] for video in videos]
    voted = {id for (id,) in db.query(Vote.video_id).filter(Vote.user_id == user.id, Vote.video_id.in_(shown))}
    return [{**video, "voted": video["video_id"] in voted} for video in videos]
