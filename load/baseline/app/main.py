"""The API."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from . import auth_router, public_router, settings, video_router

if not settings.SECRET_KEY:
    raise SystemExit("SECRET_KEY is not set")

app = FastAPI(title="Competencia de Habilidades")
app.include_router(auth_router.router)
app.include_router(video_router.router)
app.include_router(public_router.router)

settings.PROCESSED_DIR.mkdir(parents=True, exist_ok=True)
app.mount("/media/processed", StaticFiles(directory=settings.PROCESSED_DIR))


@app.get("/health")
async def health() -> dict:
    return {"status": "healthy"}
