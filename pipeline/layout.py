"""Reads the layout of a text: which lines are items of a list, and what headings, labels and tables say of them.

A heading holds for the lines under it up to the next of its kind, a paragraph of prose or the end of what is set in
deeper ("COUNTIES", "Texas"); a label for its own line ("OREGON: Lane and Linn"); a column of a table for its cells.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.abbreviations import begins_coded_row
from pipeline.broken_rows import finish_cells, join_rows
from pipeline.cues import LEVEL_OF, NOUN, NOUNS, PLURAL, PLURALS, forms
from pipeline.entries import read_cards, read_state_notes
from pipeline.gazetteer import Gazetteer
from pipeline.headings import apply_headings, pair_kinds, pair_states, settle_states
from pipeline.items import LONG_LINE, begins_with, first_item, is_sentence, last_of
from pipeline.lexicon import lexicon
from pipeline.line_runs import read_runs, strip_label
from pipeline.lines import (
    FEWEST,
    OUTLINE,
    SHORT,
    Layout,
    Line,
    Says,
    is_dateline,
    line_end,
    margin_of,
    may_lie_in,
    state_of,
    take_for_state,
    written,
)
from pipeline.other_names import REGIONAL
from pipeline.statements import DENIES, OFF_LIST
from pipeline.table_heads import NUMBER_BEHIND
from pipeline.table_rows import find_tables
from pipeline.tables_in_text import part_cells, read_table
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym

CAPITAL_PLURAL = "|".join(noun.capitalize() for noun in PLURALS)
PLURAL_FORMS = frozenset(form for noun in PLURALS for form in forms(noun))
"""The plural nouns as a text may write them; without one it has no labels with a noun."""
BULLET = re.compile(
    r"[\ufeff \t•·*+▪◦‣–—|#\u2190-\u2bff\ufe0f\U0001f300-\U0001faff-]*"
    r"(?:\d{1,2}(?:\.[1-9](?!\d)){1,3}[.)]?[ \t]+"
    r"|[A-Z]\.\d{1,2}(?:\.[a-z\d]{1,2})*[.)]?[ \t]+"
    r"|(?<=#)\d{1,3}[ \t]+|\(?\d{1,3}(?:[.)]|[ ]/[ ](?=[^/\n]{2,40}[ ]/[ ]))[ \t]*|\([a-z]{1,2}\)[ \t]+"
    r"|(?:[a-z]|[ivx]{2,4})(?:\)[ \t]+|\.[ \t]+(?=[A-Z]))|o[ \t]+(?=[A-Z]))?"
)
"""What may stand in a line before an item or a heading: bullets and pictures, a number or a letter, the frame of a
table; a hollow bullet comes out of some programs as an "o"."""
BARE_NUMBER = re.compile(r"[ \t]*\d{1,3}(?:[ ]{2,}|\t[ ]*)(?=[^ \n\t]++(?:[ ][^ \n\t]++)*+[ ]?$)", re.MULTILINE)
"""A number without a mark, and behind it no row of cells."""
NUMBERED_ROW = re.compile(r"[ ]*\d{1,3}[ ]{1,3}(?=[A-Z][^ \n]*(?:[ ][^ \n]+)*[ ]{2,}\d{1,3}[ ]{1,3}[A-Z])")
"""The same where another number and its item stand in a second column."""
COPIES = re.compile(r"(?:b?cc|copies|copy to)[ \t]*:", re.IGNORECASE)
"""What begins the list of those who get a copy, and ends that of the signers."""
BESIDE = frozenset("bcc Bcc BCC cc CC Cc copies Copies COPIES copy Copy COPY COURT DISTRICT".split())
"""Words of which one stands in every text that has such lines."""
COURT = re.compile(r"\b(?:DISTRICT|COURT)\b")
SEAT = re.compile(r"AT[ \t]+[A-Z][A-Z .]+[ \t]*")
"""The lines of a court's caption that say which it is, and where it sits: "AT SEATTLE"."""
HEADING_WORDS = 12
"""Words that a heading has at most."""
LABEL = re.compile(
    rf"(?:{CAPITAL_PLURAL})(?:(?=[A-Z][a-z])|[ ]{{3,}}(?=[A-Z][^\n]*,))|(?i:{PLURAL})[ ]\(\d+\)\.(?=[ ]+[A-Z])"
    r"|[^\n:|;.]{1,80}:(?=[ \t]*\S)"
    r"|(?:[^\n:|;.]{1,40}[|]){1,2}(?=[^\n|,]+,[^\n|]+$)"
    r"|(?P<state>[^\n:|;.,–—-]{3,20}?)[ \t]+[–—-](?=[ \t]+(?:[A-Z]|[a-z]+[ ]of[ ]))"
)
"""The beginning of a line that says what the names behind it are: "Counties: ", "Named | Counties |", "Iowa – "."""
NUMBER = re.compile(r"[ ]*\d")
"""What begins an address behind the name of its town: "Findlay: 1515 Main Street"."""
HEADS_BESIDE = re.compile(r"[ ]{2,}[^\n]*:[ ]*")
"""What follows the first of several headings that stand side by side, over columns."""
WITH_CAPITAL = ("and d.c", "and dc", "and the district of columbia")
"""How a heading of states may end, which is none of the District."""
BESIDE_STATE = re.compile(rf"\bstate(?: of)?\b|\bside\b|\b(?:{'|'.join(REGIONAL)})\b|\([^()]*\)", re.IGNORECASE)
"""What may stand beside a state in a heading that says nothing more: "STATE OF OHIO", "Ohio (two)", "Missouri side"."""
IN_STATE = re.compile(r"(?:\w+[ ]){0,2}[Ii]n[ ]")
"""What begins a label that says where: "Contiguous in Kansas, also eligible: "."""
IN_REGION = re.compile(rf"in[ ](?:(?:{'|'.join(REGIONAL)})[ ]){{0,2}}", re.IGNORECASE)
"""What stands before a state in a line that says nothing but where: "IN SOUTHEAST KANSAS"."""
OF_KIND = re.compile(rf"\w+[ ](?:{PLURAL})", re.IGNORECASE)
"""A heading in which a word that is a name too says what kind is meant: "Mountain counties"."""
ONE_KIND = re.compile(rf"[A-Z][\w ]+,[ ](?:{NOUNS})", re.IGNORECASE)
"""A label of a state and a noun: "Maine, city"."""
NEXT_LABEL = re.compile(rf"[.;][ \t]+(?=(?:\w+,?[ \t]+){{0,5}}(?:{PLURAL})(?:[ \t]+\w+){{0,3}}[ \t]*:)", re.IGNORECASE)
"""Where a second label begins in a line: "STATES: Iowa. COUNTIES: Cook"."""
GLUED_LABEL = re.compile(rf"(?<=[a-z]{{3}})(?<!Independent)[ ](?=(?:{CAPITAL_PLURAL}):[ ](?:-[ ]|[A-Z]))")
"""The same where the line breaks are lost: "Counties: - Cook Cities: - Elgin"."""
HEAD_OF_BULLETS = re.compile(rf"[ ](?=(?i:{NOUNS}):[ ]•|(?<![A-Z][ ])(?:[A-Z]{{2,}}[ ]){{2,6}}•)")
"""Where a heading begins within such a line, before bullets: "• Ada • Canyon Cities: • Kuna WHO IS NOT • Gem"."""
LONGEST_LABEL = 80
"""Code points that a label has at most."""
BULLET_BEGINS = re.compile(r"[ ](?=•[ ])")
MOST_BESIDE = 8
"""Bullets in a line from which it may be one that lost its breaks."""


