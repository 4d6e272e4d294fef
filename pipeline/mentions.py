"""Finds the spans of a text that may name a jurisdiction, with the cues around them."""

import re
from dataclasses import dataclass, field

from pipeline.cues import LEVEL_AFTER, LEVEL_OF
from pipeline.gazetteer import LINKS, SHORT_FORMS, Gazetteer, plain

TOKEN = re.compile(r"\w+|[^\w\s]")
JOINERS = frozenset(".-'’‘–")
"""What may stand inside a name besides blanks: "St. Louis", "Miami-Dade", "Prince George’s"."""
APOSTROPHES = frozenset("'’")
LOWER_CASE = frozenset("county counties parish parishes".split())
DOTLESS = frozenset("st ste ft mt".split())


@dataclass(slots=True)
class Tokens:
    """The words and punctuation marks of a text and where each starts."""

    text: str
    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.words[index])


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
    abbreviated: bool = False
    name_stop: int = 0
    """Where the name ends and the words "County", "Parish" begin; equals `stop` when there are none."""
    cues: list[str] = field(default_factory=list)


def tokenize(text: str) -> Tokens:
    """Split a text into words and single punctuation marks."""
    return Tokens(text, TOKEN.findall(text), [match.start() for match in TOKEN.finditer(text)])


def find_toponyms(tokens: Tokens, gazetteer: Gazetteer) -> list[Toponym]:
    """All spans that a name of the gazetteer matches, longest first from the left, in order; none overlap.

    The states that complete another name ("Calif." in "Berkeley, Calif.") are found too.
    """
    words, first_words = tokens.words, gazetteer.first_words
    found: list[Toponym] = []
    stop = 0
    for index in [i for i, word in enumerate(words) if word in first_words]:
        if index < stop:
            continue
        match = longest_match(tokens, index, gazetteer)
        if match is None:
            continue
        toponym = _toponym(tokens, index, *match, found, gazetteer)
        if toponym is not None:
            found.append(toponym)
            stop = toponym.stop
    return found


def longest_match(tokens: Tokens, index: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """The longest name that begins at a token: the index of the token behind it and its key, or None."""
    words, starts = tokens.words, tokens.starts
    key = _canonical(words[index])
    count = len(words)
    best = None
    at = index + 1
    while True:
        if key in gazetteer.by_key or key in gazetteer.abbreviations:
            best = (at, key)
        if key not in gazetteer.prefixes or at >= count:
            return best
        end = tokens.end(at - 1)
        word = words[at]
        if word in JOINERS:
            if starts[at] != end or at + 1 >= count:
                return best
            if word == "." and not (len(words[at - 1]) == 1 or _canonical(words[at - 1]) in DOTLESS):
                return best
            end = starts[at] + 1
            at += 1
            word = words[at]
            if starts[at] != end and words[at - 1] != ".":
                return best
        gap = starts[at] - end
        if gap > 1 and tokens.text.count("\n", end, starts[at]) > 1:
            return best
        if not (word[0].isupper() or word in LINKS):
            return best
        key = f"{key} {_canonical(word)}"
        at += 1


def _canonical(word: str) -> str:
    word = (word if word.isascii() else plain(word)).lower()
    return SHORT_FORMS.get(word, word)


def _toponym(
    tokens: Tokens, index: int, stop: int, key: str, found: list[Toponym], gazetteer: Gazetteer
) -> Toponym | None:
    """The toponym of a match with what stands directly around it, or None where it is no name here."""
    words, starts = tokens.words, tokens.starts
    previous = found[-1] if found else None
    usps = gazetteer.abbreviations.get(key)
    abbreviated = usps is not None and (
        key not in gazetteer.by_key or _completes(tokens, index, previous) or words[index].isupper() and len(key) == 2
    )
    candidates = gazetteer.by_key.get(key, ())
    if abbreviated and usps is not None:
        if not _abbreviation_stands(tokens, index, stop, key, previous):
            if key not in gazetteer.by_key or words[index].isupper():
                return None
            abbreviated = False
        else:
            candidates = (gazetteer.state_index[usps],)
            if stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1):
                stop += 1
    toponym = Toponym(index, stop, starts[index], tokens.end(stop - 1), key, candidates, name_stop=stop)
    toponym.abbreviated = abbreviated
    _attach_level(tokens, toponym, gazetteer)
    _attach_to_previous(tokens, toponym, found, gazetteer)
    return toponym


