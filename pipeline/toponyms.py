"""The toponym: a span of a text that may name a jurisdiction, and what the words around it say of it."""

from dataclasses import dataclass

from pipeline.gazetteer import Gazetteer
from pipeline.tokens import Tokens


@dataclass(slots=True)
class Toponym:
    """A span that may name a jurisdiction. `first` and `stop` are token indexes, `start` and `end` offsets."""

    first: int
    stop: int
    start: int
    end: int
    key: str
    candidates: tuple[int, ...]
    """Indexes of entities, the most populous first."""
    level: str | None = None
    """What the words around it say it is."""
    level_cue: str | None = None
    state: str | None = None
    """The postal code of the state that the words around it put it in."""
    state_cue: str | None = None
    tail_of: int | None = None
    """Of a state: the index of the toponym that it completes ("Calif." in "Berkeley, Calif.")."""
    heading: bool = False
    """Whether it is a state that heads a list."""
    abbreviated: bool = False
    mates: tuple[int, ...] = ()
    """The indexes of the toponyms in the same enumeration, its own too."""
    cues: tuple[str, ...] = ()
    """Those of the word before it and of the word behind it."""


ADJACENT = "state adjacent"
"""The cue of a state that nothing but blanks part from the name before it."""
ABSENT = "none in its state"
"""The cue of a name for nothing known, as the state that it is said to lie in has no such place."""
OWNED = "state's own"
"""The cue of a state that a name is said to be of: "Ohio's Lucas County"."""


def may_be(toponym: Toponym, level: str, gazetteer: Gazetteer, usps: str | None = None) -> bool:
    """Whether some candidate is at a level, and in a state where one is given."""
    entities = gazetteer.entities
    return any(entities[i].level == level and usps in (None, entities[i].usps) for i in toponym.candidates)


def drop_noun(toponym: Toponym, usps: str, gazetteer: Gazetteer) -> None:
    """Take "City" at the end of a name for a noun where that is all that keeps it from lying in a state: "Cumberland
    City" is a town in Tennessee, but in Maryland the city of Cumberland.
    """
    key = toponym.key.removesuffix(" city")
    if key == toponym.key or may_be(toponym, "city", gazetteer, usps):
        return
    places = tuple(i for i in gazetteer.by_key.get(key, ()) if gazetteer.usps[i] == usps and gazetteer.counties[i])
    known = max((gazetteer.entities[i].population for i in toponym.candidates), default=0)
    if any(gazetteer.entities[i].level == "city" and gazetteer.entities[i].population > known for i in places):
        toponym.key, toponym.candidates = key, places
        toponym.level, toponym.level_cue = "city", "City after"


def part(head: Toponym, tail: Toponym) -> None:
    """Take a state that completes the name before it for a name of its own."""
    head.state = head.state_cue = tail.tail_of = tail.level = tail.level_cue = None


OF_BOTH_KINDS = ["(", "city", "and", "county", ")", ","]
"""What may stand between a name and its state: "Denver (city and county), Colo."."""


def completes(tokens: Tokens, index: int, previous: Toponym | None) -> bool:
    """Whether a token stands where the state of the name before it would: "Berkeley, X", "Portland (X", "Toledo X"."""
    if previous is None:
        return False
    between = tokens.words[previous.stop : index]
    return between in ([","], ["("], ["["], [], OF_BOTH_KINDS)


def follows_comma(words: list[str], index: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a state's and stands behind a comma, as at the end of an address."""
    return words[index - 1] == "," and key in gazetteer.state_of_key
