"""Tells whether an abbreviation names a state where it stands, or is a word, an initial or a road's name."""

import re

from pipeline.gazetteer import POSTAL, Gazetteer
from pipeline.lexicon import lexicon
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym, completes

JOINED = (["and"], [",", "and"], ["or"], [",", "or"], ["&"], [",", "&"])
"""What stands between the last two of several abbreviations."""
WORDS_TOO = frozenset("ala cal col del ida ill ind mass miss mo ore penn tex wash".split())
"""Abbreviations that are words or names too."""
ROAD_NUMBER = re.compile(r"\.?[ -]\d{1,3}\b")
"""A number that makes the state before it a road's."""
CODE_LABEL = re.compile(rf"(?m)^[^\w\n]{{0,12}}(?P<code>{'|'.join(POSTAL)}):[ \t]+(?P<word>[A-Z]\w+)")
"""A line that the code of a state labels: "AZ: Maricopa"."""
MONEY_ROW = re.compile(rf"(?m)^[ \t]*(?P<code>{'|'.join(POSTAL)})[ \t]+\$\d")
"""A row of a table that begins with the code of a state and an amount."""
NEAR_LABEL = 200
"""Code points from one within which another one is looked for."""
CELL_BEGINS = re.compile(r"(?:^|\ufeff|\n|\t|\||[ ]{2})[ ]*$")
CELL_ENDS = re.compile(r"\.(?:[*†‡§¶\d]{0,3}|\(\w\))[ ]*(?:[ ]{2}|[\t|\n]|$)")
CODES_TOO = frozenset("AL DE HI ID IN LA MA ME OH OK OR PA".split())
"""Codes of the Postal Service that are words too, in some language or another."""


def names_state(
    tokens: Tokens, index: int, stop: int, key: str, previous: Toponym | None, gazetteer: Gazetteer
) -> bool:
    """Whether an abbreviation names a state here and is not a word, an initial or the end of a sentence."""
    words, starts = tokens.words, tokens.starts
    before = words[index - 1] if index else ""
    if before not in (",", "(") and ROAD_NUMBER.match(tokens.text, tokens.end(stop - 1)):
        return False  # "W.Va. 61"
    placed = before in (",", "(") and completes(tokens, index, previous)
    if words[index] == "IN" and not placed and _is_preposition(tokens, stop):
        return False
    dotted = stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1)
    if not dotted and words[index].istitle() and _is_county(key, gazetteer):
        return False  # Ida, a county of Iowa
    if completes(tokens, index, previous) and not (len(key) > 2 and before != "," and _heads_line(tokens, index)):
        in_table = dotted and words[stop + 1 : stop + 2] == ["$"]  # "Jackson Miss. $252,439"
        return before in (",", "(") or words[index].isupper() or in_table
    if len(words[index]) == 1 and stop - index > 1:  # N.Y., D.C., but not U.S.C.
        within = index > 1 and before == "." and starts[index - 1] + 1 == starts[index] and len(words[index - 2]) == 1
        return words[index].isupper() and not within and not (stop < len(words) and words[stop] == "&")
    if key == "dc":
        return True
    if words[index] in ("IA", "PA") and _is_programme(tokens, index, stop):
        return False
    if before == "of" and len(key) == 2 and words[index].isupper() and words[index] not in CODES_TOO | {"MD"}:
        someone = words[index - 2].lower() in lexicon().given or words[index - 2].lower() in lexicon().family
        return someone and (stop == len(words) or words[stop] in (",", ".", ";", "and"))  # "Ellen of TX; Carl of FL"
    if before == "-" and index > 1 and words[index - 2] in ("D", "R", "I", "Dem", "Rep"):
        return True
    if _labels_line(tokens, index, stop, gazetteer):
        return True
    coded = len(key) == 2 and words[index].isupper()
    if coded and (_heads_row(tokens, index, stop) or begins_coded_row(tokens.text, starts[index])):
        return True
    in_row = previous is not None and previous.abbreviated and words[previous.stop : index] in JOINED
    if in_row and words[index].isupper() and previous is not None and len(key) == len(previous.key) == 2:
        return True
    if before in (",", "(") and index > 1 and words[index - 2][0].isupper():
        return dotted or words[index].isupper() or before == "("
    if coded and (_in_row(words, index, stop, gazetteer) or _in_columns(tokens, index, gazetteer)):
        return True
    if dotted and len(key) > 1 and (in_row or _fills_cell(tokens, index, stop) or _is_of_state(words, index, stop)):
        return True
    zip_code = stop < len(words) and len(words[stop]) == 5 and words[stop].isdigit()
    if dotted and key in WORDS_TOO:  # inside a sentence or a heading, so the full stop is the abbreviation's
        return stop + 1 < len(words) and (words[stop + 1].islower() or words[stop + 1] in (":", ",", ";"))
    return (dotted and len(key) > 2) or (zip_code and words[index].isupper())


def _is_county(key: str, gazetteer: Gazetteer) -> bool:
    """Whether a county bears a name."""
    return any(gazetteer.entities[i].level == "county" for i in gazetteer.by_key.get(key, ()))


def _is_of_state(words: list[str], index: int, stop: int) -> bool:
    """Whether an abbreviation with its full stop tells whose police or who somebody is, or where: "Pa. State Police",
    "a Vt. man", "three hurt in Ky."."""
    behind, following = [*words[stop + 1 : stop + 3], "", ""][:2]
    if behind == "State":
        return following in ("Highway", "Patrol", "Police", "Rep", "Sen", "Trooper", "Troopers")
    before = words[index - 1].lower() if index else ""
    return (before in ("a", "an") and behind in SOMEBODY) or (
        before in ("from", "in") and words[index] != "Me" and behind.islower()
    )


