"""match/?text=: has this been checked?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import Face
from claims.api.problems import LONGEST
from claims.api.serializers import ClaimSerializer
from claims.editorial.external import ReviewMatch, similar_reviews
from claims.editorial.matching import Match, similar_claims
from claims.editorial.past import dress
from claims.models import Claim, ExternalReview, Speaker, brought, published

MOST = 10
TEXT = {"type": "string", "minLength": 3, "maxLength": LONGEST}


class MatchSerializer(serializers.Serializer[Any]):
    """A published claim like the text. Whether it is the same, a person decides."""

    score = serializers.FloatField(min_value=0, max_value=1, help_text="How alike, 0 to 1.")
    same = serializers.BooleanField(help_text="Alike enough to be proposed as the same claim.")
    claim = ClaimSerializer()


class ExternalSerializer(serializers.ModelSerializer[ExternalReview]):
    """A review of another publisher, in their words. It is theirs: not checked and not rated here."""

    likeness = serializers.FloatField(min_value=0, max_value=1, help_text="How alike, 0 to 1, as `score`.")
    same = serializers.BooleanField(help_text="Alike enough to be taken for the same claim.")

    class Meta:
        model = ExternalReview
        fields = ["likeness", "same", "publisher", "site", "url", "title", "claim_text", "claimant"]
        fields += ["claimed_on", "rating_text", "reviewed_on", "language"]


class MatchAnswer(serializers.Serializer[Any]):
    """The likest first: our own published claims, and apart from them what other publishers say."""

    results = MatchSerializer(many=True)
    external = ExternalSerializer(many=True)


class MatchView(Face):
    """Published claims that say what a text says."""

    parameters = frozenset({"text", "speaker"})

    @extend_schema(
        operation_id="match",
        parameters=[
            OpenApiParameter("text", TEXT, required=True, description="The statement to look for."),
            OpenApiParameter("speaker", str, description="Slug of who said it; sharpens the answer."),
        ],
        responses=MatchAnswer,
    )
    def get(self, request: Request) -> Response:
        """Has this been checked?"""
        text = request.query_params.get("text", "")
        if len(text) < 3:
            raise ValidationError({"text": ["The statement to look for: three characters at least."]})
        return Response(answer_of(text, speaker_asked(request)))


def answer_of(text: str, speaker: Speaker | None) -> dict[str, Any]:
    """Our own published claims like the text, and what other publishers say, in the shape of MatchAnswer."""
    found = public(similar_claims(statement=text, speaker=speaker, limit=MOST, public=True))
    rows = [{"score": match.score, "same": match.is_same, "claim": claim} for match, claim in found]
    theirs = external(similar_reviews(statement=text, speaker=speaker, limit=MOST))
    return dict(MatchAnswer({"results": rows, "external": theirs}).data)


def public(matches: list[Match]) -> list[tuple[Match, Claim]]:
    """Those of the matches that are public, each with the claim as readers see it."""
    claims = {claim.pk: claim for claim in brought.lines([match.claim.pk for match in matches])}
    dress(list(claims.values()))
    return [(match, claims[match.claim.pk]) for match in matches if match.claim.pk in claims]


def external(matches: list[ReviewMatch]) -> list[ExternalReview]:
    """The reviews of other publishers, each with how alike it is."""
    for match in matches:
        vars(match.review).update(likeness=match.score, same=match.is_same)
    return [match.review for match in matches]


def speaker_asked(request: Request) -> Speaker | None:
    """The speaker named in the question, who must have public claims."""
    slug = request.query_params.get("speaker")
    if slug is None:
        return None
    speaker: Speaker | None = published.speakers().filter(pk=published.number_of_speaker(slug)).first()
    if speaker is None:
        raise NotFound("No public claim is by a speaker of this slug. /speakers/ lists them.")
    return speaker
