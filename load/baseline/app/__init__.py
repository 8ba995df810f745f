"""The old system, small: FastAPI, Celery, Redis, PostgreSQL, the ffmpeg command line."""
