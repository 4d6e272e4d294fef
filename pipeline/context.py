"""Reads a text as a whole, and the words beside each name, before anything is known of what the names stand for."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.cues import ABROAD, AFTER, BEFORE, DASHES, PARTIES, REGIONS_ABROAD
from pipeline.gazetteer import Entity, Gazetteer
from pipeline.lexicon import Lexicon, LocalTerms, area_codes, lexicon, local_terms
from pipeline.lines import DATELINE
from pipeline.publishers import OTHER_COUNTRY, place_of
from pipeline.tokens import Tokens, indexes_of
from pipeline.toponyms import Toponym


@dataclass(slots=True)
class Context:
    """What the whole text says: one for each document."""

    home: str | None
    contacts: set[str]
    """States whose telephone numbers, or whose newspapers' and governments' sites, it prints."""
    terms: dict[str, float] = field(default_factory=dict)
    """Postal code -> what the terms that only this state and some others use tell of it, in sum."""
    terms_sum: float = 0.0
    """What all such terms tell."""
    abroad: int = 0
    """How much of the text speaks of places abroad, in four steps."""
    dateline: str | None = None
    """The state of the dateline that the text begins with: "AUGUSTA, Maine —"."""
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often each state is named, by postal code."""
    named_in_names: set[str] = field(default_factory=set)
    """States whose name stands before another capitalised word, as in "Tennessee Colony"."""
    anchors: dict[str, set[int]] = field(default_factory=dict)
    """Key -> the entities that the words around some occurrence of the name say it is."""
    people: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a person's name."""
    located: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a place's name."""
    states_sum: int = 0
    states_most: int = 0
    spoken_for: set[str | None] = field(default_factory=set)
    """The states for which something speaks: named, of a telephone number, a site or a term, the publisher's."""
    features: dict[str, dict[str, float]] = field(default_factory=dict)
    """Key -> what all occurrences of the name tell, where it was asked for."""
    state_features: dict[str, dict[str, float]] = field(default_factory=dict)
    """Postal code -> what the text tells of the state's places, where it was asked for."""
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Key -> how often the name stands in the text."""
    governed: set[str] = field(default_factory=set)
    """Keys with a word for a government behind some occurrence."""
    spoken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Key -> behind how many of its occurrences somebody speaks."""
    lead: set[str] = field(default_factory=set)
    """Keys named in the first words of the text, and not as a person."""


LEAD_WORDS = 26
"""Words and marks that make the beginning of a text: a headline and a dateline."""


PERSON_BEFORE = frozenset(("before:title", "before:given", "before:initial"))
PLACE_BEFORE = frozenset(("before:in", "before:near", "before:at"))


def bucket(value: float, *edges: float) -> int:
    """How many of the edges the value reaches."""
    return sum(value >= edge for edge in edges)


def read_context(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None) -> Context:
    """Gather what the text as a whole says, and note on each toponym the cues beside it."""
    lex, entities = lexicon(), gaz.entities
    context = Context(home, states_of_phones(tokens) | states_of_sites(tokens))
    for index, toponym in enumerate(toponyms):
        key = toponym.key
        context.counts[key] += 1
        before, after = before_cue(tokens, toponym, lex), after_cue(tokens, toponym, lex)
        if toponym.mates:
            around = toponyms[max(0, index - 1) : index + 2]
            before, after = _before_item(tokens, toponym, around, before), _after_item(tokens, toponym, around, after)
        toponym.cues = before, after
        if toponym.first < LEAD_WORDS and before not in PERSON_BEFORE and after != "after:speech":
            context.lead.add(key)
        if after in ("after:government", "after:Government"):
            context.governed.add(key)
        if after == "after:speech":
            context.spoken[key] += 1
        if before in PERSON_BEFORE:
            context.people.add(key)
        if toponym.state or toponym.level_cue or before in PLACE_BEFORE:
            context.located.add(key)
        if toponym.state:
            chosen = consistent(toponym, entities)
            if len({entities[i].usps for i in chosen}) == 1:
                context.anchors.setdefault(key, set()).update(chosen)
        elif toponym.level_cue in SAYS_STATE and key in gaz.state_of_key:
            context.anchors.setdefault(key, set()).add(gaz.state_index[gaz.state_of_key[key]])
        usps = gaz.state_of_key.get(key) if not toponym.abbreviated else entities[toponym.candidates[0]].usps
        if usps and toponym.candidates and key != "washington":
            if after == "after:capital" and not toponym.abbreviated:
                context.named_in_names.add(usps)
            else:
                context.states[usps] += 1
    context.terms, context.terms_sum = states_of_terms(tokens)
    foreign = lex.foreign & tokens.vocabulary
    if foreign:
        ours = (
            context.governed | context.people | {name.key for name in toponyms if name.state or name.level == "county"}
        )
        context.abroad = abroad_of(tokens, foreign, ours, gaz)
    context.dateline = dateline_of(tokens, toponyms)
    context.states_sum = sum(context.states.values())
    context.states_most = max(context.states.values(), default=0)
    context.spoken_for = {*context.states, *context.contacts, *context.terms, home}
    return context