SOMEBODY = frozenset(
    "boy child couple driver family father girl man mother native resident teen teenager woman".split()
)
"""Who may be said to be of a state."""


def _heads_line(tokens: Tokens, index: int) -> bool:
    """Whether a word begins a line in which another word in capitals follows: "IND CITY" under the name of a county."""
    above = index > 0 and "\n" in tokens.text[tokens.starts[index - 1] : tokens.starts[index]]
    return above and _is_preposition(tokens, index + 1) and tokens.text[tokens.end(index)] == " "


def _labels_line(tokens: Tokens, index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation is one of several codes of states that label lines with names."""
    text, start = tokens.text, tokens.starts[index]
    if tokens.words[stop : stop + 1] != [":"]:
        return False
    line = text.rfind("\n", max(0, start - 12), start) + 1
    label = CODE_LABEL.match(text, line)
    if label is None or label.start("code") != start or label["word"] not in gazetteer.first_words:
        return False
    others = (
        CODE_LABEL.search(text, max(0, line - NEAR_LABEL), line),
        CODE_LABEL.search(text, label.end(), label.end() + NEAR_LABEL),
    )
    return any(o and o["code"] != label["code"] and o["word"] in gazetteer.first_words for o in others)


def _is_programme(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether the code of a state is short for Individual or Public Assistance: "Cocke (IA and PA)"."""
    start, end = tokens.starts[index], tokens.end(stop - 1)
    return PROGRAMMES.search(tokens.text, max(0, start - LONGEST_PAIR), end + LONGEST_PAIR) is not None


PROGRAMMES = re.compile(r"\((?:IA|PA)(?:[ ]and[ ]|[ ]?[&/][ ]?)(?:IA|PA)\)")
LONGEST_PAIR = 9
"""Code points before a code, and behind it, in which the other one stands."""


def _heads_row(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether an abbreviation begins a line and dollars follow, as in a line near it: "CT $4,861,268"."""
    if tokens.words[stop : stop + 1] != ["$"]:
        return False
    start = tokens.starts[index]
    codes = {row["code"] for row in MONEY_ROW.finditer(tokens.text, max(0, start - NEAR_LABEL), start + NEAR_LABEL)}
    return tokens.words[index] in codes and len(codes) > 1 and not codes <= CODES_TOO


def begins_coded_row(text: str, start: int) -> bool:
    """Whether the code of a state begins a line with a name, as it does those beside it: "OH Lucas County"."""
    if not CODED_ROW.match(text, start):
        return False
    *before, own = text[max(0, start - NEAR_LABEL) : start].split("\n")
    lines = (before[1:] if start > NEAR_LABEL else before) + text[start : start + NEAR_LABEL].split("\n")[1:]
    if own.strip():
        return False
    beside = [row["code"] for line in lines if (row := CODED_ROW.match(line.lstrip()))]
    return len(beside) >= FEWEST_CODED and not CODES_TOO.issuperset((text[start : start + 2], *beside))


CODED_ROW = re.compile(rf"(?P<code>{'|'.join(POSTAL)})[ \t]+(?=[A-Z][a-z])")
FEWEST_CODED = 2
"""Lines near one that begin so too."""


def _fills_cell(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether an abbreviation with its full stop, and the mark of a note, has a cell or a line of its own."""
    start, end = tokens.starts[index], tokens.end(stop - 1)
    return bool(CELL_BEGINS.search(tokens.text, max(0, start - 4), start) and CELL_ENDS.match(tokens.text, end))


def _is_preposition(tokens: Tokens, stop: int) -> bool:
    """Whether capitals go on in the line, so that "IN" before them is a word: "IN LOUISIANA"."""
    return stop < len(tokens.words) and tokens.words[stop].isupper() and tokens.starts[stop] == tokens.end(stop - 1) + 1


def _in_row(words: list[str], index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation of two capitals stands beside another one: "AL, AR", "ME / OR"."""

    def beside(mark: list[str], word: list[str]) -> bool:
        return mark in ([","], ["/"], [";"], ["·"]) and any(
            len(w) == 2 and w.isupper() and w.lower() in gazetteer.abbreviations for w in word
        )

    return beside(words[stop : stop + 1], words[stop + 1 : stop + 2]) or (
        index > 1 and beside(words[index - 1 : index], words[index - 2 : index - 1])
    )


def _in_columns(tokens: Tokens, index: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation of two capitals is one of three in a row that wide blanks or line ends part."""
    words, starts, codes = tokens.words, tokens.starts, gazetteer.abbreviations

    def is_code(at: int) -> bool:
        return 0 <= at < len(words) and len(words[at]) == 2 and words[at].isupper() and words[at].lower() in codes

    def parted(at: int) -> bool:
        breaks = tokens.text.count("\n", starts[at - 1], starts[at]) if 0 < at < len(words) else 2
        return breaks == 1 or (breaks == 0 and starts[at] - starts[at - 1] > 3)

    first, last = index, index
    while index - first < 2 and parted(first) and is_code(first - 1):
        first -= 1
    while last - first < 2 and parted(last + 1) and is_code(last + 1):
        last += 1
    row = {*words[first : last + 1]}
    return len(row) > 2 and not row <= CODES_TOO
