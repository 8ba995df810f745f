"""Passwords, tokens, and who is asking."""

from datetime import datetime, timedelta
from typing import Optional

import bcrypt
import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from . import settings
from .database import get_db
from .models import User

ALGORITHM = "HS256"
COST = 12
SAID_LIFETIME = 3600
# FLAW: tokens live 60 hours while they are said to live 3600 s.
LIFETIME = timedelta(hours=60)

# FLAW: by its default, a missing token is answered with 403.
bearer = HTTPBearer()
optional_bearer = HTTPBearer(auto_error=False)


def hash_password(password: str) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(COST)).decode()


def verify_password(password: str, password_hash: str) -> bool:
    return bcrypt.checkpw(password.encode(), password_hash.encode())


def create_token(user: User) -> str:
    claims = {"sub": str(user.id), "exp": datetime.utcnow() + LIFETIME}
    return jwt.encode(claims, settings.SECRET_KEY, algorithm=ALGORITHM)


def find_user(token: str, db: Session) -> User:
    try:
        user_id = int(jwt.decode(token, settings.SECRET_KEY, algorithms=[ALGORITHM])["sub"])
    except (jwt.PyJWTError, KeyError, ValueError):
        raise HTTPException(401, "Token inválido o expirado.", {"WWW-Authenticate": "Bearer"}) from None
    user = db.query(User).filter(User.id == user_id).first()
    if user is None:
        raise HTTPException(401, "Token inválido o expirado.", {"WWW-Authenticate": "Bearer"})
    return user


# FLAW: synchronous SQL in a coroutine: while PostgreSQL answers one request, all others stand still.
async def current_user(
    credentials: HTTPAuthorizationCredentials = Depends(bearer), db: Session = Depends(get_db)
) -> User:
    return find_user(credentials.credentials, db)


async def current_user_if_any(
    credentials: Optional[HTTPAuthorizationCredentials] = Depends(optional_bearer), db: Session = Depends(get_db)
) -> Optional[User]:
    return find_user(credentials.credentials, db) if credentials else None
