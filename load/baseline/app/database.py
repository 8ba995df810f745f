"""One engine, synchronous, and a session for each request."""

from typing import AsyncIterator

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker

from . import settings

engine = create_engine(settings.DATABASE_URL)
SessionLocal = sessionmaker(bind=engine, autoflush=False)
Base = declarative_base()


async def get_db() -> AsyncIterator[Session]:
    # Asynchronous in the old system's favour: a plain generator goes through the thread pool, and then a burst of
    # requests, each with a connection and none with a turn of the loop, stops everything for 30 s (QueuePool limit).
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
