"""Is everything there that the program needs? Asked by /readyz and by commands before they begin."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from claims.models import ArticleRevision
from config.celery import IMPATIENT, PATIENCE, app


def pending_migrations() -> list[str]:
    """Names of migrations that the database still lacks. Raises Django's OperationalError without one."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def broker_fault() -> str:
    """Why the broker cannot be reached, or ""."""
    try:
        with app.connection_for_read(transport_options=IMPATIENT) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    except (BrokerError, OSError) as error:
        return str(error) or type(error).__name__
    return ""


def oldest_waiting() -> float | None:
    """Age in seconds of the revision that waits longest for extraction; None when none waits."""
    now = timezone.now()
    oldest = ArticleRevision.objects.waiting(now).order_by("id").values_list("fetched_at", flat=True).first()
    return (now - oldest).total_seconds() if oldest else None