SAYS_STATE = ("state of", "State of")
"""Cues of a level that a name is a state's: "Washington state"."""
COLUMN_GAPS = ("  ", "\t")
"""What parts two columns of a list; in prose it parts nothing."""


def _before_item(tokens: Tokens, toponym: Toponym, around: Iterable[Toponym], cue: str) -> str:
    """The cue before a name in an enumeration, where neither another column nor the item before it tells anything.

    Items with only a blank between them are taken for those that commas part.
    """
    if cue == "before:start" or tokens.text.endswith(COLUMN_GAPS, 0, toponym.start):
        return "before:start"
    beside = any(other.mates is toponym.mates and other.stop == toponym.first for other in around)
    return "before:comma" if beside else cue


def _after_item(tokens: Tokens, toponym: Toponym, around: Iterable[Toponym], cue: str) -> str:
    """The same behind it."""
    if cue == "after:end" or tokens.text.startswith(COLUMN_GAPS, toponym.end):
        return "after:end"
    beside = any(other.mates is toponym.mates and other.first == toponym.stop for other in around)
    return "after:comma" if beside else cue


def abroad_of(tokens: Tokens, foreign: Set[str], ours: Set[str], gaz: Gazetteer) -> int:
    """How much of a text speaks of places abroad, from 0 to 3: by the words in a hundred that are `foreign`.

    A namesake of a place abroad tells nothing where the text says that it is one of `ours`, by a government, a state or
    a county ("the Dublin City Council"), or a person's; nor does one that is a larger town here if it stands alone.
    """
    words, keys = tokens.words, ours - lexicon().country - REGIONS_ABROAD
    foreign = {word for word in foreign if word.lower() not in keys}
    count = sum([words[i - 1] != "New" for i in indexes_of(tokens, foreign)])  # New Mexico, New London
    if count == 1 and all(_is_well_known(word.lower(), gaz) for word in foreign):
        return 0
    return bucket(100 * count / (len(words) + 50), 0.3, 1, 2.5)


def _is_well_known(key: str, gaz: Gazetteer) -> bool:
    """Whether a place here that bears a name is large enough to be meant by it where nothing else is said."""
    return any(gaz.entities[i].population > WELL_KNOWN for i in gaz.by_key.get(key, ()))


WELL_KNOWN = 30_000
"""People from which a place is so."""


def dateline_of(tokens: Tokens, toponyms: list[Toponym]) -> str | None:
    """The state of the dateline, if one with a state begins the text or a line of it."""
    for toponym, tail in pairwise(toponyms):
        begins = toponym.state and tail.tail_of is not None and toponym.cues[0] == "before:start"
        if begins and DATELINE.match(tokens.text, tail.end):
            return toponym.state
    return None


PHONE = re.compile(r"([2-9]\d\d)\)?[-./ ] ?\d{3}[-. ]\d{4}\b")


