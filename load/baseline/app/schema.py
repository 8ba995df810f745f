"""Creates the tables that are not there."""

from .database import Base, engine
from . import models  # noqa: F401 (registers the tables)

if __name__ == "__main__":
    Base.metadata.create_all(engine)
