"""Finds the items of lists whose entries hold more than their names: what lies in a place, a note, lines about it, an
address.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.gazetteer import Gazetteer
from pipeline.items import LONG_LINE, begins_with, last_of
from pipeline.lexicon import lexicon
from pipeline.lines import FEWEST, Layout, Line, may_lie_in, set_aside, state_of
from pipeline.toponyms import Toponym

WHOLLY = 0.8
"""The part of lines in a row that have to be alike for all of them to be read so."""
SITE_ENDS = re.compile(r"(?:[ ]\([^\n]*|[;,.]?[ \t]*)$")
"""What stands behind the place at the end of a line: a note in parentheses, or nothing."""


def read_sites(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take the place that ends a line, behind what lies there, for its item where most lines in a row are alike, with
    bullets, with its state or under the headings of states: "• Lakeland Square, Lakeland, FL (opened in 1995)".
    """
    runs: list[list[Line]] = [[]]
    for line in lines:
        runs[-1].append(line) if line.kind != "prose" else runs.append([])
    for headed in (run for run in runs if len(run) >= FEWEST):
        run = [line for line in headed if line.kind != "heading"]
        of_states = any(line.kind == "heading" and line.says and line.says.usps for line in headed)
        sites = [(line, site) for line in run if (site := _site_of(line, text, toponyms)) is not None]
        placed = sum(toponyms[site].state is not None for _, site in sites) >= WHOLLY * len(run)
        if not (of_states or placed or 2 * sum(line.bullet for line in run) >= len(run)):
            continue
        clear = sum(_is_clear(line, site, text, toponyms) for line, site in sites)
        if clear >= max(FEWEST, len(run) / 2):
            for line, site in sites:
                layout.aside.update(index for index in line.names if index < site)
                line.kind, line.first = "item", site


