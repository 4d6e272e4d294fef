"""Reads the layout of a text: which lines are items of a list, and what headings, labels and tables say of them.

A heading holds for the lines under it up to the next of its kind or a paragraph of prose ("COUNTIES", "Texas"); a label
for its own line ("OREGON: Lane and Linn"); a column of a table for its cells.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.cues import LEVEL_OF, forms
from pipeline.gazetteer import Gazetteer
from pipeline.lines import FEWEST, SHORT, Layout, Line, Says, is_numbered, line_end, may_lie_in, note, state_of
from pipeline.mentions import Tokens, Toponym, may_be, part
from pipeline.statements import DENIES, IS_NOT, OFF_LIST
from pipeline.tables_in_text import find_tables, names_whole, part_cells, read_table

NOUNS = "|".join(sorted(LEVEL_OF, key=len, reverse=True))
PLURALS = {noun: level for noun, level in LEVEL_OF.items() if noun.endswith("s")}
PLURAL = "|".join(PLURALS)
CAPITAL_PLURAL = "|".join(noun.capitalize() for noun in PLURALS)
PLURAL_FORMS = frozenset(form for noun in PLURALS for form in forms(noun))
"""The plural nouns as a text may write them; without one it has no labels with a noun."""
NOUN = re.compile(rf"\b(?:{NOUNS})\b", re.IGNORECASE)

BULLET = re.compile(
    r"[\ufeff \t•·*+▪◦‣–—|#\u2190-\u2bff\ufe0f\U0001f300-\U0001faff-]*"
    r"(?:\(?\d{1,3}(?:[.)]|[ ]/[ ](?=[^/\n]{2,40}[ ]/[ ]))[ \t]*|\([a-z]{1,2}\)[ \t]+|[a-z]\)[ \t]+|o[ \t]+(?=[A-Z]))?"
)
"""What may stand in a line before an item or a heading: bullets and pictures, a number or a letter, the frame of a
table; a hollow bullet comes out of some programs as an "o"."""
BARE_NUMBER = re.compile(r"[ \t]*\d{1,3}(?:[ ]{2,}|\t[ ]*)(?=[^ \n\t]++(?:[ ][^ \n\t]++)*+[ ]?$)", re.MULTILINE)
"""A number without a mark, and behind it no row of cells."""
LEAD = re.compile(
    r"(?:\bthe\s+)?(?:\bindependent\s+)?(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))"  # glued: "ColoradoCity of"
    rf"(?:{NOUNS})(?:\s+and\s+(?:{NOUNS}))?\s+of\s+(?:the\s+)?$|\bthe\s+$"
    r"|(?:\bthe\s+)?\b(?:(?:balance|remainder|rest|whole)\s+of|unincorporated)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What belongs to an item before its name: "the city and county of", "State of", "Balance of"."""
