"""The shapes of the API. A field once published keeps its name and meaning within v1."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.reading import Planned
from claims.editorial.addresses import page_url
from claims.editorial.promises import STATES
from claims.ingest import rich_text
from claims.models import (
    FILE_TYPES,
    Affiliation,
    Appearance,
    Article,
    Claim,
    DuePrecision,
    Evidence,
    Methodology,
    Outlet,
    Rating,
    RatingScale,
    Review,
    ReviewVersion,
    RightOfReply,
    Speaker,
    Topic,
    published,
)


class AffiliationSerializer(Planned[Affiliation]):
    """A role over a period; null at either end means open or unknown."""

    class Meta:
        model = Affiliation
        fields = ["role", "body", "start", "end"]


class SpeakerShort(Planned[Speaker]):
    """Who, in one line."""

    class Meta:
        model = Speaker
        fields = ["id", "slug", "name", "short_name"]


class SpeakerSerializer(Planned[Speaker]):
    """A person or body with public claims."""

    aliases = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="name")
    affiliations = AffiliationSerializer(many=True, read_only=True)
    page_url = serializers.SerializerMethodField()

    class Meta:
        model = Speaker
        fields = ["id", "slug", "name", "short_name", "kind", "description", "wikidata"]
        fields += ["aliases", "affiliations", "page_url"]

    def get_page_url(self, speaker: Speaker) -> str:
        """The page for readers."""
        return page_url("speaker", speaker.slug)


class TopicSerializer(Planned[Topic]):
    """A subject."""

    class Meta:
        model = Topic
        fields = ["id", "slug", "name", "description"]


class TopicShort(Planned[Topic]):
    """A subject, in one line."""

    class Meta:
        model = Topic
        fields = ["slug", "name"]


class OutletSerializer(Planned[Outlet]):
    """A publisher of articles."""

    class Meta:
        model = Outlet
        fields = ["id", "slug", "name", "homepage", "country", "language"]


class RatingSerializer(Planned[Rating]):
    """A step of a scale. `value` is null where a number would lie."""

    scale = serializers.SlugRelatedField[Any](read_only=True, slug_field="slug")

    class Meta:
        model = Rating
        fields = ["slug", "label", "scale", "definition", "value", "maps_to", "colour", "shape"]


class ScaleSerializer(Planned[RatingScale]):
    """A ladder of ratings."""

    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = RatingScale
        fields = ["id", "slug", "name", "kind", "description", "ratings"]


class MethodologySerializer(Planned[Methodology]):
    """How we check."""

    class Meta:
        model = Methodology
        fields = ["version", "adopted_on", "text"]


class FileSerializer(serializers.Serializer[Any]):
    """A document's file. `url` is empty for versions that are no longer in force."""

    name = serializers.CharField()
    type = serializers.ChoiceField(choices=[kind for kind, _ in FILE_TYPES])
    size = serializers.IntegerField(min_value=1, help_text="Bytes.")
    sha256 = serializers.CharField()
    url = serializers.CharField()


class EvidenceSerializer(Planned[Evidence]):
    """What a version rests on. The archived text itself is not given out; its hash is."""

    file = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = ["url", "title", "publisher", "dated_on", "excerpt", "stance", "note"]
        fields += ["archive_url", "archived_sha256", "archived_at", "file"]

    @extend_schema_field(FileSerializer(allow_null=True))
    def get_file(self, item: Evidence) -> dict[str, Any] | None:
        """The file that was attached, if any."""
        if not item.file_sha256:
            return None
        version = item.version
        shown = version.state == ReviewVersion.State.PUBLISHED
        return {
            "name": item.file_name,
            "type": item.file_type,
            "size": item.file_size,
            "sha256": item.file_sha256,
            "url": page_url("evidence-file", version.review.claim.slug, item.pk) if shown else "",
        }


class VersionShort(Planned[ReviewVersion]):
    """The published verdict, as a list shows it."""

    version = serializers.IntegerField(source="number")
    rating = RatingSerializer(read_only=True)

    class Meta:
        model = ReviewVersion
        fields = ["version", "rating", "headline", "summary", "published_at"]


class VersionSerializer(Planned[ReviewVersion]):
    """A version that is or was public."""

    version = serializers.IntegerField(source="number")
    rating = RatingSerializer(read_only=True)
    methodology = serializers.SlugRelatedField[Any](read_only=True, slug_field="version")
    evidence = EvidenceSerializer(many=True, read_only=True)
    body = serializers.SerializerMethodField(help_text="The full review as plain text.")
    body_html = serializers.SerializerMethodField(
        help_text="The same as sanitised HTML: p, h3, h4, ul, ol, li, blockquote, strong, em, a, br."
    )

    def get_body(self, version: ReviewVersion) -> str:
        return rich_text.as_text(version.body)

    def get_body_html(self, version: ReviewVersion) -> str:
        return rich_text.as_html(version.body)

    class Meta:
        model = ReviewVersion
        fields = ["version", "state", "rating", "headline", "summary", "body", "body_html", "methodology"]
        fields += ["change_note", "withdrawn_reason", "approved_at", "published_at", "closed_at", "evidence"]


class ReplySerializer(Planned[RightOfReply]):
    """Whom we asked for comment, and the answer in their words; empty while there is none."""

    class Meta:
        model = RightOfReply
        fields = ["asked_whom", "asked_on", "answer_until", "answer", "answered_on"]