def read_layout(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> Layout:
    """The layout of a text; what it says of each name is noted on the toponyms."""
    text = tokens.text
    parted = ":" in tokens.vocabulary and not PLURAL_FORMS.isdisjoint(tokens.vocabulary)
    lines = join_rows([*_lines(text, toponyms, gazetteer, parted)], text, toponyms)
    finish_cells(lines, text, toponyms, gazetteer)
    layout = Layout([line.start for line in lines], lines, [0] * len(lines))
    _pass_outline(lines, text, toponyms)
    _pass_numbers(lines, text, toponyms)
    for line in lines:
        _classify(line, text, toponyms, gazetteer)
    if not BESIDE.isdisjoint(tokens.vocabulary):
        layout.aside.update(_beside(lines, text))
    there = written(lines)
    if len(there) > 1:  # a line alone has none beside it
        read_state_notes(there, text, toponyms, gazetteer)
        read_runs(lines, text, toponyms, layout, gazetteer)
        pair_states(there, text, toponyms, gazetteer)
        pair_kinds(there, text, toponyms, gazetteer)
    settle_states(lines, text, toponyms, gazetteer)
    read_cards(lines, text, toponyms, gazetteer, layout)
    for rows in find_tables(lines, text):
        if len(rows) > 1:
            read_table(rows, text, toponyms, gazetteer, layout)
        else:
            part_cells(rows, toponyms)
    if any(line.says is not None or line.kind == "item" for line in lines):
        apply_headings(layout, text, toponyms, gazetteer)
        layout.blocks = _blocks(lines, text, toponyms, layout, gazetteer)
    return layout


def _beside(lines: Sequence[Line], text: str) -> Iterator[int]:
    """The names of those who get a copy, and of the place where a court sits."""
    copies = court = False
    for line in lines:
        indented = text[line.start : line.start + 1] in (" ", "\t") and line.kind != "blank"
        copies = COPIES.match(text, line.begin, line.end) is not None or (copies and indented)
        if copies or (court and SEAT.fullmatch(text, line.begin, line.end)):
            yield from line.names
        court = COURT.search(text, line.start, line.end) is not None


def _lines(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, parted: bool) -> Iterator[Line]:
    """The lines, parted where a second label begins in one, or many bullets; under a label, a row of names is parted.

    Without `parted` there are no such labels but those of states.
    """
    starts = [toponym.start for toponym in toponyms]
    pairs = pairwise(toponyms) if ": " in text else ()
    states = [name.start for name, following in pairs if _is_label(name, following, text, gazetteer)]
    at = first = 0
    headed, fewest = False, FEWEST
    while at <= len(text):
        end = line_end(text, at)
        labels = states[bisect_right(states, at) : bisect_right(states, end)]
        row = _cells_of_row(text, at, end) if headed else []
        headed = OVER_ROW.search(text, max(at, end - LONGEST_LABEL), end) is not None or bool(row)
        cuts = {*row, *(labels if len(labels) >= FEWEST - 1 else ()), *(_cuts_within(text, at, end) if parted else ())}
        if not cuts:
            names = toponyms[first : bisect_right(starts, end, first)]
            cuts = _cuts_of_names(text, at, end, names, fewest)
            fewest = FEWEST - 1 if cuts else fewest  # below such a row, two are one too
        for begin, stop in pairwise([at, *sorted(cuts), end]):
            last = bisect_right(starts, stop - 1, first) if stop > begin else first
            yield Line(begin, stop, begin, range(first, last))
            first = last
        at = end + 1


def _cuts_within(text: str, start: int, end: int) -> set[int]:
    """Where labels begin in a line behind its first, and bullets and headings where it lost its line breaks."""
    patterns = [NEXT_LABEL, GLUED_LABEL] if _has_label(text, start, end) else []
    if text.count(" • ", start, end) >= MOST_BESIDE and HEAD_OF_BULLETS.search(text, start, end):
        patterns += [HEAD_OF_BULLETS, BULLET_BEGINS]
    return {m.end() for pattern in patterns for m in pattern.finditer(text, start, end)}


def _is_label(name: Toponym, following: Toponym, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a state's that labels the one behind it: "* Iowa: Scott. * Ohio: Lake"."""
    if following.start != name.end + len(": ") or text[name.end] != ":":
        return False
    before = text[max(0, name.start - SHORT) : name.start].rstrip(" ")
    return before.endswith(PARTING) and state_of(name, gazetteer) is not None


PARTING = ("*", ".", ";", "•", "|")
"""What stands before the label of a state within a line."""


def _cells_of_row(text: str, start: int, end: int) -> list[int]:
    """Where the cells of a line begin behind its first, if it holds nothing but names with wide blanks between them."""
    return [gap.end() for gap in WIDE.finditer(text, start, end)] if ROW.fullmatch(text, start, end) else []


def _cuts_of_names(text: str, start: int, end: int, names: Sequence[Toponym], fewest: int) -> set[int]:
    """Where the names of a line begin behind its first, if it holds nothing but `fewest` or more names with a blank
    between each two: "Bacon Coffee Irwin Pierce", as where columns lost what parted them.
    """
    if len(names) < 2 or text[start : names[0].start].strip():
        return set()
    gaps = [text[left.end : right.start] for left, right in pairwise(names)]
    completed = [name.tail_of is not None for name in names]
    parted = all(gap in ((" ", ", ") if tail else (" ",)) for gap, tail in zip(gaps, completed[1:], strict=True))
    if not parted or text[names[-1].end : end].strip():
        return set()
    heads = [name for name, tail in zip(names, completed, strict=True) if not tail]
    capitals = text[start:end].isupper() and names[0].key not in lexicon().given
    told = capitals or any(name.level_cue for name in heads) or all(name.state for name in heads)
    return {name.start for name in heads[1:]} if len(heads) + told >= fewest else set()


OVER_ROW = re.compile(rf"\b(?:{PLURAL}):[ ]*$", re.IGNORECASE)
"""What ends the line over such a row."""
WIDE = re.compile(r"[ ]{2,}(?=\S)")
ROW = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:[ ]{1,9}[^\W\d_a-z][\w.'’-]*){1,40}[ ]*")
"""A line of nothing but names."""


def _has_label(text: str, start: int, end: int) -> bool:
    """Whether a plural noun stands close before a colon in a line."""
    colon = text.find(":", start, end)
    while colon >= 0:
        words = text[max(start, colon - LONGEST_LABEL) : colon].lower()
        if any(noun in words for noun in PLURALS):
            return True
        colon = text.find(":", colon + 1, end)
    return False


def _pass_outline(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Begin the lines of an outline, which nests, behind their capital letters and Roman numbers."""
    marked = [(line, OUTLINE.match(text, line.start, line.end)) for line in lines]
    outlined = [(line, mark) for line, mark in marked if mark]
    marks = {mark["mark"] for _, mark in outlined}
    if len(outlined) < FEWEST or not any(marks.issuperset(pair) for pair in ("AB", ("I", "II"))):
        return
    if any(mark and margin_of(below, text) > margin_of(line, text) for (line, mark), (below, _) in pairwise(marked)):
        for line, mark in outlined:
            line.begin = mark.end()
            if line.names and toponyms[line.names[0]].start < line.begin:  # "VI. ", which is no state
                line.names = line.names[1:]


def _pass_numbers(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Begin lines behind bare numbers, where each such number stands before a name; those of a court's page do not."""
    numbers = ((line, BARE_NUMBER.match(text, line.start) or NUMBERED_ROW.match(text, line.start)) for line in lines)
    bare = [(line, number.end()) for line, number in numbers if number]
    if len(bare) >= FEWEST and all(_names_at(line, end, text, toponyms) for line, end in bare):
        for line, end in bare:
            line.begin = end


def _names_at(line: Line, begin: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a name, and no sentence about it, begins at an offset in a line."""
    if not begins_with(line, begin, text, toponyms):
        return False
    return SENTENCE_GOES_ON.match(text, toponyms[last_of(line, toponyms)].end, line.end) is None


SENTENCE_GOES_ON = re.compile(r"[ ][a-z]")
"""What follows a name that begins a sentence."""


def _classify(line: Line, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note what kind of line it is, what it says and with which name its first item begins."""
    marker = BULLET.match(text, line.begin, line.end)
    line.begin = begin = marker.end() if marker else line.begin
    line.bullet = text[line.start : line.begin].strip(" \t\ufeff") not in ("", "**")  # which make it bold
    content = text[line.begin : line.end].rstrip()
    if not content:
        line.kind = "blank"
        return
    line.says = _heading(text, line.begin, line.begin + len(content), line.names, toponyms, gazetteer)
    if line.says is not None:
        line.kind = "heading"
        return
    label = LABEL.match(text, line.begin, line.end)
    if len(line.names) > 1 and _is_coded(line, text, toponyms):
        code = toponyms[line.names[0]]
        code.heading, line.says = True, Says(None, "", state_of(code, gazetteer))
        line.names, line.begin = line.names[1:], toponyms[line.names[1]].start
    elif label is not None and not HEADS_BESIDE.fullmatch(text, label.end(), line.end):
        inside = range(line.names.start, line.names.start + sum(toponyms[i].end <= label.end() for i in line.names))
        says = _heading(text, line.begin, label.end(), inside, toponyms, gazetteer)
        none = line.bullet and label["state"] and inside.stop == line.names.stop
        if says is not None and not none and not _is_from_capital(line, inside, label.end(), text, toponyms):
            line.says, line.names, line.begin = says, range(inside.stop, line.names.stop), label.end()
            heads = any(may_lie_in(toponyms[i], says.usps, gazetteer) for i in line.names)
            for index in inside:
                toponyms[index].heading = True
                if heads:
                    take_for_state(toponyms[index], says, text, gazetteer)
        elif line.bullet and label["state"] is None and not (inside and NUMBER.match(text, label.end())):
            strip_label(line, label.end(), toponyms)
    line.first = first_item(line, text, toponyms)
    if line.first is not None:
        line.kind = "item"
    elif _is_told_of(line, content, toponyms, gazetteer):
        line.kind, line.begin, line.names = "heading", begin, range(line.names.start - 1, line.names.stop)
    elif _is_long(line, content) or is_sentence(content) or COPIES.match(content) or OFF_LIST.fullmatch(content):
        line.kind = "prose"


def _is_coded(line: Line, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether the code of a state begins a row, and says of the name behind it where that lies: "OH Lucas County"."""
    code, name = (toponyms[i] for i in line.names[:2])
    beside = code.abbreviated and code.start == line.begin and text[code.end : name.start].strip() in ("", "City of")
    return beside and begins_coded_row(text, code.start)


def _is_from_capital(line: Line, inside: range, end: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a line begins with the dateline of the capital and goes on with a sentence."""
    name = toponyms[inside[0]] if inside else None
    if name is None or name.key != "washington" or not text[name.start : name.end].isupper():
        return False
    return is_dateline(text, name.start, name.end) and is_sentence(text[end : line.end].rstrip())


def _is_told_of(line: Line, content: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line with the label of a state names nothing in it, and so heads others: "OHIO — Two counties"."""
    if not line.says or not line.says.usps or line.bullet or is_sentence(content):
        return False
    words = content.split()
    if len(words) > HEADING_WORDS - 2 or words[-1] in PREPOSITIONS:
        return False
    return not any(may_lie_in(toponyms[i], line.says.usps, gazetteer) for i in line.names)


PREPOSITIONS = frozenset("at by for from in of on to with".split())
"""Words with which no heading ends, but a line of prose may."""


def _is_long(line: Line, content: str) -> bool:
    """Whether a line is longer than a heading, and more than names in a row."""
    return len(content) > LONG_LINE and (len(line.names) < FEWEST or IN_SMALL_LETTERS.search(content) is not None)


IN_SMALL_LETTERS = re.compile(rf"\b(?!(?:and|of|the|{PLURAL})\b)[a-z]+\b")
"""A word that no name has."""


def _heading(
    text: str, begin: int, end: int, names: range, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> Says | None:
    """What a heading or a label says, or None where it is none."""
    content = text[begin:end]
    if len(content) > LONG_LINE:
        return None
    states = {usps for i in names if (usps := state_of(toponyms[i], gazetteer))}
    if len(names) == 1 and states:
        rest = text[begin : toponyms[names[0]].start] + text[toponyms[names[0]].end : end]
        if not BESIDE_STATE.sub("", rest).strip("#*_:.…–—- \t()"):
            return Says(None, "", *states)
    follow = FOLLOWING.search(content) if content.endswith(":") else None
    if follow is not None and not is_sentence(content[:-1]):
        noun = follow["noun"].lower()
        return Says(PLURALS[noun], noun, next(iter(states)) if len(states) == 1 else None)
    bare = NUMBER_BEHIND.sub("", content.strip("#*_:.…–—- \t"))
    if content.lower().rstrip(":. )").endswith(WITH_CAPITAL):
        states.discard("DC")
    regional = len(names) == 1 and IN_REGION.fullmatch(text, begin, toponyms[names[0]].start) is not None
    closed = content.endswith(":") or (regional and not text[toponyms[names[0]].end : end].strip())
    where = len(names) == 1 and states and closed and len(bare.split()) <= HEADING_WORDS
    if where and IN_STATE.fullmatch(text, begin, toponyms[names[0]].start) and not NOUN.search(content):
        return Says(None, "", *states)
    said = [LEVEL_OF.get(noun) for noun in bare.lower().split(" and ")]
    if None not in said:
        return Says("city" if "city" in said else said[0], bare.lower(), None)
    if (
        len(states) > 1
        or (
            any(toponyms[i].candidates and not state_of(toponyms[i], gazetteer) for i in names)
            and not OF_KIND.fullmatch(bare)
        )
        or (content[-1] in ".!?" and not content.endswith(("...", "…")))
        or len(bare.split()) > HEADING_WORDS
    ):
        return None
    found = NOUN.findall(ASIDE.sub("", bare.replace("United States", "").replace("UNITED STATES", "")))
    one = ONE_KIND.fullmatch(bare) or (states and content.endswith(":") and bare.endswith(tuple(found[-1:])))
    nouns = [noun.lower() for noun in found if noun.lower() in PLURALS or one]
    if len({LEVEL_OF[noun] for noun in nouns}) != 1:
        return None
    level = LEVEL_OF[nouns[0]]
    return Says(level, nouns[-1], next(iter(states), None) if level != "state" else None)


FOLLOWING = re.compile(
    rf"\bfollowing\s+(?:[\w’']+\s+){{0,2}}?(?P<noun>{PLURAL})\b(?!\s*(?:[,'’]|and\b|or\b|/))", re.IGNORECASE
)
"""What makes a line before a colon a heading, whatever else it says: "in the following counties of ... qualify:"."""
ASIDE = re.compile(rf"\((?!(?:\w+[ ])?(?:{NOUNS})\b)[^()]*\)?", re.IGNORECASE)
"""What a heading says in parentheses, but for how many of what is under it: "(repairs by towns)", "(29 states)"."""
FIGURED = re.compile(r"[a-z][ \t]+\d[\d.,%]*[ \t]+[A-Z]")
"""Items in a line with a figure each: "Cochran 14 Dallam 7"."""
APART = 2
"""Short lines between two items of a list that may name nothing: the signer of a letter above his city."""


def _blocks(
    lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout, gazetteer: Gazetteer
) -> list[int]:
    """For each line, the number of the list of items that it is in, or 0; lists of figures are noted on the layout."""
    blocks = [0] * len(lines)
    for block, (members, denied) in enumerate(_item_runs(lines, text), 1):
        bulleted = members and lines[members[0]].bullet
        figured = members and _are_figured(members, lines, text)
        if figured:
            layout.figured.add(block)
        if len(members) + denied >= (2 if bulleted or figured else FEWEST):
            for number in members:
                blocks[number] = block
    there = [number for number, line in enumerate(lines) if line.kind != "blank"]
    below = {number: lines[following] for number, following in pairwise(there)}
    heads = [
        n
        for n, line in enumerate(lines)
        if not blocks[n]
        and (n == 0 or lines[n - 1].kind == "blank")
        and _heads_section(line, below.get(n), text, toponyms, gazetteer)
    ]
    unused = max(blocks, default=0) + 1
    for number in heads if len(heads) >= FEWEST else ():
        blocks[number] = unused
    return blocks


def _heads_section(
    line: Line, below: Line | None, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> bool:
    """Whether a line is a name and nothing more, with its state or its level, or over prose in which nothing lies in
    it: "Flint, Michigan" over its own text. `below` is the line under it.
    """
    if line.kind != "item" or line.first is None or line.says:
        return False
    name, last = toponyms[line.first], toponyms[last_of(line, toponyms)]
    told = last is not name or name.level == "county"
    if not told and below is not None and below.kind in ("prose", "body"):
        usps = state_of(name, gazetteer)
        inside = (toponyms[i] for i in below.names if toponyms[i].level in ("city", "county"))
        told = usps is None or not any(may_lie_in(other, usps, gazetteer) for other in inside)
    return told and name.start == line.begin and not text[last.end : line.end].strip(" .:*_")


def _item_runs(lines: Sequence[Line], text: str) -> Iterator[tuple[list[int], int]]:
    """The numbers of the items of each list, and how many lines of it are said to be none.

    Prose ends a list, as do the head of a table and a label that denies; a heading that says nothing parts two lists
    whose items are marked unlike.
    """
    members, denied = list[int](), 0
    apart, parted, off = 0, False, False
    for number, line in enumerate(lines):
        item, between = line.kind == "item", line.kind in ("prose", "other")
        apart = 0 if item else apart + between
        denies = item and DENIES.search(text, line.start, line.begin) is not None
        unlike = item and parted and members and _mark(lines[members[-1]]) != _mark(line)
        headed = line.kind == "heading" and line.says is None  # by the head of a table
        if denies or unlike or headed or (between and (line.kind == "prose" or apart > APART or off)):
            yield members, denied
            members, denied = [], 0
        if item and not denies:
            members.append(number)
            parted = False
        elif between:
            parted = parted or "#" in text[line.start : line.begin]
            off = OFF_LIST.fullmatch(text, line.begin, line.end) is not None
        denied += line.kind == "off"
    yield members, denied


def _are_figured(members: Sequence[int], lines: Sequence[Line], text: str) -> bool:
    """Whether each of these lines holds several items with a figure each, under a line that says what they are."""
    if not all(FIGURED.search(text, lines[number].start, lines[number].end) for number in members):
        return False
    above = (lines[number] for number in range(members[0] - 1, -1, -1) if lines[number].kind != "blank")
    head = next(above, None)
    return head is not None and NOUN.search(text, head.start, head.end) is not None


def _mark(line: Line) -> tuple[bool, bool]:
    """How an item is marked: with a bullet, with a label that says something."""
    return line.bullet, line.says is not None
