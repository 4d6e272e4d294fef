"""What may stand between two items of one enumeration: marks, conjunctions, notes, and what leads to the second."""

import re
from itertools import pairwise

from pipeline.cues import LEVEL_OF, NEIGHBORING, NOUNS, PART_OF, PLURAL, PLURALS, POINTS, SIDES
from pipeline.enumerations import Hole, item_span
from pipeline.items import is_sentence
from pipeline.lines import line_end
from pipeline.officials import AGENCY, OFFICIAL, OFFICIALS, PERSON
from pipeline.rosters import NUMBERS
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym

BODY = "reservation|nation|tribe|rancheria"
"""What ends the name of a body that is no jurisdiction and may stand between two items."""
DOLLARS = r"\$\d[\d.,]*"
NOTE = r"""\sstate(?=[,;]|\sand\b)|\s*\([^()\n]{1,60}\)|\s\[sic\b[^\]\n]{0,60}\]|\s(?:itself|alone)  # (Atlanta office)
    |,\s+(?:(?:all|both|most|none|some)(?:\s\w+)?\s+of\s+)?(?:which|where|whose)\s[^;.\n]{1,90}(?=;)
    |,\s(?:in|with|c/o|care\sof)\s[^;.\n]{1,90}(?=;)
    |,\s(?:all|both)\sin\s[A-Z][^;.\n]{1,40}(?=;)
    |,\s\d[\d.,]*(?:%|\s(?:percent|per\scent|cases|deaths|people|residents|votes))(?=[,;\s])
    |(?:\s(?:with|at)|:)\s\$?\d[\d.,]*(?<=\d)%?(?:\s(?!and\b|or\b)[a-z]+)?(?=[,;\s]|$)"""
GROUP = rf"""(?:and|plus|as\s+well\s+as|along\s+with)\s+(?:\w+\s+){{1,3}}?(?:{PLURAL})\s+in\s+
    (?:[a-z]+\s+(?:and\s+[a-z]+\s+)?)?(?-i:[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)(?::|,|\s[-–—]+)"""
"""What leads to more of another state: "and three counties in Ohio: "."""
DIRECTION = rf"(?:(?:far|extreme)\s)?{PART_OF}|[NS][EW]?|[EW]"
JOINT = r"""(?:and(?:,\s[a-z][^,.;\n]{2,60},)?|or|&|plus|as\s+well\s+as|(?:along\s+|together\s+)?with|followed\s+by)
    (?=\s|$)(?:\s+(?:to|for|in|by)(?=\s))?"""
NUMBER_WORDS = "|".join(list(NUMBERS)[1:13])
TALLY = rf"""(?:(?:about|another|around|nearly|some)\s+)?(?:\d[\d,]*|{NUMBER_WORDS})
    (?:\s(?:cases?|deaths?|each|more|others?|people))?(?:\s(?:came|were\s+[a-z]+))?\s+(?:from|in)\s+"""
"""How many something else has, before its name: "Cook County, three in Lake County and one in Will County"."""
LEADS_ITEM = rf"""(?:{DOLLARS}\s+(?:thousand\s+|[mb]illion\s+)?(?:in|to|for)\s+|{TALLY})?(?:the\s+)?(?:following\s+)?
    (?:both\s+(?:the\s+)?|(?:all|areas|balance|most|much|parts?|portions|remainder|rest|some|whole)\s+of\s+|independent\s+|uninc(?:orp(?:orated)?)?\.?\s+)?
    (?:(?:(?:{NEIGHBORING})\s+)?(?:{NOUNS})\s*[|:]?\s+(?:of\s+)?|{OFFICIAL}\s+of\s+|(?:one|a)\s+(?:{NOUNS}),\s)?
    (?:the\s+)?(?:(?:{DIRECTION})\s)?["“‘]?"""
