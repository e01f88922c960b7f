"""Reporting verbs: said that …, …, said X, promised to …, described it as …, called for ….

Serves indirect speech, beliefs and intentions; inverted and parenthetical cues; questions and
denials; passives with an agent. The list `cue_verbs` says what each verb may govern.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import WH, Cue, child, subtree
from claims.extraction.attribution.subjects import agent_of, source_of, subject_of, was_told
from claims.extraction.lexicon import government

SPEAKS = {"clause", "quote"}
INTENDS = {"seek", "plan", "intend", "want", "hope", "aim"}
BELONGING = {"as", "for", "to", "about", "over", "with", "than", "of", "against", "between"}
TIMES = {"DATE", "TIME"}
NONE = {"no", "nobody", "nothing", "none"}
SHORTEST = 4  # tokens after "that"
OPEN = {"how", "whether", "what", "why", "when", "where"}


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a reporting verb; without content where only a quotation can tell."""
    verbs = government("cue_verbs")
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        governed = verbs.get(verb.lemma_.lower())
        if governed is None or _hypothetical(verb) or _left_open(verb) or _nobody_does(verb):
            continue
        if verb.lower_ == "asked" and was_told(verb):
            continue  # "Asked whether …, she said": the question is nobody's statement
        content, words = complement(verb, governed)
        speaks = bool(SPEAKS & governed)
        if content or speaks:
            yield Cue(verb, [*auxiliaries(verb), verb, *words], source_of(verb), content, "verb", speaks)


def _hypothetical(verb: Token) -> bool:
    """Imperatives and conditions report nothing: "say what you like", "if he says so"."""
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children)


def _left_open(verb: Token) -> bool:
    """ "little about how he would seek to mend it": what the reporter does not know is nobody's plan."""
    modal = any(c.tag_ == "MD" for c in verb.children)
    return modal and verb.lemma_.lower() in INTENDS and any(c.lower_ in OPEN for c in verb.children)