def states_of_phones(tokens: Tokens) -> set[str]:
    """The states whose telephone numbers a text prints.

    >>> from pipeline.tokens import tokenize
    >>> states_of_phones(tokenize("call (806) 555-0100 or 405-555-0199")) == {"TX", "OK"}
    True
    """
    codes = area_codes()
    if codes.keys().isdisjoint(tokens.numbers):
        return set()
    return {codes[code] for code in PHONE.findall(tokens.text) if code in codes}


SITE_MARKS = frozenset(("@", "www", "WWW", "http", "https"))
SITE = re.compile(r"(?:@|//|\bwww\.)((?:[\w-]{1,63}\.){1,6}[a-z]{2,})", re.IGNORECASE)
"""The site of an e-mail address or a link."""


def states_of_sites(tokens: Tokens) -> set[str]:
    """The states of the newspapers, stations and governments whose sites a text prints.

    >>> from pipeline.tokens import tokenize
    >>> states_of_sites(tokenize("write to desk@richmondregister.com or see https://www.ohio.gov")) == {"KY", "OH"}
    True
    """
    if SITE_MARKS.isdisjoint(tokens.vocabulary):
        return set()
    places = {place_of(site) for site in SITE.findall(tokens.text)}
    return {place for place in places if place and place != OTHER_COUNTRY}


def states_of_terms(tokens: Tokens) -> tuple[dict[str, float], float]:
    """For each state, what the terms tell that it and some others use alone; and what all of them tell, in sum.

    A term tells the more, the fewer states use it: the logarithm of how many times as likely it makes one of them.

    >>> from pipeline.tokens import tokenize
    >>> states, _ = states_of_terms(tokenize("The Board of Selectmen met on Tuesday."))
    >>> sorted(states)
    ['CT', 'MA', 'ME', 'NH', 'VT']
    """
    terms, sums = local_terms(), defaultdict[str, float](float)
    found = _terms_in(tokens, terms)
    if not found:
        return sums, 0.0
    told = [(states, math.log(STATES / len(states))) for states in (terms.states[term] for term in sorted(found))]
    for states, weight in told:
        for usps in states:
            sums[usps] += weight
    return sums, sum([weight for _, weight in told])


def _terms_in(tokens: Tokens, terms: LocalTerms) -> set[str]:
    """The terms that a text uses, and not within other words."""
    text, there = tokens.text, tokens.vocabulary
    possible = {first: [form for form in terms.begun[first] if form.last in there] for first in terms.firsts & there}
    found = set[str]()
    for index in indexes_of(tokens, {first for first, forms in possible.items() if forms}):
        start = tokens.starts[index]
        for form in possible[tokens.words[index]]:
            if text.startswith(form.written, start) and not IN_WORD.match(text, start + len(form.written)):
                found.add(form.term)
    return found


IN_WORD = re.compile(r"\w")


STATES = 51
"""The states and the District of Columbia."""


def consistent(toponym: Toponym, entities: list[Entity]) -> list[int]:
    """The candidates that agree with what the words around the name say; all of them if none does."""
    found = list(toponym.candidates)
    if toponym.level:
        municipality = "municipalit" in (toponym.level_cue or "").lower()
        found = [i for i in found if _fits(entities[i], toponym.level, municipality)] or found
    if toponym.state:
        found = [i for i in found if entities[i].usps == toponym.state and entities[i].level != "state"] or found
    if toponym.level == "county":
        kind = KINDS.get((toponym.level_cue or "").split(" ")[0].lower())
        found = [i for i in found if kind and entities[i].full_name.endswith(kind)] or found
        proper = {entities[i].usps for i in found if not entities[i].full_name.endswith(" city")}
        found = [i for i in found if entities[i].usps not in proper or not entities[i].full_name.endswith(" city")]
    return found


KINDS = {
    word: kind
    for kind, words in {
        " County": "county counties",
        " Parish": "parish parishes",
        " Borough": "borough boroughs",
    }.items()
    for word in words.split()
}
"""How the full name of a county-equivalent ends that the text calls by one of these words."""


