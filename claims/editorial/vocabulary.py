"""Workers learn the words of new texts, so that search and matching forgive wrong letters in large records, too."""

from __future__ import annotations

from django.db import connection, transaction

from claims.models import Unlearnt
from claims.models.vocabulary import WORDS_OF

BATCH = 5_000
# Chosen once: a plan may ask a subquery of DELETE again for each row, and take more than the limit.
TAKEN = """
    WITH taken AS MATERIALIZED (SELECT id FROM claims_unlearnt ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    DELETE FROM claims_unlearnt u USING taken WHERE u.id = taken.id RETURNING u.text
"""
# In the words' order: two who learn the same words wait for each other in one direction.
LEARN = (
    "INSERT INTO claims_word (word) "
    + WORDS_OF.format(texts="SELECT unnest(%s::text[]) AS text")
    + " ORDER BY word ON CONFLICT DO NOTHING"
)
EVERYTHING = """
    INSERT INTO claims_unlearnt (text) SELECT name FROM claims_speaker
        UNION ALL SELECT claim_text FROM claims_externalreview UNION ALL SELECT wording FROM claims_claim
"""


def learn_words() -> bool:
    """Learn the words of the oldest BATCH texts; is there more to learn?

    May be called by any number of workers, and broken off at any time.
    """
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(TAKEN, [BATCH])
        cursor.execute(LEARN, [[text for (text,) in cursor]])
    return Unlearnt.objects.exists()


def learn_everything() -> None:
    """The words of all texts, for whoever wrote rows past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
    while learn_words():
        pass
