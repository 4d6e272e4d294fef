"""Splits a text into words and punctuation marks, and tells which of them stand in one line."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from itertools import accumulate, compress

from pipeline.captions import RULES, without_rule
from pipeline.gazetteer import POSTAL, SHORT_FORMS, STATE_ENDS, plain
from pipeline.hyphens import HYPHENS, without_hyphens

WORD_OR_MARK = r"[a-zA-Z\w]+|[^ \s\ufeff]"  # letters and the blank once more, as they are quicker to tell alone
TOKEN = re.compile(rf"({WORD_OR_MARK})")
GLUED = re.compile(
    rf"(?:{'|'.join(sorted(STATE_ENDS))}|County|Counties|Cities|States|Parish|\b(?:{'|'.join(POSTAL)}))(?=[A-Z][a-z]|\d+\b)"
)
"""The end of an item that the next one is glued to, where a page lost its line breaks: "OregonBoise"."""
UNGLUED = re.compile(rf"({GLUED.pattern}|{WORD_OR_MARK})")
LONGEST_WHOLE = 3
"""Letters of which none are glued words; the fewest are a postal code's and two more."""
FEWEST_GLUED = 3
"""Joints of glued words from which they are a list's and no names of firms ("OregonLive")."""
QUOTED = re.compile(r"(?m)^[ \t]*>[> \t]*")
"""The marks before a line of quoted mail."""
SYMBOLS = frozenset("\uf02d\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0e8\uf0fc\uf0fe")
"""The bullets of symbol fonts, as programs copy them out of a page."""
LOOKALIKES = {ord("İ"): "I", ord("ı"): "i", ord("ſ"): "s", ord("\u212a"): "K", ord("ʻ"): "‘", ord("ʼ"): "’"}
LOOKS_ALIKE = re.compile("[İıſ\u212aʻʼ]")
"""Letters that a pattern takes for one of the alphabet when it ignores case, and no table of words does; and the okina
and the apostrophe that are letters.
"""
BULLETS = {ord(symbol): "•" for symbol in SYMBOLS}


@dataclass(slots=True)
class Tokens:
    """The words and punctuation marks of a text and where each starts."""

    text: str
    words: list[str]
    starts: list[int]
    vocabulary: set[str]
    """The words and marks, each once."""
    numbers: set[str]
    """Those of them that are written in digits alone."""
    ends: dict[int, int] = field(default_factory=dict)
    """The ends of the words that go on in a second line, by where they would be."""

    def end(self, index: int) -> int:
        end = self.starts[index] + len(self.words[index])
        return self.ends.get(end, end) if self.ends else end


def tokenize(text: str) -> Tokens:
    """Split a text into words and single punctuation marks.

    The line ends of Windows are read as those of Unix, the marks of quoted mail as blanks, and the bullets of symbol
    fonts as bullets.
    """
    source, ends = text, dict[int, int]()
    text = text.replace("\r\n", " \n")  # as long as before, so that offsets hold
    if not text.isascii() and LOOKS_ALIKE.search(text):
        text = text.translate(LOOKALIKES)
    if ">" in text:
        text = QUOTED.sub(lambda marks: " " * len(marks[0]), text)
    line_ends = {line.rstrip()[-1:] for line in text.split("\n")}
    if not RULES.isdisjoint(line_ends):
        text = without_rule(text)
    if not HYPHENS.isdisjoint(line_ends):
        text, ends = without_hyphens(text)
    parts = TOKEN.split(text)  # what parts two tokens, and a token, in turn
    words = parts[1::2]
    vocabulary = {*words}
    if not SYMBOLS.isdisjoint(vocabulary):
        return tokenize(source.translate(BULLETS))
    capitals = [word for word in vocabulary if word < "a"]  # numbers too; what is in small letters sorts behind
    long = [word for word in capitals if len(word) > LONGEST_WHOLE and not (word.istitle() and word.isalpha())]
    if sum([len(GLUED.findall(word)) for word in long]) >= FEWEST_GLUED:
        parts = UNGLUED.split(text)
        words = parts[1::2]
        vocabulary = {*words}
    starts = [*accumulate(map(len, parts))][:-1:2]
    return Tokens(text, words, starts, vocabulary, {*filter(str.isdecimal, capitals)}, ends)


def indexes_of(tokens: Tokens, wanted: Set[str]) -> Iterator[int]:
    """The indexes of the words that are among those wanted, in order."""
    words, there = tokens.words, wanted & tokens.vocabulary  # of many thousands, a few: quicker to ask
    return compress(range(len(words)), map(there.__contains__, words)) if there else iter(())


WRAPPED = 45
"""Code points from which a line is one of wrapped prose, so that a name may go on in the next."""


def same_line(text: str, end: int, start: int) -> bool:
    """Whether nothing but blanks, or the wrap of a line of prose, parts two words."""
    breaks = text.count("\n", end, start)
    if breaks != 1:
        return breaks == 0
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if "|" in line[-WRAPPED:]:
        return False
    return len(line) >= WRAPPED or (", " in line and line.split()[-1] not in STATE_ENDS)


def canonical(word: str) -> str:
    word = (word if word.isascii() else plain(word)).lower()
    return SHORT_FORMS.get(word, word)


WIDEST_BLANK = 2
"""Blanks that may stand before a noun that is part of a name; more part two columns."""
