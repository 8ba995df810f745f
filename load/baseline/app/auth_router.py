"""Sign-up and log-in."""

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from . import security
from .database import get_db
from .models import User
from .schemas import LogIn, SignUp

router = APIRouter(prefix="/api/auth")


@router.post("/signup", status_code=201)
async def sign_up(body: SignUp, db: Session = Depends(get_db)) -> dict:
    if body.password1 != body.password2:
        raise HTTPException(400, "Las contraseñas no coinciden.")
    if db.query(User).filter(User.email == body.email).first():
        raise HTTPException(400, "El correo electrónico ya está registrado.")
    # FLAW: bcrypt in a coroutine: a quarter of a second in which the process answers nobody.
    user = User(
        first_name=body.first_name, last_name=body.last_name, email=body.email,
        password_hash=security.hash_password(body.password1), city=body.city, country=body.country,
    )
    db.add(user)
    try:
        db.commit()
    except IntegrityError:
        raise HTTPException(400, "El correo electrónico ya está registrado.") from None
    return {
        "id": user.id, "first_name": user.first_name, "last_name": user.last_name, "email": user.email,
        "city": user.city, "country": user.country,
    }


@router.post("/login")
async def log_in(body: LogIn, db: Session = Depends(get_db)) -> dict:
    user = db.query(User).filter(User.email == body.email).first()
    # FLAW: an unknown e-mail is answered at once, a wrong password after bcrypt, which stops the event loop as above.
    if user is None or not security.verify_password(body.password, user.password_hash):
        raise HTTPException(401, "Credenciales inválidas.")
    return {
        "access_token": security.create_token(user), "token_type": "Bearer", "expires_in": security.SAID_LIFETIME,
    }
