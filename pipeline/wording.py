"""The words around a name or a list in its sentence, as features whose weights were learned."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipeline.enumerations import item_span
from pipeline.rosters import NUMBERS
from pipeline.tokens import Tokens
from pipeline.told import level_of
from pipeline.toponyms import Toponym

WINDOW = 200
"""Code points of its sentence that are read on each side of a name."""
NEAR = 6
"""Words on each side that are near a name."""

CUES = {
    "join": "aboard came come comes enlist enroll enrolled enter entered enters follow followed following follows "
    "join joined joining joins sign signed signing signs suit",
    "add": "add added adding addition adds amended amendment append appended applied applies apply bring bringing "
    "brings brought cover covered covering covers expand expanded expands extend extended extends fold folded "
    "include included includes including inclusion pull pulled reach reached reaches rope roped sweep swept tack "
    "tacked take takes taking took widen widened",
    "also": "additionally alike also besides both ditto equally likewise plus same similarly so too well",
    "more": "additional another extra final last latest missing more newest next other others remaining rest",
    "not": "aren't can't cannot couldn't didn't doesn't don't hadn't hardly hasn't haven't isn't n't neither "
    "never no nobody none nor not nothing wasn't weren't without won't wouldn't",
    "out": "against canceled cancelled cleared declined denied dismissed dropped ended except excluded excluding "
    "exempt expired fell left lifted lost missed off omitted opted out passed postponed refused rejected released "
    "removed short skip skipped spared struck tabled turned voted withdraw withdrawn withdrew",
    "pending": "ask asked asks await awaiting consider considered considering considers could expected expects "
    "hope hopes if likely may might pending plan planned plans propose proposed request requested requests review "
    "reviewing seek seeking seeks should study studying undecided unless until wait waiting wants weigh weighing "
    "whether would yet",
    "past": "ago already before earlier former formerly history last old older once original originally "
    "previous previously prior since then",
    "where": "airport at based born court courthouse downtown drove from headquartered headquarters held home in "
    "live lives meeting moved native near office offices outside resident residents seat street suburb traveled "
    "trip worked works",
    "receive": "amount award awarded awards check fund funding funds get gets got gotten grant granted letter "
    "letters money notice notices receive received receives share subpoena win wins won",
    "name": "approved certified chosen column declared designated designation eligible entry identified line list "
    "listed listing lists name named names on picked placed put qualified qualifies roster row selected selection "
    "table",
    "act": "adopted ban banned bans close closed closing file filed imposed issue issued member members order "
    "ordered orders participant participating parties party plaintiff plaintiffs shut signatory sue sued",
    "office": "attorney chief commission commissioner commissioners council department director executive gov governor "
    "judge mayor mayors officials police president rep said says sen senator sheriff spokesman spokeswoman",
    "total": "all altogether brings count makes making number tally total up",
    "unlike": "although but compared comparison contrast despite however instead though unlike whereas while",
}
"""Words that tell, by what they tell; from general knowledge."""
KINDS = {
    word: [kind for kind, words in CUES.items() if word in words.split()] for word in " ".join(CUES.values()).split()
}

WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*|[^\w\s]")
SENTENCE_END = re.compile(
    r"(?<=[.!?;])[\"”’)]*\s+(?=[\"“(‘\[]?[A-Z0-9])|\n[ \t]*\n|\n(?=[ \t]*[-*•–—\d(A-Z])|\t|[ ][|][ ]"
)
"""What parts sentences, cells and lines that begin like items."""
SHORTENED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Lt|Gen|Sgt|Rev|Jr|Sr|No|Co|Inc|v|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
"""Words whose period ends no sentence."""
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept oct nov dec".split()
)
ORDINAL = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth"
)
ENDINGS = ("ing", "ed", "es", "s")
LEAST_STEM = 4
"""Letters that a word keeps without its ending."""


class Mark(NamedTuple):
    """A name as the words around another see it: that it is on a list, or its level."""

    start: int
    end: int
    word: str


class Wording(NamedTuple):
    """A text with the names in it marked, and its sentences."""

    text: str
    marks: list[Mark]
    ends: list[int]
    """The offsets where sentences end."""

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self.ends, offset)

    def sentence(self, number: int) -> tuple[int, int]:
        """The span of a sentence, by its number."""
        end = self.ends[number] if number < len(self.ends) else len(self.text)
        return self.ends[number - 1] if number else 0, end


def mark_names(tokens: Tokens, toponyms: list[Toponym], identity: Sequence[str | None], listed: Set[int]) -> Wording:
    """The wording of a text. `identity` gives each toponym's GEOID, or None where it is no jurisdiction for sure;
    `listed` has the indexes of those on lists.
    """
    marks = [
        Mark(*item_span(tokens, toponyms, i), "<listed>" if i in listed else f"<{level_of(identity[i])}>")
        for i, toponym in enumerate(toponyms)
        if identity[i] and toponym.tail_of is None
    ]
    return Wording(tokens.text, marks, _sentence_ends(tokens.text, marks))


def _sentence_ends(text: str, marks: list[Mark]) -> list[int]:
    """The offsets where sentences end, none within a name: "St. Louis"."""
    starts = [mark.start for mark in marks]
    found = []
    for end in SENTENCE_END.finditer(text):
        before = bisect_left(starts, end.start()) - 1
        in_name = before >= 0 and end.start() <= marks[before].end and text[end.start() - 1] == "."
        shortened = SHORTENED.search(text, max(0, end.start() - 6), end.start())
        if "\n" in end[0] or not (in_name or shortened):
            found.append(end.end())
    return found


def said_around(wording: Wording, start: int, end: int) -> Iterator[str]:
    """The features of the words before and behind a span in its sentence: each word, two in a row, what they tell.

    >>> from pipeline.tokens import tokenize
    >>> wording = mark_names(tokenize("Boise was added."), [], [], set())
    >>> [feature for feature in said_around(wording, 0, 5) if feature.startswith("behind add")]
    ['behind add', 'behind add .']
    """
    begin, _ = wording.sentence(wording.sentence_at(start))
    _, stop = wording.sentence(wording.sentence_at(end - 1))
    before = words_in(wording, max(begin, start - WINDOW), start)
    behind = words_in(wording, end, min(stop, end + WINDOW))
    yield from _of_side("before", ["^", *map(_stem, before), "*"], before, before[-NEAR:])
    yield from _of_side("behind", ["*", *map(_stem, behind), "$"], behind, behind[:NEAR])


def said_next(wording: Wording, start: int, end: int) -> Iterator[str]:
    """The features of the sentence behind that of a span where it speaks of the same ("None of these is on it"), and of
    the one before where that of the span goes on with it ("So are").
    """
    first, last = wording.sentence_at(start), wording.sentence_at(end - 1)
    if last < len(wording.ends):
        begin, stop = wording.sentence(last + 1)
        behind = words_in(wording, begin, min(stop, begin + WINDOW))
        if behind and behind[0] in SPEAKS_OF_THEM:
            yield from _of_side("next", ["^", *map(_stem, behind)], behind, [])
    begin, _ = wording.sentence(first)
    own = words_in(wording, begin, min(end, begin + FIRST_WORDS)) if first else []
    if own and own[0] in GOES_ON:
        earlier, stop = wording.sentence(first - 1)
        before = words_in(wording, max(earlier, stop - WINDOW), stop)
        yield from _of_side("earlier", ["^", *map(_stem, before), "$"], before, [])


SPEAKS_OF_THEM = frozenset("all both each it neither none that the these they this those".split())
"""What begins a sentence that may speak of the names in the one before."""
GOES_ON = frozenset("also and as both likewise neither nor so the".split())
"""What begins a sentence that goes on with the one before."""
FIRST_WORDS = 20
"""Code points in which a sentence's first word is looked for."""