def _completes(tokens: Tokens, index: int, previous: Toponym | None) -> bool:
    """Whether a token stands where the state of the name before it would: "Berkeley, X", "Portland (X", "Toledo X"."""
    if previous is None:
        return False
    between = tokens.words[previous.stop : index]
    return between in ([","], ["("], [])


def _abbreviation_stands(tokens: Tokens, index: int, stop: int, key: str, previous: Toponym | None) -> bool:
    """Whether an abbreviation names a state here and is not a word, an initial or the end of a sentence."""
    words, starts = tokens.words, tokens.starts
    before = words[index - 1] if index else ""
    if _completes(tokens, index, previous):
        return before in (",", "(") or words[index].isupper()
    if len(words[index]) == 1 and stop - index > 1:  # N.Y., D.C.
        return words[index].isupper() and not (stop < len(words) and words[stop] == "&")
    if key == "dc":
        return True
    if before == "-" and index > 1 and words[index - 2] in ("D", "R", "I", "Dem", "Rep"):
        return True
    dotted = stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1)
    if before in (",", "(") and index > 1 and words[index - 2][0].isupper():
        return dotted or words[index].isupper() or before == "("
    zip_code = stop < len(words) and len(words[stop]) == 5 and words[stop].isdigit()
    return (dotted and len(key) > 2 and key not in ("miss", "wash", "mass", "ill", "ore", "mo", "del", "col", "cal", "ala")) or (
        zip_code and words[index].isupper()
    )


def _attach_level(tokens: Tokens, toponym: Toponym, gazetteer: Gazetteer) -> None:
    """Read "County" after the name and "City of" before it."""
    words = tokens.words
    stop, first = toponym.stop, toponym.first
    after = words[stop] if stop < len(words) else ""
    level = LEVEL_AFTER.get(after.lower()) if after[:1].isupper() or after in LOWER_CASE else None
    if after == "Co" and words[stop + 1 : stop + 2] != ["."]:
        level = None
    if level and any(gazetteer.entities[i].level == level for i in toponym.candidates):
        toponym.level, toponym.level_cue = level, f"{after} after"
        toponym.stop += 1 + (after == "Co")
        toponym.end = tokens.end(toponym.stop - 1)
        return
    if first >= 2 and words[first - 1] == "of":
        level = LEVEL_OF.get(words[first - 2].lower())
        if level and any(gazetteer.entities[i].level == level for i in toponym.candidates):
            toponym.level, toponym.level_cue = level, f"{words[first - 2]} of"
            if words[max(0, first - 5) : first - 2] and [w.lower() for w in words[first - 4 : first - 2]] == ["city", "and"]:
                toponym.level = "city"


def _attach_to_previous(tokens: Tokens, toponym: Toponym, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Give the name before a state that state: "Berkeley, Calif.", "Portland (Oregon)", "Springfield Illinois"."""
    if not found or not toponym.candidates:
        return
    state = next((gazetteer.entities[i] for i in toponym.candidates if gazetteer.entities[i].level == "state"), None)
    if state is None or toponym.level not in (None, "state"):
        return
    previous = found[-1]
    between = tokens.words[previous.stop : toponym.first]
    if between not in ([","], ["("], []):
        return
    if tokens.text.count("\n", previous.end, toponym.start):
        return
    if previous.tail_of is not None or previous.abbreviated:
        return
    if any(gazetteer.entities[i].usps == state.usps and gazetteer.entities[i].level != "state" for i in previous.candidates):
        previous.state = state.usps
        previous.state_cue = {",": "state after comma", "(": "state in parentheses"}.get("".join(between), "state adjacent")
        toponym.tail_of = len(found) - 1
        toponym.level, toponym.level_cue = "state", "completes a name"
