"""What clients send."""

from typing import Optional

from pydantic import BaseModel


class SignUp(BaseModel):
    first_name: str
    last_name: str
    email: str
    password1: str
    password2: str
    city: Optional[str] = None
    country: Optional[str] = None


class LogIn(BaseModel):
    email: str
    password: str
