"""Finds the names of those who speak for jurisdictions, which are no names of places: "Iowa Gov. Paul Dent"."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.tokens import Tokens, indexes_of
from pipeline.toponyms import Toponym, part

OFFICIAL = (
    r"(?:(?:lt|lieutenant|deputy|acting)\.?\s)?(?:governors?|govs?\.?|attorneys?\s+general|ags?|mayors?|sheriffs?|"
    r"secretar(?:y|ies)\s+of\s+state|county\s+executives?)"
)
"""An office, as a part of a pattern that ignores case."""
PERSON = r"(?-i:(?:[A-Z][\w.'’-]*[ ]){1,3}[A-Z][\w'’-]+(?:,?\s(?:Jr|Sr|II|III|IV)\.?)?)"
"""The name of who holds it."""
AGENCY = r"""\s(?:(?:police|sheriff[’']?s?[’']?|marshal[’']?s?|fire)[ \n](?:department|dept\.?|office|bureau)s?
    |division[ \n]of[ \n](?:police|fire)|(?-i:PD|SO)|(?:(?:city|county|town|village)\s)?(?:council|commission))\b\.?"""
"""What of a jurisdiction may be named in its place, as a part of a verbose pattern that ignores case."""
OFFICIALS = re.compile(rf"\b{OFFICIAL}\b", re.IGNORECASE)
HOLDER = re.compile(rf"(?:{OFFICIAL}|executive)[ ](?P<person>{PERSON})", re.IGNORECASE)
"""An office with the name of who holds it."""
SEVERAL = r"(?:governors|govs|attorneys\s+general|ags|mayors)"
"""An office of several, as such a part."""
NAMES_FOLLOW = re.compile(rf"{SEVERAL}\b(?! Association)", re.IGNORECASE)
"""The same where the names of those who hold it may follow."""
NO_OFFICE = "Conference of "
"""What makes an association of an office of several."""
HOLDER_OF = re.compile(rf"(?P<person>{PERSON})(?= of [A-Z]| \()")
"""The name of one of them, before that of the jurisdiction."""
OFFICE_WORDS = frozenset(
    """AG AGs Attorney Attorneys Executive Gov Governor Governors Govs Mayor Mayors Secretary Sheriff Sheriffs attorney
    attorneys executive governor governors mayor mayors secretary sheriff sheriffs""".split()
)
"""Words without one of which a text has no such names."""
ENDS = re.compile(r"[a-z]{3}[.!?]\s|\n\s*\n")
"""The end of a sentence, and not of an initial."""
LONGEST_LIST = 2_000
"""Code points behind an office of several in which their names are looked for."""


def find_officials(tokens: Tokens, toponyms: list[Toponym]) -> set[int]:
    """The indexes of the names that are only parts of an official's; a state behind such a name is parted from it.

    >>> from pipeline.gazetteer import gazetteer
    >>> from pipeline.mentions import find_toponyms
    >>> from pipeline.tokens import tokenize
    >>> tokens = tokenize("Iowa Gov. Paul Dent and Ohio Gov. Mark Bell")
    >>> names = find_toponyms(tokens, gazetteer())
    >>> sorted(names[index].key for index in find_officials(tokens, names))
    ['bell', 'dent', 'mark', 'paul']
    """
    if OFFICE_WORDS.isdisjoint(tokens.vocabulary):
        return set()
    places = {(toponym.start, toponym.end) for toponym in toponyms if toponym.candidates}
    spans = sorted({*_holders(tokens)} - places)  # "the mayors of Kansas City (Mo.)"
    starts = [start for start, _ in spans]
    found = set()
    for index, toponym in enumerate(toponyms):
        place = bisect_right(starts, toponym.start) - 1
        if place >= 0 and toponym.end <= spans[place][1]:
            found.add(index)
        elif toponym.tail_of in found:
            part(toponyms[toponym.tail_of], toponym)
    return found


def _holders(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The spans of the names of officials."""
    text, done = tokens.text, 0
    for index in indexes_of(tokens, OFFICE_WORDS):
        start = tokens.starts[index]
        holder = HOLDER.match(text, start)
        if holder is not None:
            yield holder.span("person")
        several = NAMES_FOLLOW.match(text, start) if start >= done else None
        if several is not None and not text.endswith(NO_OFFICE, 0, start):
            stop = ENDS.search(text, several.end(), several.end() + LONGEST_LIST)
            done = stop.start() if stop else min(len(text), several.end() + LONGEST_LIST)
            for named in HOLDER_OF.finditer(text, several.end(), done):
                yield named.span("person")