def _site_of(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that ends a line behind a comma, with its state, or None."""
    site = next((index for index in reversed(line.names) if toponyms[index].tail_of is None), None)
    if site is None or line.says or not text.endswith(", ", line.begin, toponyms[site].start):
        return None
    digits = any(map(str.isdigit, text[line.begin : toponyms[site].start]))
    return site if not digits and SITE_ENDS.match(text, toponyms[line.names[-1]].end, line.end) else None


def _is_clear(line: Line, site: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether something lies in the place that ends a line: what stands before it is no other place and nobody."""
    others = [toponyms[index] for index in line.names if index < site]
    words = text[line.begin : toponyms[site].start].rstrip(", ").split()
    person = len(words) == 2 and words[0].lower() in lexicon().given  # "Ann Lee, Reno"
    return not person and all(_is_part(name, text, line.begin) for name in others)


def _is_part(name: Toponym, text: str, begin: int) -> bool:
    """Whether a name is only a part of another: "Nampa Gateway Center" has two."""
    before = PART_BEFORE.search(text, max(begin, name.start - LONGEST_WORD), name.start)
    return before is not None or PART_BEHIND.match(text, name.end) is not None


PART_BEHIND = re.compile(r"[ ][A-Z]")
PART_BEFORE = re.compile(r"[A-Z][\w.]*[ ]$")
"""What stands behind a name that is only a part of another, or before it."""
LONGEST_WORD = 30
"""Code points of the word before a name that are looked at."""


LEAD_IN = re.compile(r"\.[ \t]+(?=[A-Z])")
"""What parts an item from the sentences about it: "Austin, Texas. The city will"."""
NOTED = re.compile(r"[ \t]+[–—-]+[ \t]+")
"""What parts an item from a note on it that may be a sentence: "Clay County - Order from today."."""
BRACKETED = re.compile(r"[ ]\([^()\n]{1,40}\)")
"""What may stand between them: "Akron (Summit County) — "."""
LABELS = re.compile(r":[ \t]+(?=\S)")
"""What parts it from what is said under its name."""
SENTENCE_BEGUN = re.compile(r",?[ ][a-z]")
"""What stands behind such a name where it begins the first sentence itself: "DETROIT filed twice"."""
NOTE_BEGINS = re.compile(r",[ ](?P<word>[a-z]{4,})[ ]")
"""What parts an item from a note on it, with the first word of the note: "Denver, effective March 24"."""


def read_notes(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> None:
    """Take lines that each begin with a name, and go on with the same word, for the items of a list."""
    alike: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind != "other" or line.says or not begins_with(line, line.begin, text, toponyms):
            continue
        noted = NOTE_BEGINS.match(text, toponyms[last_of(line, toponyms)].end, line.end)
        if noted:
            alike.setdefault(noted["word"], []).append(line)
    for line in (member for run in alike.values() if len(run) >= FEWEST for member in run):
        line.kind, line.first = "item", line.names[0]


def read_lead_ins(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take paragraphs in a row that each begin with a whole name and a full stop or a dash for the items of a list, and
    all such paragraphs behind them.
    """
    runs: list[list[tuple[Line, int]]] = [[]]
    for line in lines:
        first = _leads_in(line, text, toponyms)
        if first is not None:
            runs[-1].append((line, first))
        elif runs[-1] and not (line.kind == "heading" and line.says and line.says.usps):
            runs.append([])
    long = next((number for number, run in enumerate(runs) if _is_list(run, text, toponyms)), len(runs))
    for line, first in (member for run in runs[long:] for member in run):
        line.kind, line.first = "item", first
        if SAID_TO_BE_NONE.match(text, toponyms[last_of(line, toponyms)].end, line.end):
            set_aside(line, layout, "off")


def read_state_notes(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Take the labels of lines in a row that are states, and for most of which nothing named lies there, for the items
    of a list with a note on each: "Kansas – Allowed on farms". `lines` are those that are not blank.
    """
    runs: list[list[tuple[Line, int]]] = [[]]
    for line in lines:
        state = _labelling(line, toponyms)
        if state is not None and _is_noted(toponyms[state], line, text):
            runs[-1].append((line, state))
        elif line.kind != "item" or line.first is None or state_of(toponyms[line.first], gazetteer) is None:
            runs.append([])
    for run in (run for run in runs if len(run) >= FEWEST):
        holding = sum(_holds_places(line, state, toponyms, gazetteer) for line, state in run)
        states = {line.says.usps for line, _ in run if line.says}
        if holding > LITTLE * len(run) or len(states) < len(run):  # those who speak in turn come again
            continue
        for line, state in run:
            if line.kind == "item" and not line.bullet:
                continue
            toponyms[state].heading, toponyms[state].level, toponyms[state].level_cue = False, "state", "state itself"
            line.kind, line.says, line.first = "item", None, state
            line.begin, line.names = toponyms[state].start, range(state, line.names.stop)


def _holds_places(line: Line, state: int, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line names something that lies in the state which labels it, besides the state itself."""
    usps = line.says.usps if line.says else None
    names = (toponyms[i] for i in line.names if i != state)
    return any(may_lie_in(name, usps, gazetteer) for name in names if state_of(name, gazetteer) != usps)


LITTLE = 0.1
"""The part of such lines that may name something in their state."""


def _is_noted(state: Toponym, line: Line, text: str) -> bool:
    """Whether a state begins its line and words follow it, those of a sentence where it has a bullet."""
    before, behind = text[line.start : state.start], text[state.end : line.end]
    if any(map(str.isalpha, before)) or "\t" in before or not any(map(str.isalpha, behind)):
        return False
    return not line.bullet or len(SMALL_WORD.findall(behind[:LONG_LINE])) >= FEWEST_SMALL


SMALL_WORD = re.compile(r"\b(?!(?:and|of|the)\b)[a-z]{2,}\b")
FEWEST_SMALL = 2
"""Words in small letters that a sentence has, and names in a row have not."""


def _labelling(line: Line, toponyms: Sequence[Toponym]) -> int | None:
    """The state that labels a line and is not alone in it, or None."""
    if not line.says or not line.says.usps or line.says.level:
        return None
    first = line.names.start if line.kind == "heading" else line.names.start - 1
    if first < 0 or not line.start <= toponyms[first].start < line.end:
        return None
    return first if toponyms[first].end < line.end - 1 else None


def _is_list(run: Sequence[tuple[Line, int]], text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether paragraphs that each begin with a name are the items of a list: some are set off by a full stop, or the
    notes on most begin with the same word, or most have the code of a state.
    """
    if len(run) < FEWEST:
        return False
    ends = [(line, toponyms[last_of(line, toponyms)].end) for line, _ in run]
    stopped = sum(LEAD_IN.match(text, end, line.end) is not None for line, end in ends)
    noted = [match for line, end in ends if (match := NOTE.search(text, end, line.end))]
    alike = max(Counter(match["word"].lower() for match in noted).values(), default=0)
    placed = sum(_is_placed(line, text, toponyms) for line, _ in run)
    labelled = sum(
        bool(toponyms[first].level_cue) or BRACKETED.match(text, end, line.end) is not None
        for (line, first), (_, end) in zip(run, ends, strict=True)
    )
    return (
        stopped * 3 >= len(run)
        or alike >= max(FEWEST, len(run) / 2)
        or max(placed, labelled) >= max(FEWEST, WHOLLY * len(run))
    )


def _is_placed(line: Line, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a paragraph begins with a name and the code of its state before a dash: datelines have none."""
    state = toponyms[last_of(line, toponyms)]
    code = state.tail_of is not None and state.end - state.start == 2
    return code and NOTED.match(text, state.end) is not None


NOTE = re.compile(r"(?:[–—-]|(?<=[^ ]):)[ \t]+(?P<word>\w+)")
"""A note behind a dash or a colon, with its first word."""
SAID_TO_BE_NONE = re.compile(r"[ \t]*[–—-]+[ \t]*(?:no|none|not)\b(?![.-]|[ ]+(?:only|later))", re.IGNORECASE)
"""What follows a name that is on none: "Cass County - No order"."""


def _leads_in(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that begins a line of prose and is all of its first sentence, with its state or its level; or one in
    capitals.
    """
    if line.kind not in ("prose", "other", "item") or line.says or not begins_with(line, line.begin, text, toponyms):
        return None
    first, last = line.names[0], last_of(line, toponyms)
    begin, end = toponyms[first].start, toponyms[last].end
    bracketed = BRACKETED.match(text, end, line.end)
    end = bracketed.end() if bracketed else end
    set_off = text[begin:end].isupper()
    pair = text[end : toponyms[last + 1].start] == " and " if last + 1 in line.names else False
    if NOTED.match(text, toponyms[last + 1].end if pair else end, line.end) or LABELS.match(text, end, line.end):
        return first
    if line.kind == "item" or not (last > first or toponyms[first].level or set_off):
        return None
    leads = LEAD_IN.match(text, end, line.end) or (set_off and SENTENCE_BEGUN.match(text, end, line.end))
    return first if leads else None


def read_cards(
    lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, layout: Layout
) -> None:
    """Take whole names that each stand over lines about them for items of a list: "PERRY COUNTY", then its roads."""
    if sum([line.kind == "item" for line in lines]) < FEWEST:
        return
    numbered = [(number, line) for number, line in enumerate(lines) if line.kind != "blank"]
    runs: list[list[int]] = [[]]
    for (_, line), (number, below) in pairwise(numbered):
        if _is_whole(line, text, toponyms, gazetteer) and below.kind in ("prose", "other"):
            runs[-1].append(number)
        elif line.kind not in ("prose", "other"):
            runs.append([])
    for run in (run for run in runs if len(run) >= FEWEST):
        bodies, longest = list[list[Line]](), 0
        for at, following in pairwise([*run, len(lines)]):
            most = min(following, at + longest) if following == len(lines) else following  # the last, as the others
            stop = next((n for n in range(at, most) if lines[n].kind not in ("prose", "other")), most)
            longest = max(longest, stop - at)
            bodies.append(list(lines[at:stop]))
        if not _hold_lists(bodies, text, toponyms):
            for line in (line for body in bodies for line in body):
                set_aside(line, layout)


def _hold_lists(bodies: Sequence[Sequence[Line]], text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether what stands under names lists others, so that these are headings: two names in most, strung together."""
    strung = 0
    for body in bodies:
        names = [index for line in body for index in line.names if toponyms[index].tail_of is None]
        strung += any(STRINGS.fullmatch(text, toponyms[b - 1].end, toponyms[b].start) is not None for b in names[1:])
    return 2 * strung >= len(bodies)


STRINGS = re.compile(r"(?:,|,?[ ]and|;|[ ]&)[ ]")
"""What stands between two names of a list."""


def _is_whole(line: Line, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line is an item and no more than a state, or a name with its level or its state, or in a heading."""
    headed = "#" in text[line.start : line.begin]
    if line.kind != "item" or (line.bullet and not headed) or line.says or line.first is None:
        return False
    first, last = toponyms[line.first], line.names[-1]
    capitals = text[line.begin : line.end].isupper()
    said = first.state or first.level_cue or toponyms[last].level_cue or state_of(first, gazetteer)
    named = capitals or headed or said
    return bool(named) and last - line.first < 2 and not text[toponyms[last].end : line.end].strip(" :.")


ADDRESS = re.compile(r"\b[A-Z]{2}\.?[ ]+\d{5}(?:-\d{4})?[ ]*$")
"""The end of an address: the code of a state and of a post office."""
LONGEST_CODE = 16
"""Code points that it has at most."""
MOST_LINES = 8
"""Lines of a paragraph that may be an address."""


def read_addresses(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take what stands around the one item of each of several short paragraphs in a row for more about it: who is
    written to, and where.
    """
    runs: list[list[list[Line]]] = [[]]
    for blank, paragraph in groupby(lines, lambda line: line.kind == "blank"):
        if not blank:
            block = _addressed([*paragraph], text)
            runs[-1].append(block) if block is not None else runs.append([])
    for block in (block for run in runs if len(run) >= FEWEST for block in run):
        for line in block:
            set_aside(line, layout)


def _addressed(paragraph: list[Line], text: str) -> list[Line] | None:
    """The lines of a short paragraph around its one item, or None where it has more; the end of an address is none,
    where another line has a name.
    """
    if len(paragraph) > MOST_LINES:
        return None
    items = [line for line in paragraph if line.kind == "item"]
    posted = [line for line in items if ADDRESS.search(text, max(line.start, line.end - LONGEST_CODE), line.end)]
    named = any(line.names for line in paragraph if line not in posted)
    items = [line for line in items if line not in posted] if named else items
    others = [line for line in paragraph if line not in items]
    if posted and not items:
        return [line for line in paragraph if line in posted or not line.names]
    fits = len(items) == 1 and all(line.kind in ("item", "other") for line in others)
    return others if others and fits else None
