"""The same text in several outlets: each keeps its article, one is extracted, all have the appearance."""

import pytest

from claims import pipeline, revisions
from claims.models import Appearance, Article, ArticleRevision, Candidate
from tests.factories import ada, make_appearance, make_claim, make_outlet
from tests.ingest.samples import LINES
from tests.pipeline.drafts import draft

QUOTE = "Unemployment in the port fell to 4 percent last year."
AGENCY = "\n\n".join((*LINES[:2], f'Marsh said: "{QUOTE}"', *LINES[3:])) + "\n"
pytestmark = pytest.mark.usefixtures("extraction")


def printed(outlet: str, text: str) -> ArticleRevision:
    """The text as this outlet prints it, stored and extracted if it is to be."""
    make_outlet(outlet, domains=[f"{outlet}.example"])
    stored = pipeline.store_draft(draft(text, url=f"https://{outlet}.example/storm"))
    pipeline.extract_revision(revision_id=stored.revision_id)
    return ArticleRevision.objects.get(pk=stored.revision_id)


def test_forty_outlets_are_forty_articles_and_one_extraction() -> None:
    first = printed("post-0", AGENCY)
    for number in range(1, 40):
        copy = printed(f"post-{number}", f"From the agency, {number}\n\n{AGENCY}")
        assert copy.twin_of == first
    assert Article.objects.values("outlet").distinct().count() == 40
    assert ArticleRevision.objects.filter(state="extracted").count() == 1
    assert Candidate.objects.count() == 1


def test_a_confirmed_quote_appears_in_every_copy() -> None:
    first = printed("post", AGENCY)
    copy = printed("herald", f"From the agency\n\n{AGENCY}")
    claim = make_claim()
    make_appearance(claim, revision=first, quote=QUOTE, confirmed_by=ada())
    assert revisions.appear_in_twins() == 1
    assert revisions.appear_in_twins() == 0
    there = Appearance.objects.get(revision=copy)
    assert (there.claim, there.state, there.confirmed_by) == (claim, "confirmed", ada())
    assert copy.text[there.start : there.end] == QUOTE


def test_a_copy_that_comes_later_has_the_appearance_too() -> None:
    make_appearance(make_claim(), revision=printed("post", AGENCY), quote=QUOTE, confirmed_by=ada())
    printed("herald", AGENCY)
    assert revisions.appear_in_twins() == 1


def test_a_suggestion_that_nobody_confirmed_appears_nowhere_else() -> None:
    make_appearance(make_claim(), revision=printed("post", AGENCY), quote=QUOTE)
    printed("herald", AGENCY)
    assert revisions.appear_in_twins() == 0


def test_a_copy_without_the_sentence_has_no_appearance() -> None:
    first = printed("post", AGENCY)
    copy = printed("herald", AGENCY.replace(f'Marsh said: "{QUOTE}"\n\n', ""))
    assert copy.twin_of == first
    make_appearance(make_claim(), revision=first, quote=QUOTE, confirmed_by=ada())
    assert revisions.appear_in_twins() == 0


def test_one_new_sentence_is_not_lost() -> None:
    printed("post", AGENCY)
    new = "Trade had grown by 6 percent in 1993."
    more = printed("herald", f'Report number 3. Dmitry Peskov said: "{new}"\n\n{AGENCY}')
    assert (more.twin_of, more.state, more.state_note) == (None, "extracted", "")
    assert Candidate.objects.filter(revision=more, quote=new).exists()


def test_a_text_that_says_more_is_extracted_itself() -> None:
    printed("post", AGENCY)
    more = printed("herald", AGENCY + 'Tom Reyes replied: "We dredged 40 000 tons in spring." ' * 6)
    assert more.twin_of is None
    assert more.state == "extracted"


def test_a_short_text_is_the_same_only_to_the_letter() -> None:
    first = printed("post", "The harbour is open again.\n")
    assert printed("herald", "The harbour is open again.\n").twin_of == first
    assert printed("times", "The harbour is open again!\n").twin_of is None


def test_a_text_that_failed_stands_for_no_other() -> None:
    first = printed("post", AGENCY)
    ArticleRevision.objects.filter(pk=first.pk).update(state="failed")
    assert printed("herald", AGENCY).state == "extracted"