def _nobody_does(verb: Token) -> bool:
    """ "No evidence shows that …", "nobody said so", "no evidence to support"."""
    subject = child(verb, "nsubj") or (verb.head if verb.dep_ == "acl" else None)
    return subject is not None and any(t.lower_ in NONE for t in [subject, *subject.children])


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries, negation and particle: they belong to the cue."""
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"} and 0 < verb.i - c.i < 4]


def complement(verb: Token, governed: frozenset[str]) -> tuple[set[int], list[Token]]:
    """Indices of the content and the further words of the cue."""
    for form, find_form in FORMS:
        found = find_form(verb) if form & governed else set()
        if found:
            return found, []
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in governed:
            below = subtree(prep) - {prep.i}
            thing = child(verb, "dobj")
            if thing is not None and prep.lower_ in {"of", "for", "to"} and thing.i < prep.i:
                below |= subtree(thing)
            if below:
                return below | _belonging(verb, prep), [prep]
    return (_object(verb), []) if "object" in governed else (set(), [])


def _object(verb: Token) -> set[int]:
    if child(verb, "neg") is not None:
        return set()  # "have not declared an alliance" reports nothing
    thing = child(verb, "dobj") or (child(verb, "nsubjpass") if agent_of(verb) is not None else None)
    if thing is None or (thing.pos_ == "PRON" and not _says_more(thing)):
        return set()
    return subtree(thing) | _belonging(verb, thing)


def _belonging(verb: Token, thing: Token) -> set[int]:
    """ "announced his engagement to Ada", "praised efforts to build it": what the parser hangs on the verb."""
    found: set[int] = set()
    at = thing.right_edge.i + 1
    for below in verb.children:
        if below.left_edge.i == at and (
            (below.dep_ == "prep" and below.lower_ in BELONGING)
            or (below.dep_ in {"advcl", "xcomp"} and any(c.tag_ == "TO" for c in below.children))
        ):
            found |= subtree(below)
            at = below.right_edge.i + 1
    return found


def _gerund(verb: Token) -> set[int]:
    """ "denied taking the money"."""
    doing = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return subtree(doing) if doing is not None else set()


def _says_more(pronoun: Token) -> bool:
    """ "those who …" says something; "it" does not."""
    return pronoun.lower_ in {"what", "which"} or any(c.dep_ in {"relcl", "acl"} for c in pronoun.children)


def _clause(verb: Token) -> set[int]:
    """The clause it governs, before or after it."""
    found: set[int] = set()
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    after = [c for c in clauses if c.i > verb.i]
    for below in after or clauses:
        found |= subtree(below)
    if found and min(found) > verb.i:
        found |= _goes_on(verb, max(found))
    return found


def _after_that(verb: Token) -> set[int]:
    """ "found that the 2007 opening date coincided": all after "that", where the parse shows no clause."""
    that = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    last = verb.right_edge.i
    if that.lower_ != "that" or that.dep_ == "det" or last - that.i < SHORTEST:
        return set()
    return set(range(that.i, last + 1))


def _goes_on(verb: Token, last: int) -> set[int]:
    """ "…, because it rained", "…, and that it would open": further clauses that the parser hangs on the verb."""
    found: set[int] = set()
    for below in verb.children:
        joins = any(c.dep_ == "mark" and c.lower_ in {"because", "that", "if"} for c in below.children)
        if below.left_edge.i > last and below.dep_ in {"advcl", "conj"} and joins:
            found |= set(range(last + 1, below.right_edge.i + 1))
    return found


def _infinitive(verb: Token) -> set[int]:
    for below in verb.children:
        called_for = below.dep_ == "advcl" and below.left_edge.lower_ == "for"  # "called for Ada to go"
        if (below.dep_ in {"xcomp", "ccomp"} or called_for) and any(c.tag_ == "TO" for c in below.children):
            found = subtree(below)
            pressed = child(verb, "dobj", "nsubjpass")  # "urged Ada to go", "Ada is expected to go"
            if pressed is None:
                upon = next(
                    (c for c in verb.children if c.lower_ in {"on", "upon"} and c.i == verb.i + 1), None
                )
                pressed = child(upon, "pobj") if upon is not None else None  # "called on Ada to go"
            if pressed is not None and pressed.i < below.i and pressed.lower_ not in WH:
                found |= subtree(pressed)
            return found
    return set()


def _as_told(verb: Token) -> set[int]:
    """ "As the Courier reported, …": the sentence around it."""
    first = verb.left_edge
    if verb.dep_ != "advcl" or first.lower_ != "as" or first.head != verb:
        return set()
    whom = child(verb, "dobj") if verb.lemma_ == "tell" else None
    more = (c for c in verb.children if c.dep_ in {"dobj", "xcomp", "acomp", "advcl"} and c != whom)
    if child(verb, "nsubj") is None or next(more, None) is not None:
        return set()
    return subtree(verb.head, [verb, *(c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i)])


def _around(verb: Token) -> set[int]:
    """Parenthetical: the sentence around ", he said,"."""
    if verb.dep_ != "parataxis" or subject_of(verb) is None:
        return set()
    own = {t.i for t in verb.subtree}
    found = {t.i for t in verb.head.subtree} - own
    # The parser sometimes hangs the rest of the sentence below the parenthesis.
    return found if len(own) < 12 else set()


def _described(verb: Token) -> set[int]:
    found: set[int] = set()
    for below in verb.children:
        told = below.dep_ == "prep" and below.lower_ == "as"
        if told or below.dep_ in {"oprd", "xcomp", "ccomp"}:
            found |= subtree(below)
    if found:
        thing = child(verb, "dobj", "nsubjpass")
        if thing is not None:
            found |= subtree(thing)
    return _without_day(verb.doc, found) if found else found


def _without_day(doc: Doc, described: set[int]) -> set[int]:
    """ "described it as a mistake on Thursday": without a verb of its own it has no day, but for that of the cue."""
    first = last = max(described)
    while first - 1 in described and doc[first - 1].ent_type_ in TIMES:
        first -= 1
    timed = doc[last].ent_type_ in TIMES and doc[first - 1].lower_ == "on"
    if not timed or any(doc[i].pos_ in {"VERB", "AUX"} for i in described):
        return described
    return {i for i in described if i < first - 1} or described


def _called(verb: Token) -> set[int]:
    """ "called the plan “a disaster”": the mark makes the parser see an apposition."""
    thing = child(verb, "dobj")
    name = child(thing, "appos") if thing is not None else None
    if thing is None or name is None or not any(c.is_quote for c in [*thing.children, *name.children]):
        return set()
    return subtree(thing)


FORMS = (
    ({"clause"}, _clause),
    ({"clause"}, _after_that),
    ({"infinitive"}, _infinitive),
    ({"gerund"}, _gerund),
    ({"clause"}, _around),
    ({"clause"}, _as_told),
    ({"as", "call"}, _described),
    ({"call"}, _called),
)
"""What a verb may govern, in the order in which it is looked for."""