GAP = re.compile(
    rf"""[*†‡§]{{0,3}}(?P<quote>[,.]?["”])?
    (?P<kind>\s\((?:{NOUNS})\)(?:\s(?:[A-Z][\w'’-]*\s){{1,5}}(?:{BODY}))?)?          # (County) Sac and Fox Nation
    (?P<amount>(?:\s(?:gets?|got|receives?|received))?,?\s\(?\$\d[\d.,]*\d(?:\s[mb]illion)?\)?(?=[,;\s]))?
    (?:\s+{OFFICIAL}\s+{PERSON}(?=[,;\s]))?                                          # Iowa Gov. Ann Lee
    (?:{AGENCY})?
    (?:{NOTE})?
    \s*(?P<mark>;\sto(?=\s)|[,;/|+]|[.]?\n|(?<=\s)[-–—•·*](?=\s)|-|[.]{{3,}})?\s*
    (?P<joint>{GROUP}|{JOINT})?
    (?:\s?(?:in|along|across|from)\s+the\s[A-Z][\w ]{{3,25}},\s)?                  # ; in the Midwest, Chicago
    [\s•·*+▪◦‣–—|\-]*                                                             # bullets, numbers and letters
    (?P<number>\(?\d{{1,3}}[.)]\s*|\([a-z]\)\s+|(?<=[ ]{{2}})\d{{1,3}}[ ]{{1,3}}(?=$))?
    (?P<person>(?:{OFFICIAL}\s+)?{PERSON}\s+of\s+(?:the\s+)?(?:(?:{NOUNS})\s+of\s+)?$|$)?       # Ann Lee of Iowa
    {LEADS_ITEM}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand between two items of one enumeration."""
UNINCORPORATED = ("uninc", "unincorp", "unincorporated")
GAP_WORDS = frozenset(
    """all alone and areas or plus as along followed get gets got most much part parts portions receive received
    receives the independent with at balance itself remainder rest some whole""".split()
) | {*LEVEL_OF, *UNINCORPORATED}
"""The words in lower case that the gap between two items may begin with."""
GAP_ENDS = frozenset(
    f"and both or plus as with by to for from in the of independent {POINTS} {SIDES} ne nw se sw".split()
) | {
    *LEVEL_OF,
    *UNINCORPORATED,
    *BODY.split("|"),
}
"""The words that it may end with, and that the item behind it may begin with."""
WITH = re.compile(r"(?<!along)(?<!together)[ ]with[ ]$")
PLURAL_OF = re.compile(rf"the[ ](?:{'|'.join(PLURALS)})[ ]of\b")
"""What stands behind "with" where it joins items and no clause: ", with the cities of Akron and Dayton"."""
BRACKETS = re.compile(rf"\)?,?\s+(?:and\s+)?{PERSON}\s\((?:the\s)?")
"""What parts the states of officials: "Ann Lee (Iowa), Max Orr (Ohio)"."""
COLUMN = re.compile(r"\n|\t|  ")
"""What parts two items without a mark: a line break, or the blanks between columns."""


def is_clause(text: str, between: str, start: int) -> bool:
    """Whether "with" in a gap, before an item at `start`, begins a clause and no further item."""
    return WITH.search(between) is not None and PLURAL_OF.match(text, start) is None


def separates(between: str, glued: bool, priced: bool, officials: bool = False) -> bool:
    """Whether a gap holds nothing but what parts two items; `glued` items may have no more than a blank there,
    `priced` ones an amount, and those of `officials` the name of one.
    """
    gap = GAP.match(between)
    if gap is None:
        return officials and BRACKETS.fullmatch(between) is not None
    if gap["person"] and not (officials or OFFICIALS.search(gap["person"])):
        return False
    parted = gap["mark"] or gap["joint"] or gap["number"] or gap["kind"] or gap["quote"] or (priced and gap["amount"])
    return bool(parted or glued or COLUMN.search(between) or not between)


PHRASE = re.compile(
    r"\)?;\s(?:and\s)?(?:an?\s|the\s)?(?:[a-z][a-z-]*\s){0,3}"
    r"(?:airport|bus|campus|clinic|facility|flights?|mill|offices?|plant|port|routes?|school|service|site|station|store|"
    r"trains?|trips?|warehouse)\s(?:at|from|in|of|to)\s(?:the\s)?"
)
"""What parts two items where what is there leads to the second: "; twice-daily service to ", "; the airport in "."""


def in_series(text: str, end: int, start: int) -> bool:
    """Whether semicolons part a span from what stands around it in its line, and not only these two clauses."""
    before = text[max(0, end - LONGEST_GAP) : end].rpartition("\n")[2]
    behind = text[start : start + LONGEST_GAP].partition("\n")[0]
    return before.count(";") + text.count(";", end, start) + behind.count(";") >= FEWEST_PARTED


FEWEST_PARTED = 3
"""Semicolons near, in one line, from which they part items."""
NAME = r"(?!WHEREAS\b|NOW\b)[^\W\d_a-z][\w'’.-]*(?:[ ](?:[^\W\d_a-z][\w'’-]*|of|the|de|la)){0,3}"
"""A name, of which the gazetteer may know nothing."""
HOLE = re.compile(
    rf"(?P<extra>(?:[ ][^\W\d_a-z][\w'’-]+){{1,2}})?(?:\s*[,;/]\s*(?:and\s+)?[\"“]?(?P<name>{NAME})(?:,?[\"”])?)?"
    r"(?:\s\([^()\n]{1,60}\)|\s\[sic\])?"
    r"(?:\s*[,;/]\s*(?:and\s+|&\s+)?|\s[-–—•]\s|(?<=,[\"”])\s+|\s+and\s+)(?:the\s+)?[\"“]?$"
)
"""The gap between two items that holds one more, or the rest of the first: " Park, ", ", Hyatsville, "."""
LONGEST_GAP = 240
"""Code points between two items of one enumeration, at most."""
NEXT_LINE = re.compile(r"(?:[ ]\([^()\n]{1,40}\))?[.]?[ \t]*\n\s*")
"""A line break, behind a note in parentheses or none."""
BEGINS_LINE = re.compile(r"[ ](?!and\b|or\b|in\b|at\b|on\b|the\b|with\b|of\b)[A-Za-z][\w'’]*[a-z]{2}")
"""What stands behind a name that begins a line of its own, and is no item of a list above: "Iowa cases"."""
PARAGRAPH_END = re.compile(r"\.[ \t]*\n[ \t]*\n")
"""The end of a paragraph."""
GOES_ON = re.compile(r"\s*(?:[;.\n]|$|,\s*(?:and\s+)?(?-i:[A-Z])|and\s|(?-i:[A-Z]))", re.IGNORECASE)
"""What follows an item of a list, and not a subject: "Portland, Oregon, did not get one"."""


def joined(
    text: str,
    end: int,
    item: tuple[int, int],
    toponyms: list[Toponym],
    previous: int,
    priced: bool = False,
    officials: bool = False,
) -> list[Hole] | None:
    """The unknown items in the gap between two items of one enumeration, or None where it is no gap of one.

    Where items are `priced`, an amount parts two; where they are those of `officials`, a person's name.
    """
    start = item[0]
    if start - end > LONGEST_GAP or start < end:
        return None
    between = text[end:start]
    if NEXT_LINE.fullmatch(between) and (
        BEGINS_LINE.match(text, item[1]) or is_sentence(text[start : line_end(text, item[1])])
    ):
        return None
    word = between.split(maxsplit=1)[:1]
    if (word and word[0][0].islower() and word[0].rstrip(",") not in GAP_WORDS) or PARAGRAPH_END.search(between):
        return None
    glued = bool(toponyms[previous].state) and GOES_ON.match(text, item[1]) is not None
    if is_clause(text, between, start):
        return None
    if separates(between, glued, priced, officials):
        return []
    if PHRASE.fullmatch(between) and in_series(text, end, start):
        return []
    hole = HOLE.match(between)
    if hole is None or not (hole["extra"] or hole["name"]):
        return None
    found = []
    if hole["extra"] and end == toponyms[previous].end:
        found.append(Hole(toponyms[previous].start, end + hole.end("extra"), previous))
    if hole["name"]:
        found.append(Hole(end + hole.start("name"), end + hole.end("name"), None))
    return found


FEWEST_IN_ROW = 5
"""Names in a row from which they are a list that lost its line breaks, and no longer name."""


def glued_to_last(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> set[int]:
    """The names that only a blank or figures part from the one before them, where many in a row are so, in one line or
    in several: "Iowa 3 Kansas 5".
    """
    glued, row, breaks = set[int](), list[int](), 0
    if len(items) < FEWEST_IN_ROW:
        return glued
    for previous, index in pairwise([*items, None]):
        end = toponyms[previous].end if previous is not None else -1
        start = item_span(tokens, toponyms, index)[0] if index is not None else -1
        if index is not None and IN_ROW.fullmatch(tokens.text, end, start):
            row.append(index)
            continue
        if index is not None and row and tokens.text[end:start] == "\n":
            breaks += 1
            continue
        if len(row) >= max(FEWEST_IN_ROW - 1 - breaks, breaks):
            glued.update(row)
        row, breaks = [], 0
    return glued


IN_ROW = re.compile(r"[ ](?:\$?\d(?:[\d.,/%-]*[\d%])?[ ]){0,3}")
"""What parts two names in a row."""
