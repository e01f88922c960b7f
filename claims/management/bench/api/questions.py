"""What is asked, taken from all over the record."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from claims.models import Claim, Speaker, published

KINDS = ("list", "filter", "detail", "search", "match")
ASKED = 50  # different claims, speakers and texts, taken in turn
WORDS = ("ferry traffic", "pensions doubled", "asylum requests", "wind farms", "unemployment 2004", "prisons")


@dataclass(frozen=True, slots=True)
class Questions:
    """Claims at equal distances; call n takes one of them, or its speaker, or its words."""

    claims: list[Claim]

    @classmethod
    def of_the_record(cls) -> Questions:
        """From the record at hand."""
        ids = list(published.claims().order_by("pk").values_list("pk", flat=True))
        some = [ids[n * len(ids) // ASKED] for n in range(ASKED)]
        return cls(list(published.claims().filter(pk__in=some)))

    def claim(self, n: int) -> Claim:
        """The claim of call n."""
        return self.claims[n % len(self.claims)]

    def speaker(self, n: int) -> Speaker:
        """The speaker of call n."""
        return self.claim(n).speaker

    def words(self, n: int) -> str:
        """What is searched for in call n."""
        return WORDS[n % len(WORDS)]

    def text(self, n: int) -> str:
        """What is matched in call n."""
        return f"he said that {self.claim(n).wording}"

    def path(self, kind: str, n: int) -> str:
        """The address of call n in our API."""
        return {
            "list": "/api/v1/claims/",
            "filter": f"/api/v1/claims/?speaker={self.speaker(n).slug}&kind=promise",
            "detail": f"/api/v1/claims/{self.claim(n).slug}/",
            "search": f"/api/v1/search/?q={quote(self.words(n))}",
            "match": f"/api/v1/match/?text={quote(self.text(n))}",
        }[kind]
