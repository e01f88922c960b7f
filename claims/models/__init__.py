"""The nouns, one a file, with their rules as named database constraints and triggers."""

from claims.models.actor import act_as
from claims.models.appearance import Appearance
from claims.models.article import Article, ArticleRevision
from claims.models.attention import Digest, Look
from claims.models.backfill import Backfill
from claims.models.candidate import Candidate, DismissReason, QuoteType
from claims.models.claim import Claim, ClaimTopic, DuePrecision, StatementKind, Topic
from claims.models.evidence import FILE_TYPES, Evidence, Stance
from claims.models.external import ExternalReview
from claims.models.feed import Feed, FeedItem, Host
from claims.models.matching import ClaimMatch, ClaimVector
from claims.models.outlet import Outlet
from claims.models.public_change import PublicChange
from claims.models.ranking import Ranking
from claims.models.rating import Methodology, Rating, RatingScale
from claims.models.reply import RightOfReply
from claims.models.review import Comment, Review, ReviewVersion
from claims.models.sign_in import SignIn
from claims.models.silent_edit import SilentEdit
from claims.models.speaker import Affiliation, Alias, Speaker
from claims.models.speaker_merge import SpeakerMerge
from claims.models.user import User
from claims.models.view import SavedView
from claims.models.vocabulary import Unlearnt, Word
from claims.models.webhook import Delivery, Occasion, Webhook

__all__ = [
    "FILE_TYPES",
    "Affiliation",
    "Alias",
    "Appearance",
    "Article",
    "ArticleRevision",
    "Backfill",
    "Candidate",
    "Claim",
    "ClaimMatch",
    "ClaimTopic",
    "ClaimVector",
    "Comment",
    "Delivery",
    "Digest",
    "DismissReason",
    "DuePrecision",
    "Evidence",
    "ExternalReview",
    "Feed",
    "FeedItem",
    "Host",
    "Look",
    "Methodology",
    "Occasion",
    "Outlet",
    "PublicChange",
    "QuoteType",
    "Ranking",
    "Rating",
    "RatingScale",
    "Review",
    "ReviewVersion",
    "RightOfReply",
    "SavedView",
    "SignIn",
    "SilentEdit",
    "Speaker",
    "SpeakerMerge",
    "Stance",
    "StatementKind",
    "Topic",
    "Unlearnt",
    "User",
    "Webhook",
    "Word",
    "act_as",
]
