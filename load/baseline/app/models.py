"""The three tables, as the old system had them: no index but those of its keys."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, UniqueConstraint, func

from .database import Base

UPLOADED = "uploaded"
PROCESSED = "processed"

# The one deliberate deviation: the old lists showed what was "public", and nothing ever made a video that.
OPEN_FOR_VOTING = PROCESSED


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    first_name = Column(String)
    last_name = Column(String)
    email = Column(String, unique=True)
    password_hash = Column(String)
    city = Column(String)
    country = Column(String)
    created_at = Column(DateTime, server_default=func.now())


class Video(Base):
    __tablename__ = "videos"

    id = Column(Integer, primary_key=True)
    title = Column(String)
    status = Column(String, nullable=False)
    user_id = Column(Integer, ForeignKey("users.id"))
    uploaded_at = Column(DateTime, server_default=func.now())
    processed_at = Column(DateTime)
    original_url = Column(String)
    processed_url = Column(String)
    task_id = Column(String)


class Vote(Base):
    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("video_id", "user_id"),)

    id = Column(Integer, primary_key=True)
    video_id = Column(Integer, ForeignKey("videos.id"))
    user_id = Column(Integer, ForeignKey("users.id"))
    processed_at = Column(DateTime, server_default=func.now())
