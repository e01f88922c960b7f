"""That what the public sees has changed: a row for each transaction that did so, written by database triggers.

Drafts, candidates and fetched articles leave none, so that answers may be kept all day beside a busy newsroom. A row
is seen with the change that it stands for, never before and never after it, whoever else is at work meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pgtrigger
from django.db import connections, models, router
from django.db.models.functions import Now
from django.utils import timezone

from claims.models.appearance import Appearance
from claims.models.article import Article
from claims.models.claim import Claim, ClaimTopic, Topic
from claims.models.evidence import FETCHED, Evidence
from claims.models.outlet import Outlet
from claims.models.rating import Methodology, Rating, RatingScale
from claims.models.reply import RightOfReply
from claims.models.review import PUBLIC_STATES, ReviewVersion
from claims.models.speaker import Affiliation, Alias, Speaker

KEPT = timedelta(days=1)
ANY = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
LATER = pgtrigger.Update | pgtrigger.Delete  # new rows that nothing public points to are not public
_STATES = ", ".join(f"'{state}'" for state in PUBLIC_STATES)
# Is the row, as it was or as it is, public? Asked of OLD and NEW.
_VERSION = f"{{row}}.state IN ({_STATES})"
_OF_CLAIM = "EXISTS (SELECT FROM claims_claim c WHERE c.id = {row}.claim_id AND c.public_since IS NOT NULL)"
_OF_VERSION = (
    f"EXISTS (SELECT FROM claims_reviewversion v WHERE v.id = {{row}}.version_id AND v.state IN ({_STATES}))"
)


class PublicChange(models.Model):
    """What the public sees has changed. What exactly, the audit trail says."""

    changed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.changed_at)


def public_state() -> str:
    """Names what the public sees: another name after every change of it."""
    with connections[router.db_for_read(PublicChange)].cursor() as cursor:
        cursor.execute("SELECT min(id), max(id), count(*) FROM claims_publicchange")
        return "-".join(str(number or 0) for number in cursor.fetchone())


def forget_old_changes() -> int:
    """Those of the days before; how many. The newest stays, so that the name never comes again."""
    newest = PublicChange.objects.order_by("-id").values("id")[:1]
    old = PublicChange.objects.filter(changed_at__lt=timezone.now() - KEPT).exclude(id__in=newest)
    return old.delete()[0]


def _noted(
    model: type[models.Model],
    operation: pgtrigger.Operations = ANY,
    public: str = "TRUE",
    unseen: Sequence[str] = (),
) -> None:
    """Note changes of the model's rows that are public; `unseen` are columns that no reader sees."""
    rules = {row: public.format(row=row) for row in ("OLD", "NEW")}
    same = (
        f"to_jsonb(NEW) - '{{{','.join(unseen)}}}'::text[] = to_jsonb(OLD) - '{{{','.join(unseen)}}}'::text[]"
    )
    func = f"""
        IF current_setting('claims.public_change', true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
        IF TG_OP <> 'INSERT' THEN is_public := {rules["OLD"]}; END IF;
        IF TG_OP <> 'DELETE' AND NOT is_public THEN is_public := {rules["NEW"]}; END IF;
        IF NOT is_public THEN RETURN NULL; END IF;
        IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NULL; END IF; END IF;
        INSERT INTO claims_publicchange DEFAULT VALUES;
        PERFORM set_config('claims.public_change', pg_current_xact_id()::text, true);
        RETURN NULL;
    """
    pgtrigger.register(
        pgtrigger.Trigger(
            name="note_public_change",
            operation=operation,
            when=pgtrigger.After,
            declare=[("is_public", "boolean := FALSE")],
            func=func,
        )
    )(model)


_noted(ReviewVersion, public=_VERSION)
_noted(
    Claim,
    LATER,
    "{row}.public_since IS NOT NULL",
    unseen=["updated_at", "speaker_confirmed_by_id", "speaker_confirmed_at"],
)
_noted(ClaimTopic, public=_OF_CLAIM)
_noted(Evidence, public=_OF_VERSION, unseen=["archived_text", "gone_at", *FETCHED])
_noted(Appearance, public="{row}.shown")
_noted(Article, LATER, "{row}.shown", unseen=["key", "origin"])
_noted(RightOfReply)
for _noun in (Topic, Speaker, Alias, Affiliation, Outlet):
    _noted(_noun, ANY if _noun in (Alias, Affiliation) else LATER)
for _ladder in (Rating, RatingScale, Methodology):
    _noted(_ladder)