OFFICE = re.compile(
    r"(?:[A-Z][\w.'’]*,?\s+(?:and\s+)?){0,5}(?:Mayor|Governor|General|Reporter|Commissioner|Supervisor|Executive|Sheriff|"
    r"Manager|President|Chair\w*|Attorneys?|Counsel|Solicitors?|Council\w*|Director|Board[ ]of[ ]\w+)"
    r"(?:\s+of|\s+for|,)\s+(?:the\s+)?"
    rf"(?:(?:Board of \w+|City Council|Council),\s+)?(?:(?i:{NOUNS})\s+of\s+(?:the\s+)?)?"
    r"|(?:(?:City|Commission|County|Deputy|Town|Vice|Village)[ ])?"
    r"(?:Mayor(?:-President)?|Governor|Gov\.|Attorney[ ]General|Chair\w*|Commissioner|Executive|Judge|Manager|Sheriff|"
    rf"Supervisor)(?:\s+[A-Z][\w.'’-]*|\s+\([^()\n]{{1,40}}\)){{1,6}}(?:,|\s+of)\s+(?:(?i:{NOUNS})\s+of\s+(?:the\s+)?)?"
)
"""What stands before the name of a signer's jurisdiction: "Attorney General of", "Mayor, City of", "Mayor Ann Lee,"."""
AMOUNT = re.compile(r"\$?\d[\d.,]*(?:[ ](?:thousand|million|billion))?(?:[ ](?:to|for|in)[ ]+|:[ ]+)")
"""What may stand before the name of one who gets money: "$4.2 million to", "$4.2 million: "."""
COPIES = re.compile(r"(?:b?cc|copies|copy to)[ \t]*:", re.IGNORECASE)
"""What begins the list of those who get a copy, and ends that of the signers."""
LAST_BUT_ONE = r"[,;][ ](?:and|or)[ \t]*$"
"""The end of the last item but one."""
ITEM_REST = re.compile(
    rf"[ \t]*(?:$|[,;.]?[ \t]*$|{LAST_BUT_ONE}"
    r"|,[ ]?\$?\d|,[ ](?:in|with)[ ][^.]*;|,[ ]which[ ]|[–—|:(*†‡§\[\d$\t-]"
    r"|;[ ](?!and\b|or\b)[a-z]|[ ]{2,}|[ ]?\.{3})"
)
"""What stands behind an item that has a line of its own: nothing, a note, a figure, a row of dots."""
CLOSES = re.compile(r"^(?:;[^()\[\]]*)?[)\]]")
"""The end of what stands in parentheses behind an item: its state, and a note."""
DATED = re.compile(
    r"[ ]?[,|–—-][ ](?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[ ]\d", re.IGNORECASE
)
"""What stands behind the place of a letter or a story: "Harrisburg, PA | May 30"."""
FIGURES = re.compile(
    r"(?:,[ ](?:pop\.?[ ]|population[ ])?\$?\d[\d.,]*(?:[ ](?:thousand|million|billion|percent|people))?)+[.;]?$"
)
"""Figures behind an item, to the end of its line: ", pop. 542,107, $12.5 million."."""
INTRODUCING = 4
"""Words behind a name, up to a colon, that introduce what is under a line and are no note."""
AND_MORE = re.compile(r"(?:,[ ][A-Z][\w. ]*)*,?[ ](?:AND|&)[ ][A-Z][\w. ]{1,40}")
"""More names behind the first of a heading in capitals: "CLARKE AND OCONEE COUNTIES"."""
LEADER = re.compile(r"\.{4,}|(?:\.[ ]){3,}")
"""The dots that lead from an item to what is said of it, so that the line is a row and no sentence."""
SENTENCE = re.compile(r"(?:[a-z]{3}|\d|\))[.!?][\"”’)]*\s+[A-Z]|[a-z]{3,}[.!?][\"”’)]*$")
"""The end of a sentence: a line that holds one is prose."""
PROSE_BEGINS = re.compile(r"[a-z]{3}\.[ ]+[A-Z][a-z]+[ ]+[a-z]")
"""Where a sentence begins behind the names that a label is for: "Two are counties: Cook and Lake. Of the rest"."""
BESIDE = frozenset("bcc Bcc BCC cc CC Cc copies Copies COPIES copy Copy COPY COURT DISTRICT".split())
"""Words of which one stands in every text that has such lines."""
COURT = re.compile(r"\b(?:DISTRICT|COURT)\b")
SEAT = re.compile(r"AT[ \t]+[A-Z][A-Z .]+[ \t]*")
"""The lines of a court's caption that say which it is, and where it sits: "AT SEATTLE"."""
LONG_LINE = 120
"""Code points from which a line is prose and no heading."""
HEADING_WORDS = 12
"""Words that a heading has at most."""
LABEL = re.compile(
    rf"(?:{CAPITAL_PLURAL})(?:(?=[A-Z][a-z])|[ ]{{3,}}(?=[A-Z][^\n]*,))|(?i:{PLURAL})[ ]\(\d+\)\.(?=[ ]+[A-Z])|"
    r"[^\n:|;.]{1,80}:(?=[ \t]*\S)|(?P<state>[^\n:|;.,–—-]{3,20}?)[ \t]+[–—-](?=[ \t]+(?:[A-Z]|[a-z]+[ ]of[ ]))"
)
"""The beginning of a line that says what the names behind it are: "Counties: ", "Iowa – "."""
HEADS_BESIDE = re.compile(r"[ ]{2,}[^\n]*:[ ]*")
"""What follows the first of several headings that stand side by side, over columns."""
ANY_LABEL = re.compile(r"(?:[^\n:|;.]|[.](?=[ ]\d)){1,80}:[ \t]+|[^\n:|;.]{1,60}?[ \t]+[–—-][ \t]+")
"""The beginning of a line that parts it from what follows; a dash before a colon belongs to the label."""
IN_STATE = re.compile(r"(?:\w+[ ]){0,2}[Ii]n[ ]")
"""What begins a label that says where: "Contiguous in Kansas, also eligible: "."""
ONE_KIND = re.compile(rf"[A-Z][\w ]+,[ ](?:{NOUNS})", re.IGNORECASE)
"""A label of a state and a noun: "Maine, city"."""
NEXT_LABEL = re.compile(rf"[.;][ \t]+(?=(?:\w+,?[ \t]+){{0,5}}(?:{PLURAL})(?:[ \t]+\w+){{0,3}}[ \t]*:)", re.IGNORECASE)
"""Where a second label begins in a line: "STATES: Iowa. COUNTIES: Cook"."""
GLUED_LABEL = re.compile(rf"[ ](?=(?:{CAPITAL_PLURAL}):[ ]-[ ])")
"""The same where the line breaks are lost: "Counties: - Cook Cities: - Elgin"."""
HEAD_OF_BULLETS = re.compile(rf"[ ](?=(?i:{NOUNS}):[ ]•|(?<![A-Z][ ])(?:[A-Z]{{2,}}[ ]){{2,6}}•)")
"""Where a heading begins within such a line, before bullets: "• Ada • Canyon Cities: • Kuna WHO IS NOT • Gem"."""
BULLET_BEGINS = re.compile(r"[ ](?=•[ ])")
MOST_BESIDE = 8
"""Bullets in a line from which it may be one that lost its breaks."""


