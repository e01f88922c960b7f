"""Who it is: names, surnames, titles and roles, pronouns, bodies; uncertain stays uncertain.

The reading order: `loader` and `gazetteer` (known speakers), `names` (how names compare), `mentions` (whom
the article names), `dialogue` (whose turn it is), `sources`, `pronouns`, `descriptions`, `bodies` (one kind of
source each), `resolver` (the order of the rules).

Confidence: 0.95 a full name or a known name, 0.9 a name of one word that only one entity of the
article has, 0.85 a role held that day or an introduction in the article, 0.75 a turn in a conversation,
0.5 to 0.9 a pronoun, by its lead over the next one in view. Below 0.5 nobody is named.
"""

from claims.extraction.speakers.loader import SpeakersFileError, load_speakers
from claims.extraction.speakers.resolver import Reading, Resolver

__all__ = ["Reading", "Resolver", "SpeakersFileError", "load_speakers"]
