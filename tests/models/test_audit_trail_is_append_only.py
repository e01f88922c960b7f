"""Every change is written by the database itself, and what was written stays."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import Claim, act_as
from tests.factories import ada, make_claim


def events(claim: Claim) -> Any:
    model: Any = Claim
    return model.pgh_event_model.objects.filter(pgh_obj_id=claim.pk)


def test_an_update_without_save_is_recorded() -> None:
    claim = make_claim("end war")
    Claim.objects.filter(pk=claim.pk).update(wording="end war in 24 hours")
    assert [event.wording for event in events(claim).order_by("pgh_id")] == ["end war", "end war in 24 hours"]


def test_raw_sql_is_recorded() -> None:
    claim = make_claim("end war")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET wording = 'x' WHERE id = %s", [claim.pk])
    assert events(claim).filter(wording="x").exists()


def test_the_trail_names_who_acted() -> None:
    claim = make_claim("end war")
    with act_as(ada()):
        Claim.objects.filter(pk=claim.pk).update(wording="end war in 24 hours")
    assert events(claim).latest("pgh_id").pgh_context.metadata["user"] == ada().pk


@pytest.mark.parametrize(
    "statement", ["DELETE FROM claims_claimevent", "UPDATE claims_claimevent SET wording = ''"]
)
def test_the_trail_cannot_be_changed(statement: str) -> None:
    make_claim()
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.as_owner
def test_the_trail_cannot_be_truncated() -> None:
    make_claim()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE claims_claimevent")


def test_the_app_role_cannot_switch_the_triggers_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'claims_app'")
        if cursor.fetchone() is None:
            pytest.skip("DATABASE_URL names a server without the role claims_app")
    with (
        pytest.raises(DatabaseError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL ROLE claims_app")
        cursor.execute("ALTER TABLE claims_claim DISABLE TRIGGER ALL")