class DueSerializer(serializers.Serializer[Any]):
    """When a promise falls due, and where it stands."""

    on = serializers.DateField(allow_null=True)
    precision = serializers.ChoiceField(choices=["", *DuePrecision.values])
    basis = serializers.CharField()
    confirmed = serializers.BooleanField(help_text="Has a person confirmed the date?")
    state = serializers.ChoiceField(choices=list(STATES))


class ArticleShort(Planned[Article]):
    """Where something stood, in one line."""

    outlet = serializers.SlugRelatedField[Any](read_only=True, slug_field="name")

    class Meta:
        model = Article
        fields = ["id", "url", "title", "outlet", "published_on"]


class AppearanceSerializer(Planned[Appearance]):
    """One utterance: the exact words, a little before and after, and where."""

    claim = serializers.SlugRelatedField[Any](read_only=True, slug_field="slug")
    speaker = SpeakerShort(read_only=True)
    article = ArticleShort(source="revision.article", read_only=True)
    revision = serializers.IntegerField(source="revision.number")
    revision_sha256 = serializers.CharField(source="revision.sha256")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    class Meta:
        model = Appearance
        fields = ["id", "claim", "speaker", "said_on", "before", "quote", "after", "start", "end"]
        fields += ["revision", "revision_sha256", "article"]

    def get_before(self, appearance: Appearance) -> str:
        """What stands before the quote, from the beginning of a word."""
        text: str = appearance.before  # type: ignore[attr-defined]
        return re.sub(r"^\S*\s+", "", text) if len(text) >= published.CONTEXT else text

    def get_after(self, appearance: Appearance) -> str:
        """What stands after the quote, to the end of a word."""
        text: str = appearance.after  # type: ignore[attr-defined]
        return re.sub(r"\s+\S*$", "", text) if len(text) >= published.CONTEXT else text


class ArticleSerializer(Planned[Article]):
    """Metadata of an article in which public claims appear; never its text."""

    outlet = OutletSerializer(read_only=True)
    page_url = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id",
            "url",
            "title",
            "byline",
            "published_on",
            "published_in",
            "language",
            "outlet",
            "page_url",
        ]

    def get_page_url(self, article: Article) -> str:
        """The page for readers."""
        return page_url("article", article.pk)


class ArticleDetail(ArticleSerializer):
    """With the confirmed quotations."""

    quotations = AppearanceSerializer(many=True, read_only=True, source="shown_appearances")

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "quotations"]


class ClaimSerializer(Planned[Claim]):
    """A claim as it stands now, with its published verdict."""

    headline = serializers.CharField()
    speaker = SpeakerShort(read_only=True)
    speaker_role = serializers.SerializerMethodField()
    topics = TopicShort(many=True, read_only=True, source="shown_topics")
    due = DueSerializer(read_only=True, allow_null=True)
    review = VersionShort(read_only=True, source="public_version")
    page_url = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ["id", "slug", "headline", "wording", "kind", "speaker", "speaker_role", "said_on"]
        fields += ["topics", "due", "review", "page_url"]

    def get_speaker_role(self, claim: Claim) -> str:
        """The role held on the day it was said; empty when unknown."""
        return claim.speaker.role_on(claim.said_on)

    def get_page_url(self, claim: Claim) -> str:
        """The page for readers."""
        return page_url("claim", claim.slug)


class ClaimDetail(ClaimSerializer):
    """With the whole review, all its public versions, and every confirmed appearance."""

    review = VersionSerializer(read_only=True, source="public_version")  # type: ignore[assignment]
    versions = VersionSerializer(many=True, read_only=True, source="shown_versions")
    replies = ReplySerializer(many=True, read_only=True, source="review.replies")
    appearances = AppearanceSerializer(many=True, read_only=True, source="shown_appearances")

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "versions", "replies", "appearances"]


class ReviewSerializer(Planned[Review]):
    """A review: its claim and every version that is or was public, newest first."""

    claim = serializers.SlugRelatedField[Any](read_only=True, slug_field="slug")
    headline = serializers.CharField(source="claim.headline")
    versions = VersionSerializer(many=True, read_only=True, source="public_versions")

    class Meta:
        model = Review
        fields = ["id", "claim", "headline", "versions"]


class CorrectionSerializer(Planned[ReviewVersion]):
    """A version that was corrected or withdrawn: which, when, and why."""

    claim = serializers.CharField(source="review.claim.slug")
    headline = serializers.CharField(source="review.claim.headline")
    version = serializers.IntegerField(source="number")
    reason = serializers.CharField(help_text="What was wrong and what changed; or why it was withdrawn.")
    rating = RatingSerializer(read_only=True)
    page_url = serializers.SerializerMethodField()

    class Meta:
        model = ReviewVersion
        fields = ["id", "claim", "headline", "version", "state", "rating", "reason"]
        fields += ["published_at", "closed_at", "page_url"]

    def get_page_url(self, version: ReviewVersion) -> str:
        """The page for readers."""
        return page_url("claim", version.review.claim.slug)


class SearchHit(ClaimSerializer):
    """A claim that matches; `relevance` compares hits of one search only."""

    relevance = serializers.IntegerField()

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "relevance"]