def read_layout(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> Layout:
    """The layout of a text; what it says of each name is noted on the toponyms."""
    text = tokens.text
    parted = ":" in tokens.vocabulary and not PLURAL_FORMS.isdisjoint(tokens.vocabulary)
    lines = list(_lines(text, toponyms, parted))
    layout = Layout([line.start for line in lines], lines, [0] * len(lines))
    _pass_numbers(lines, text, toponyms)
    for line in lines:
        _classify(line, text, toponyms, gazetteer)
    if not BESIDE.isdisjoint(tokens.vocabulary):
        layout.aside.update(_beside(lines, text))
    _set_aside_fields(lines, text, layout)
    _read_parallel(lines, text, toponyms, layout)
    _read_notes(lines, text, toponyms)
    _read_lead_ins(lines, text, toponyms)
    _read_cards(lines, text, toponyms, layout)
    _take_last(lines, text, toponyms, layout)
    _set_aside_wraps(lines, text, layout)
    _set_aside_denied(lines, text, layout)
    _read_answers(lines, text, layout)
    _settle_states(lines, text, toponyms, gazetteer)
    for rows in find_tables(lines, text):
        if len(rows) > 1:
            read_table(rows, text, toponyms, gazetteer, layout)
        else:
            part_cells(rows, toponyms)
    if any(line.says is not None or line.kind == "item" for line in lines):
        _set_aside_areas(lines, layout)
        _apply(lines, text, toponyms, gazetteer)
        _take_selves(layout, text, toponyms, gazetteer)
        layout.blocks = _blocks(lines, text, layout)
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


def _lines(text: str, toponyms: Sequence[Toponym], parted: bool) -> Iterator[Line]:
    """The lines, parted where a second label begins in one, or many bullets; without `parted` there is none."""
    starts = [toponym.start for toponym in toponyms]
    at = first = 0
    while at <= len(text):
        end = line_end(text, at)
        cuts = [at, *_cuts_within(text, at, end), end] if parted else [at, end]
        for begin, stop in pairwise(cuts):
            last = bisect_right(starts, stop - 1, first) if stop > begin else first
            yield Line(begin, stop, begin, range(first, last))
            first = last
        at = end + 1


def _cuts_within(text: str, start: int, end: int) -> list[int]:
    """Where labels begin in a line behind its first, and bullets and headings where it lost its line breaks."""
    patterns = [NEXT_LABEL] if text.find(":", start, end) >= 0 else []
    if text.find(": - ", start, end) >= 0:
        patterns.append(GLUED_LABEL)
    if text.count(" • ", start, end) >= MOST_BESIDE and HEAD_OF_BULLETS.search(text, start, end):
        patterns += [HEAD_OF_BULLETS, BULLET_BEGINS]
    return sorted({m.end() for pattern in patterns for m in pattern.finditer(text, start, end)})


def _pass_numbers(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Begin lines behind bare numbers, where each such number stands before a name; those of a court's page do not."""
    bare = [(line, number.end()) for line in lines if (number := BARE_NUMBER.match(text, line.start, line.end))]
    if len(bare) >= FEWEST and all(_begins_with(line, end, text, toponyms) for line, end in bare):
        for line, end in bare:
            line.begin = end


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
    if label is not None and not HEADS_BESIDE.fullmatch(text, label.end(), line.end):
        inside = range(line.names.start, line.names.start + sum(toponyms[i].end <= label.end() for i in line.names))
        says = _heading(text, line.begin, label.end(), inside, toponyms, gazetteer)
        if says is not None and not (line.bullet and label["state"] and inside.stop == line.names.stop):
            line.says, line.names, line.begin = says, range(inside.stop, line.names.stop), label.end()
            for index in inside:
                toponyms[index].heading = True
        elif line.bullet and label["state"] is None:
            _strip_label(line, label.end(), toponyms)
    line.first = _first_item(line, text, toponyms)
    if line.first is not None:
        line.kind = "item"
    elif _is_told_of(line, content, toponyms, gazetteer):
        line.kind, line.begin, line.names = "heading", begin, range(line.names.start - 1, line.names.stop)
    elif _is_long(line, content) or is_sentence(content) or COPIES.match(content) or OFF_LIST.fullmatch(content):
        line.kind = "prose"


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


IN_SMALL_LETTERS = re.compile(r"\b(?!(?:and|of|the)\b)[a-z]+\b")
"""A word that no name has."""


def is_sentence(content: str) -> bool:
    """Whether a sentence ends in a line that is no row with dots between its cells."""
    return SENTENCE.search(content) is not None and LEADER.search(content) is None


def _strip_label(line: Line, end: int, toponyms: Sequence[Toponym]) -> None:
    """Take the beginning of a line, up to an offset, for a label of which nothing is known: "Michigan office: "."""
    inside = [i for i in line.names if toponyms[i].end <= end]
    if len(inside) < len(line.names):
        line.names, line.begin = range(line.names.start + len(inside), line.names.stop), end


def _read_parallel(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Read lines in a row that all begin with some label: "Added December 14 – Christian, Hart", "Michigan: ...".

    Lines with the same label, wherever they stand, are read alike: "Grantee: Lane County" in each of many cards.
    """
    runs: list[list[tuple[Line, int]]] = [[]]
    fields: dict[str, list[tuple[Line, int]]] = {}
    for line in (line for line in lines if line.kind != "blank"):
        fits = line.says is None and line.kind in ("other", "prose", "item")
        label = ANY_LABEL.match(text, line.begin, line.end) if fits else None
        if label is None:
            runs.append([])
            continue
        runs[-1].append((line, label.end()))
        fields.setdefault(label[0].strip().lower(), []).append((line, label.end()))
    for run in (run for run in [*runs, *fields.values()] if len(run) >= FEWEST):
        named = sum(any(end <= toponyms[i].start for i in member.names) for member, end in run)
        items = sum(member.kind == "item" for member, _ in run)
        whole = sum(names_whole(member, (end, member.end), text, toponyms) is not None for member, end in run)
        if items * 2 <= len(run) < named * 2 or (items < len(run) and whole >= WHOLLY * len(run)):
            for member, end in run:
                if OFF_LIST.fullmatch(text, member.begin, end):
                    layout.aside.update(member.names)
                else:
                    _take_label(member, end, text, toponyms, layout)


WHOLLY = 0.8
"""The part of lines in a row whose rest is nothing but names, so that what begins them is a label, be it a name too."""
LEAD_IN = re.compile(r"\.[ \t]+(?=[A-Z])")
"""What parts an item from the sentences about it: "Austin, Texas. The city will"."""


NOTE_BEGINS = re.compile(r",[ ](?P<word>[a-z]{4,})[ ]")
"""What parts an item from a note on it, with the first word of the note: "Denver, effective March 24"."""


def _read_notes(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Take lines that each begin with a name, and go on with the same word, for the items of a list."""
    alike: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind != "other" or line.says or not _begins_with(line, line.begin, text, toponyms):
            continue
        noted = NOTE_BEGINS.match(text, toponyms[_last_of(line, toponyms)].end, line.end)
        if noted:
            alike.setdefault(noted["word"], []).append(line)
    for line in (member for run in alike.values() if len(run) >= FEWEST for member in run):
        line.kind, line.first = "item", line.names[0]


def _read_lead_ins(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Take paragraphs in a row that each begin with a whole name and a full stop for the items of a list."""
    runs: list[list[tuple[Line, int]]] = [[]]
    for line in lines:
        if line.kind == "blank":
            continue
        first = _leads_in(line, text, toponyms)
        if first is not None:
            runs[-1].append((line, first))
        elif runs[-1]:
            runs.append([])
    for line, first in (member for run in runs if len(run) >= FEWEST for member in run):
        line.kind, line.first = "item", first


def _leads_in(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that begins a line of prose and is all of its first sentence, with its state or its level."""
    if line.kind not in ("prose", "other") or line.says or not _begins_with(line, line.begin, text, toponyms):
        return None
    first, last = line.names[0], _last_of(line, toponyms)
    named = last > first or toponyms[first].level
    return first if named and LEAD_IN.match(text, toponyms[last].end, line.end) else None


def _begins_with(line: Line, begin: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether nothing but what belongs to it stands between an offset in a line and its first name."""
    start = toponyms[line.names[0]].start if line.names else -1
    return start == begin or LEAD.fullmatch(text, begin, start) is not None


def _last_of(line: Line, toponyms: Sequence[Toponym]) -> int:
    """The toponym that ends the first name of a line: its state, or the name itself."""
    first = line.names[0]
    return first + 1 if first + 1 in line.names and toponyms[first + 1].tail_of == first else first


def _read_cards(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take whole names that each stand over lines about them for items of a list: "PERRY COUNTY", then its roads."""
    if sum([line.kind == "item" for line in lines]) < FEWEST:
        return
    written = [(number, line) for number, line in enumerate(lines) if line.kind != "blank"]
    runs: list[list[int]] = [[]]
    for (_, line), (number, below) in pairwise(written):
        if _is_whole(line, text, toponyms) and below.kind in ("prose", "other"):
            runs[-1].append(number)
        elif line.kind not in ("prose", "other"):
            runs.append([])
    for run in runs:
        longest = len(lines)
        for at, following in pairwise([*run, len(lines)] if len(run) >= FEWEST else []):
            most = min(following, at + longest)
            stop = next((n for n in range(at, most) if lines[n].kind not in ("prose", "other")), most)
            longest = stop - at if longest == len(lines) else max(longest, stop - at)
            for line in lines[at:stop]:
                line.kind = "body"
                layout.aside.update(line.names)


ENDS_WITH_AND = re.compile(LAST_BUT_ONE)


def _take_last(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take the name behind an item that ends with "and" for the last one, though its line runs on into prose."""
    if not any(line.kind == "item" and text.endswith(("and", "or"), line.begin, line.end) for line in lines):
        return
    for line, below in pairwise([line for line in lines if line.kind != "blank"]):
        goes_on = line.kind == "item" and ENDS_WITH_AND.search(text, line.begin, line.end) is not None
        if not goes_on or below.kind not in ("prose", "other") or not below.names:
            continue
        first = below.names[0]
        if _begins_with(below, below.begin, text, toponyms):
            below.kind, below.first = "item", first
            layout.aside.update(index for index in below.names if index > _last_of(below, toponyms))


ANSWER = re.compile(r"(?P<no>[Nn]o(?:ne)?|NO(?:NE)?)\b[^\n]{0,60}|(?:[Yy]es|YES)\b[^\n]{0,60}")
"""A line that says whether what the line above names is on the list, where a page lost the columns of its table."""


def _read_answers(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take items with "No" in the line below for none of the list."""
    pairs = pairwise(line for line in lines if line.kind != "blank")
    said_of = ((line, below, ANSWER.fullmatch(text, below.begin, below.end)) for line, below in pairs if line.names)
    answers = [(line, below, said) for line, below, said in said_of if said]
    if len(answers) < FEWEST or all(said["no"] for *_, said in answers):
        return
    for line, below, said in answers:
        below.kind = "body"
        if said["no"]:
            line.kind, line.first, line.says = "body", None, None
            layout.aside.update(line.names)
        elif line.kind == "heading" and len(line.names) == 1:
            line.kind, line.first, line.says = "item", line.names[0], None


def _set_aside_denied(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take what is set in deeper under a heading that denies for no items: "II. No order so far"."""
    denied: int | None = None
    for line in (line for line in lines if line.kind != "blank"):
        margin = _margin(line, text)
        within = line.start > 0 and text[line.start - 1] != "\n"
        if denied is not None and (margin > denied or (within and line.kind == "item")):
            line.kind, line.first = "body", None
            layout.aside.update(line.names)
        else:
            denied = margin if OFF_LIST.fullmatch(text, line.start, line.end) else None


def _margin(line: Line, text: str) -> int:
    """The blanks that a line begins with."""
    return line.end - line.start - len(text[line.start : line.end].lstrip())


def _set_aside_fields(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take a line with a label of which nothing is known, set in deeper under an item, for more about it: "jail: "."""
    above: Line | None = None
    for line in (line for line in lines if line.kind != "blank"):
        labelled = line.says is None and text[line.start : line.begin].rstrip().endswith(":")
        if above is not None and labelled and _margin(line, text) > _margin(above, text):
            line.kind, line.first = "body", None
            layout.aside.update(line.names)
        else:
            above = line if line.kind == "item" and not labelled else None


def _set_aside_wraps(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take a line that is set in under a numbered one, which a comma ends, for more about that one item: an address."""
    for line, below in pairwise(lines):
        unfinished = is_numbered(line, text) and text[line.begin : line.end].rstrip().endswith(",")
        deeper = _depth(below) >= _depth(line) and not below.bullet
        if unfinished and deeper and below.kind == "item":
            below.kind, below.first = "body", None
            layout.aside.update(below.names)


def _is_whole(line: Line, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a line is an item and no more than a name with its level or its state."""
    if line.kind != "item" or line.bullet or line.says or line.first is None:
        return False
    last = line.names[-1]
    capitals = text[line.begin : line.end].isupper()
    named = capitals or toponyms[line.first].level_cue or toponyms[last].level_cue
    return bool(named) and last - line.first < 2 and not text[toponyms[last].end : line.end].strip(" :.")


def _take_label(line: Line, end: int, text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Part a line from its label, which ends at an offset, so that it is an item by what follows."""
    names = line.names
    _strip_label(line, end, toponyms)
    if line.names != names or (names and toponyms[names[0]].start >= end):
        layout.aside.update(i for i in names if i not in line.names)
        line.begin, line.bullet = end, True
        line.first = _first_item(line, text, toponyms)
        line.kind = "item" if line.first is not None else line.kind


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
        if not re.sub(r"\bstate(?: of)?\b|\([^()]*\)", "", rest, flags=re.IGNORECASE).strip("#*_:.…–—- \t()"):
            return Says(None, "", *states)
    bare = content.strip("#*_:.…–—- \t")
    where = len(names) == 1 and states and content.endswith(":") and len(bare.split()) <= HEADING_WORDS
    if where and IN_STATE.fullmatch(text, begin, toponyms[names[0]].start) and not NOUN.search(content):
        return Says(None, "", *states)
    said = [LEVEL_OF.get(noun) for noun in bare.lower().split(" and ")]
    if None not in said:
        return Says("city" if "city" in said else said[0], bare.lower(), None)
    if (
        len(states) > 1
        or any(toponyms[i].candidates and not state_of(toponyms[i], gazetteer) for i in names)
        or (content[-1] in ".!?" and not content.endswith(("...", "…")))
        or len(bare.split()) > HEADING_WORDS
    ):
        return None
    found = NOUN.findall(bare.replace("United States", "").replace("UNITED STATES", ""))
    nouns = [noun.lower() for noun in found if noun.lower() in PLURALS or ONE_KIND.fullmatch(bare)]
    if len({LEVEL_OF[noun] for noun in nouns}) != 1:
        return None
    return Says(LEVEL_OF[nouns[0]], nouns[-1], next(iter(states), None))


def _first_item(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that a line begins with, where the line is an item of a list and no prose."""
    if not line.names:
        return None
    own = toponyms[line.names[0]]
    placed = own.start == line.begin and (own.level or own.state)  # "Clark County, Nevada, County Manager, Las Vegas"
    office = None if placed else OFFICE.match(text, line.begin, line.end)
    if office:  # behind a signer's own name
        line.names = range(
            next((i for i in line.names if toponyms[i].start >= office.end()), line.names.stop), line.names.stop
        )
        if not line.names:
            return None
    first = toponyms[line.names[0]]
    if first.tail_of is not None and toponyms[first.tail_of].start >= line.start:
        return None
    paid = AMOUNT.match(text, line.begin, first.start)
    before = text[paid.end() if paid else line.begin : first.start].strip("*_ \t$")
    if before and not (
        LEAD.fullmatch(before + " ") or OFFICE.fullmatch(before + " ") or (line.says and len(before) < SHORT)
    ):
        return None
    rest = text[toponyms[_last_of(line, toponyms)].end : line.end]
    if line.bullet or line.says:
        return None if IS_NOT.match(rest) else line.names[0]
    if len(rest) >= LONG_LINE or (rest.rstrip().endswith(":") and len(rest.split()) >= INTRODUCING):
        return None
    if DATED.match(rest):
        return None
    rest = FIGURES.sub("", CLOSES.sub("", rest))
    formal = rest.startswith(", by ")  # "DISTRICT OF COLUMBIA, by its Attorney General"
    several = (toponyms[line.names[-1]].level_cue or "").endswith("S after") and AND_MORE.fullmatch(rest)
    named = formal or office or several or ITEM_REST.match(rest)
    return line.names[0] if named and not is_sentence(rest) else None


def _settle_states(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Tell states that head lists from states that are items of one.

    A state alone in its line is a heading only where most of what follows lies in it, and another state heads a list
    too or something but the words sets it apart: a colon, a mark of a heading, items with bullets.
    """
    alone = [number for number, line in enumerate(lines) if line.kind == "heading" and line.says and not line.says.noun]
    fits = {number for number in alone if _heads(number, lines, toponyms, gazetteer)}
    for number in alone:
        line = lines[number]
        following = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].kind != "blank"), line)
        over = following.kind == "heading" and following.says is not None and following.says.level in ("city", "county")
        colon = text[line.begin : line.end].rstrip(" *_").endswith(":")
        apart = over or colon or (following.bullet and not line.bullet)
        marked = "#" in text[line.start : line.begin]
        above = next((lines[n] for n in range(number - 1, -1, -1) if lines[n].kind != "blank"), line)
        itself = above.kind == "heading" and above.says is not None and above.says.level == "state"
        heads = number in fits and (len(fits) > 1 or apart or marked) and not itself
        if heads or SELF.search(text[line.start : line.end]):
            continue
        line.kind, line.says, line.first = "item", None, line.names[0]


def _set_aside_areas(lines: Sequence[Line], layout: Layout) -> None:
    """Take a line above the heading of a state that is set further in for a heading: an area over several states."""
    written = [line for line in lines if line.kind != "blank"]
    for line, below in pairwise(written):
        deeper = _depth(below) > _depth(line) and not below.bullet
        deeper = deeper or (below.bullet and not line.bullet)
        if line.kind == "item" and deeper and below.kind == "heading" and below.says and below.says.usps:
            line.kind, line.first = "other", None
            layout.aside.update(line.names)


def _depth(line: Line) -> int:
    """How many blanks, bullets and numbers a line has before its first word."""
    return line.begin - line.start


LOOKED_AT = 60
"""Names under a heading that are looked at to tell whether it heads them."""


def _heads(number: int, lines: Sequence[Line], toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether most of the names under a state lie in it."""
    says = lines[number].says
    assert says is not None
    depth, nested = _depth(lines[number]), False
    inside = outside = 0
    for line in (lines[n] for n in range(number + 1, len(lines)) if lines[n].kind != "blank"):
        if (
            line.kind == "prose"
            or (line.kind == "heading" and line.says and line.says.usps)
            or inside + outside > LOOKED_AT
            or (nested and _depth(line) <= depth)
        ):
            break
        nested = nested or _depth(line) > depth
        for index in line.names:
            toponym = toponyms[index]
            if toponym.tail_of is not None or not toponym.candidates:
                continue
            here = toponym.state in (None, says.usps) and may_lie_in(toponym, says.usps, gazetteer)
            inside, outside = inside + here, outside + (not here)
            if line.first is not None:
                break
    return inside >= max(1, outside)


class Force(NamedTuple):
    """The headings that are in force: a state, and a level with its noun; `outer` is which of them came first."""

    state: str | None = None
    level: str | None = None
    noun: str = ""
    outer: str = ""

    def under(self, says: Says) -> "Force":
        """What is in force under a heading more."""
        if says.usps:
            level, noun = (says.level, says.noun) if says.noun or self.outer != "level" else (self.level, self.noun)
            return Force(says.usps, level, noun, "" if says.noun else self.outer or "state")
        if self.outer != "state":
            return Force(None, says.level, says.noun, "level")
        return self._replace(level=says.level, noun=says.noun)


def _apply(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of each line what the headings in force and the label of the line say."""
    force, label = Force(), None
    for line in lines:
        if line.kind == "heading" and line.says:
            force, label = force.under(line.says), None
            for index in line.names:
                toponyms[index].heading = True
            continue
        if line.says is not None:
            label = line.says
        elif line.bullet or line.kind in ("blank", "item"):
            label = None
        if line.kind == "blank":
            continue
        if label is None and (line.kind == "prose" or _names_others(line, force.level, toponyms)):
            force = Force()
            continue
        usps = label.usps if label and label.usps else force.state
        level, noun = (label.level, label.noun) if label and label.level else (force.level, force.noun)
        if usps or level:
            own = label is line.says is not None
            _note_line(line, Says(level, noun, usps), own, text, toponyms, gazetteer)


def _note_line(line: Line, says: Says, own: bool, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of a line what is said of them; what its `own` label says ends where a sentence begins."""
    line.usps = says.usps
    for index in line.names:
        _part_county(toponyms, index, says, gazetteer)
    if says.usps and line.first is not None and toponyms[line.first].tail_of is None:
        line.lies_in = may_lie_in(toponyms[line.first], says.usps, gazetteer)
    end = PROSE_BEGINS.search(text, line.begin, line.end) if own else None
    for index in line.names:
        if end is None or toponyms[index].start < end.end():
            note(toponyms[index], says.usps, says.level, says.noun, text, gazetteer)


SELF = re.compile(
    r"(?:^\W*|[;,:(–—-]\s*)(?:also\s+)?(?:statewide|(?:the\s+)?state\s+(?:itself|government)(?:\s+only)?)(?=\s*(?:$|[;,.)]|:\s*[\"“]))"
    r"|(?:^\W*|:\s*)state(?=\s*(?:$|;))|^\W*state\s*:\s*self\b"
    r"|(?:^\W*|[–—:-]\s*)self[- ]identif\w+\s+as\s+(?:a\s+)?state\b",
    re.IGNORECASE,
)
"""An item under a state's heading that says that the state is on the list too."""


def _take_selves(layout: Layout, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Take the heading or the label of a state for an item where it, or a line under it, says that the state is one."""
    head: Line | None = None
    for line in layout.lines:
        if (line.says and line.says.usps) or (line.kind == "item" and _is_state(line, toponyms, gazetteer)):
            head = line
        elif line.kind == "prose":
            head = None
        if head is None or not SELF.search(text[line.start : line.end]):
            continue
        if line is head or not any(state_of(toponyms[i], gazetteer) for i in line.names):
            line.kind = "body" if line is not head else line.kind
            head.usps = None
            if head.says:
                _take_state(head, toponyms, layout)
            elif head.first is not None:
                toponyms[head.first].level, toponyms[head.first].level_cue = "state", "state itself"
            head = None


def _is_state(line: Line, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line names a state and nothing else."""
    return len(line.names) == 1 and state_of(toponyms[line.names[0]], gazetteer) is not None


def _take_state(head: Line, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Make the state that heads a list, or labels a line of it, the first item; those in the line stay items."""
    index = head.names.start - (head.kind != "heading")
    toponyms[index].heading, toponyms[index].level, toponyms[index].level_cue = False, "state", "state itself"
    if head.kind != "heading" and head.names:
        layout.cells.add(head.names.start if head.first is None else head.first)
    head.kind, head.first, head.names = "item", index, range(index, head.names.stop)


def _names_others(line: Line, level: str | None, toponyms: Sequence[Toponym]) -> bool:
    """Whether a line says of its names that they are of another level than those under the heading: "THE CITIES OF"."""
    first = toponyms[line.names[0]] if line.names else None
    noun = (first.level_cue or "").lower().removesuffix(" of") if first else ""
    return level is not None and noun in PLURALS and PLURALS[noun] != level


def _part_county(toponyms: Sequence[Toponym], index: int, says: Says, gazetteer: Gazetteer) -> None:
    """Take a name and a state behind it apart that are two counties of the state said: "BENTON     WASHINGTON" under
    that of another state, "Boundary, Idaho, Kootenai" among the counties of Idaho.
    """
    usps = says.usps
    tail = toponyms[index]
    head = toponyms[tail.tail_of] if tail.tail_of is not None else None
    if head is None or usps is None:
        return
    another = usps != head.state and head.state_cue == "state adjacent" and tail.start - head.end > 1
    itself = usps == head.state and head.state_cue == "state after comma" and says.level == "county"
    if (another or itself) and may_lie_in(head, usps, gazetteer) and may_be(tail, "county", gazetteer, usps):
        part(head, tail)


FIGURED = re.compile(r"[a-z][ \t]+\d[\d.,%]*[ \t]+[A-Z]")
"""Items in a line with a figure each: "Cochran 14 Dallam 7"."""
APART = 2
"""Short lines between two items of a list that may name nothing: the signer of a letter above his city."""


def _blocks(lines: Sequence[Line], text: str, layout: Layout) -> list[int]:
    """For each line, the number of the list of items that it is in, or 0.

    A heading that says nothing parts two lists whose items are marked unlike.
    """
    blocks = [0] * len(lines)
    if all(line.kind != "item" for line in lines):
        return blocks
    block, apart, members, parted, off = 1, 0, list[int](), False, False

    def close() -> None:
        bulleted = members and lines[members[0]].bullet
        figured = members and _are_figured(members, lines, text)
        if figured:
            layout.figured.add(block)
        if len(members) < (2 if bulleted or figured else FEWEST):
            for number in members:
                blocks[number] = 0
        members.clear()

    for number, line in enumerate(lines):
        if line.kind == "item" and DENIES.search(text, line.start, line.begin):
            close()
            block += 1
        elif line.kind == "item":
            if parted and members and _mark(lines[members[-1]]) != _mark(line):
                close()
                block += 1
            parted = False
            blocks[number] = block
            members.append(number)
            apart = 0
        elif line.kind in ("prose", "other"):
            apart += 1
            parted = parted or "#" in text[line.start : line.begin]
            if line.kind == "prose" or apart > APART or off:
                close()
                block += 1
            off = OFF_LIST.fullmatch(text, line.begin, line.end) is not None
    close()
    return blocks


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
