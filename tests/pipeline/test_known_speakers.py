"""Extraction sees the speakers of the database as they are now, without reading them each time."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.extraction.types import KnownAffiliation, SpeakerKind
from claims.known_speakers import known_speakers
from claims.models import Affiliation, Alias
from tests.factories import make_speaker


def test_names_aliases_and_roles_are_there() -> None:
    speaker = make_speaker("Linda Marsh", gender="f")
    Alias.objects.create(speaker=speaker, name="Mayor Marsh")
    Affiliation.objects.create(speaker=speaker, role="Mayor", body="Port Anselm", start=date(2020, 5, 1))
    [known] = known_speakers()
    assert (known.key, known.name, known.gender) == ("linda-marsh", "Linda Marsh", "f")
    assert known.kind == SpeakerKind.PERSON
    assert known.aliases == ("Mayor Marsh",)
    assert known.affiliations == (KnownAffiliation("Mayor", "Port Anselm", date(2020, 5, 1), None),)


def test_a_change_is_seen_at_once() -> None:
    speaker = make_speaker("Linda Marsh")
    assert known_speakers()[0].aliases == ()
    alias = Alias.objects.create(speaker=speaker, name="Mayor Marsh")
    assert known_speakers()[0].aliases == ("Mayor Marsh",)
    alias.delete()
    assert known_speakers()[0].aliases == ()


def test_nothing_is_read_again_while_nothing_changes() -> None:
    make_speaker("Linda Marsh")
    first = known_speakers()
    with CaptureQueriesContext(connection) as queries:
        assert known_speakers() is first
    assert not any('FROM "claims_speaker"' in query["sql"] for query in queries)
