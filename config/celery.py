"""The Celery application and the beat schedule. Beat rings; rows decide what is due."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("claims")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "sweep": {"task": "claims.tasks.sweep", "schedule": 20.0, "options": {"expires": 15}},
}