def _fits(entity: Entity, level: str, municipality: bool) -> bool:
    """Whether an entity is at a level; Puerto Rico's municipalities are counties."""
    return entity.level == ("county" if municipality and entity.usps == "PR" else level)


def before_cue(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> str:
    """The cue of the word or the mark before a name."""
    words, first = tokens.words, toponym.first
    if first == 0:
        return "before:start"
    word = words[first - 1]
    gap = tokens.text[tokens.end(first - 1) : toponym.start]
    if "\n" in gap:
        return "before:start"
    if not word[0].isalnum():
        return _mark_before(word, words[first - 2] if first > 1 else "", gap)
    low, capital = word.lower(), word[0].isupper()
    cue = BEFORE.get(low)
    if capital and len(word) > 1 and cue is None and lex.given.get(low, 0) > 0.01:
        return "before:given"
    if cue in ("title", "compass", "institution"):
        return f"before:{cue}" if capital else "before:lower"
    if cue:
        return f"before:{cue}"
    if capital:
        start = first < 2 or words[first - 2] in ".!?"
        return "before:capital-start" if start else "before:capital"
    return "before:digit" if word[0].isdigit() else "before:lower"


def _mark_before(mark: str, before: str, gap: str) -> str:
    """The cue of a mark before a name, with the word before it and what stands between the mark and the name."""
    if mark == ".":
        if BEFORE.get(before.lower()) == "title":
            return "before:title"
        return "before:initial" if len(before) == 1 and before.isupper() else "before:start"
    if mark in "!?":
        return "before:start"
    if mark in "\"“'‘”" and not gap:
        return "before:quote"
    if mark in ",;":
        return "before:comma"
    if mark not in DASHES:
        return "before:mark"
    if before in PARTIES:
        return "before:party"
    return "before:dash" if gap else "before:hyphen"


KINDS_AFTER = frozenset(("road", "water", "school", "press", "team", "firm", "government"))
"""Cues that the second word behind a name gives too: "Denver Rock Road"."""


def after_cue(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> str:
    """The cue of the word or the mark behind a name."""
    words, stop = tokens.words, toponym.stop
    if stop >= len(words):
        return "after:end"
    word, following = words[stop], words[stop + 1] if stop + 1 < len(words) else ""
    gap = tokens.text[toponym.end : tokens.starts[stop]]
    if "\n" in gap:
        return "after:end"
    if not word[0].isalnum():
        return _mark_after(word, following, gap, bool(toponym.mates), lex)
    if word[0].isupper():
        return _capital_after(word, following, lex)
    cue = AFTER.get(word.lower())
    if cue in ("speech", "government", "rest"):
        return f"after:{cue}"
    return "after:digit" if word[0].isdigit() else "after:lower"


def _mark_after(mark: str, following: str, gap: str, listed: bool, lex: Lexicon) -> str:
    """The cue of a mark behind a name, with the word behind it and what stands between the name and the mark."""
    if (
        mark in ",("
        and not (mark == "," and listed)
        and (following.lower() in lex.country or following.lower() in ABROAD)
    ):
        return "after:abroad"
    if mark == ",":
        return "after:comma-digit" if following.isdigit() else "after:comma"
    if mark in "'’" and following == "s":
        return "after:possessive"
    if mark in "—–-":
        return "after:dash" if gap or mark != "-" else "after:hyphen"
    if mark == "(":
        return "after:paren"
    return "after:stop" if mark in ".;:!?" else "after:mark"


def _capital_after(word: str, following: str, lex: Lexicon) -> str:
    """The cue of a capitalised word behind a name."""
    cue = AFTER.get(word.lower())
    if cue in ("speech", "rest"):
        return "after:capital"
    if cue == "government":
        return "after:Government"
    if cue:
        return f"after:{cue}"
    second = AFTER.get(following.lower()) if following[:1].isupper() else None
    if second in KINDS_AFTER:
        return f"after:capital-{second}"
    return "after:name" if word.lower() in lex.family or word.lower() in lex.given else "after:capital"