def _of_side(side: str, stems: list[str], words: list[str], near: list[str]) -> Iterator[str]:
    """The features of some words on one side of a span: their `stems`, between marks of where they begin and end; what
    the `words` tell, and those of them that are `near`.
    """
    yield from (f"{side} {stem}" for stem in stems[1:-1])
    yield from (f"{side} {one} {two}" for one, two in pairwise(stems))
    yield from (f"{side}: {kind}" for word in words for kind in KINDS.get(word, ()))
    yield from (f"right {side}: {kind}" for word in near for kind in KINDS.get(word, ()))


def said_above(wording: Wording, start: int) -> Iterator[str]:
    """The features of the line above a list that begins its own, where that is short: "Not funded:"."""
    if not begins_line(wording.text, start):
        return
    yield "begins a line"
    window = wording.text[max(0, start - 2 * WINDOW) : start].rpartition("\n")[0]
    above = window.rstrip().rpartition("\n")[2]
    if 0 < len(above) < LONGEST_HEAD:
        words = [_plain(word) for word in WORD.findall(above.replace("’", "'"))]
        yield from _of_side("above", ["^", *map(_stem, words), "$"], words, [])


def begins_line(text: str, start: int) -> bool:
    """Whether nothing but a bullet or a number stands before an offset in its line."""
    _, line_break, words = text[max(0, start - WINDOW) : start].rpartition("\n")
    return (bool(line_break) or start <= WINDOW) and not words.strip(BEFORE_ITEM)


BEFORE_ITEM = " -*•–.()0123456789"
"""The characters of bullets and numbers, before an item."""
LONGEST_HEAD = 100
"""Code points of the line above a list that may head it."""


def words_in(wording: Wording, begin: int, end: int) -> list[str]:
    """The words of a span as the weights know them, with marks in place of names."""
    text, marks = wording.text, wording.marks
    found: list[str] = []
    at = begin
    for number in range(bisect_left(marks, (begin,)), bisect_left(marks, (end,))):
        mark = marks[number]
        if mark.start >= at:
            found += map(_plain, WORD.findall(text[at : mark.start].replace("’", "'")))
            found.append(mark.word)
            at = mark.end
    return found + [_plain(word) for word in WORD.findall(text[at : max(at, end)].replace("’", "'"))]


def _plain(word: str) -> str:
    """A word in small letters; what a number, a day or a name is in place of it."""
    lower = word.lower()
    if word[0].isdigit():
        return "<number>"
    if lower in NUMBERS:
        return "<few>"
    if ORDINAL.fullmatch(lower):
        return "<ordinal>"
    if word[0].isupper() and lower in DAYS:
        return "<day>"
    return lower if word[0].islower() or lower in KINDS or not word[0].isalpha() else "<name>"


def _stem(word: str) -> str:
    """A word without its ending."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending)
    return word
