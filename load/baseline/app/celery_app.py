"""The queue: Celery on Redis."""

from celery import Celery

from . import settings

celery_app = Celery("baseline", broker=settings.REDIS_URL, backend=settings.REDIS_URL, include=["app.video_tasks"])
celery_app.conf.update(
    task_acks_late=False,  # FLAW: a job is forgotten when a worker takes it, not when it is done
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
)
