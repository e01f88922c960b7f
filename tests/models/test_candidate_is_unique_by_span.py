"""A candidate is unique by revision, start, end and extractor; a decision names who and why."""

from django.utils import timezone

from claims.models import Candidate
from tests.factories import ada, make_candidate
from tests.models.refusals import refused


def test_the_same_span_of_the_same_extractor_is_refused() -> None:
    first = make_candidate()
    with refused("candidate_span_once_an_extractor"):
        make_candidate(revision=first.revision)


def test_another_extractor_may_suggest_the_same_span() -> None:
    first = make_candidate()
    second = make_candidate(revision=first.revision, extractor="other")
    assert second.pk != first.pk


def test_a_dismissal_needs_a_reason() -> None:
    candidate = make_candidate()
    with refused("candidate_dismissed_has_reason"):
        Candidate.objects.filter(pk=candidate.pk).update(
            state="dismissed", decided_by=ada(), decided_at=timezone.now()
        )


def test_a_promotion_needs_a_claim() -> None:
    candidate = make_candidate()
    with refused("candidate_promoted_has_claim"):
        Candidate.objects.filter(pk=candidate.pk).update(
            state="promoted", decided_by=ada(), decided_at=timezone.now()
        )


def test_a_score_lies_between_0_and_1() -> None:
    with refused("candidate_score_0_to_1"):
        make_candidate(checkworthiness=1.2)
