"""A revision's text never changes; a changed text is a new revision."""

from django.db import connection

from claims.models import ArticleRevision
from tests.factories import make_revision
from tests.models.refusals import refused


def test_the_text_cannot_be_updated_through_the_orm() -> None:
    revision = make_revision()
    with refused("revision_text_immutable"):
        ArticleRevision.objects.filter(pk=revision.pk).update(text="Something else.")


def test_the_text_cannot_be_updated_in_raw_sql() -> None:
    revision = make_revision()
    with refused("revision_text_immutable"), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_articlerevision SET sha256 = 'x' WHERE id = %s", [revision.pk])


def test_the_hash_must_be_that_of_the_text() -> None:
    with refused("revision_hash_matches"):
        make_revision("A text.", sha256="0" * 64)


def test_the_same_text_is_stored_once_an_article() -> None:
    revision = make_revision("A text.")
    with refused("revision_text_once"):
        make_revision("A text.", article=revision.article)


def test_an_empty_text_is_refused() -> None:
    with refused("revision_has_text"):
        make_revision("")


def test_its_state_may_change() -> None:
    revision = make_revision()
    ArticleRevision.objects.filter(pk=revision.pk).update(state="skipped", state_note="German")
    revision.refresh_from_db()
    assert revision.state == "skipped"
