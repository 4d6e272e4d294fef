"""Finds enumerations: names that a text strings together with commas, "and", bullets, table rows or line breaks.

What is said once of an enumeration holds for all its members: "Eastland and Callahan counties", "the Virginia cities of
Salem and Norton", a heading "Parishes:", "Union and Gaston Counties, North Carolina".
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.cues import BEFORE, LEVEL_OF, NOUNS, PLURAL, PLURALS
from pipeline.gaps import DOLLARS, GAP_ENDS, GAP_WORDS, is_clause, separates
from pipeline.gazetteer import Gazetteer
from pipeline.items import ITEM_REST, LEAD, is_sentence
from pipeline.kinds import BEFORE_LIST, FEWEST_OTHERS, LONGEST_LEAD, PLURAL_NOUN, last_group, part_tails, share_kinds
from pipeline.layout import read_layout
from pipeline.lines import Layout, Line, in_parentheses, is_dateline, line_end, may_lie_in, state_of
from pipeline.mentions import find_toponyms, spread_abroad
from pipeline.tokens import WRAPPED, Tokens, tokenize
from pipeline.toponyms import Toponym, may_be

OTHER_BODY = re.compile(
    r"[ ]Tribal\b|[ ]Low[ ]?[Cc]ountry\b|[ ](?:Township|TOWNSHIP|Twp|TWP)[ .]*(?:\n|$)|"
    r"(?:[ ](?:[A-Z][\w'’-]*|of|for|and)){0,4}?[ ](?:Authority|District(?![ ]of[ ]Columbia)|University|"
    r"(?<!State[ ])College|Tribes?|Nation|Band|Rancheria|Reservation|Indian[ ]Community|Corporation|"
    r"Association|(?<!City[ ])(?<!County[ ])(?<!Town[ ])(?:Council|Commission))\b"
)
"""The rest of the name of a body that is no jurisdiction: "Duluth Seaway Port Authority"."""


def names_other_body(text: str, toponym: Toponym) -> bool:
    """Whether a name is part of that of a body that is no jurisdiction: "Duluth Seaway Port Authority"."""
    end = toponym.end
    goes_on = text[end + 1 : end + 2].isupper() or text.startswith(("of ", "for ", "and "), end + 1)
    if goes_on and OTHER_BODY.match(text, end):
        return True
    return text.endswith(TRIBES, 0, toponym.start)


TRIBES = ("Band of ", "Bands of ", "Native Village of ")
"""What stands before a name that is part of a tribe's: "Eastern Band of Cherokee Indians"."""


LEAD_NOUNS = frozenset("balance government remainder rest whole".split()) | {*LEVEL_OF}
"""The words that belong to an item before its name where "of" is behind them."""


@dataclass(slots=True)
class Hole:
    """An item of an enumeration that is no name of the gazetteer: "Tacoma Park", "Hyatsville"."""

    start: int
    end: int
    replaces: int | None
    """The toponym that is only a part of it ("Tacoma"), or that is elsewhere."""
    usps: str | None = None
    """The state whose heading it stands under."""
    soft: bool = False
    """Whether it is an item only where a name is close to it."""


@dataclass(slots=True)
class Enumeration:
    """Toponyms in one enumeration, by index, and the span of the text from the first item to the last."""

    members: list[int]
    start: int
    end: int
    holes: list[Hole] = field(default_factory=list)
    told: bool = False
    """Whether sentences tell it, name by name."""
    in_lines: bool = False
    """Whether its items begin lines."""
    counties: bool = False
    """Whether "counties" or a word like it stands before it or ends it."""


def read_names(text: str, gazetteer: Gazetteer) -> tuple[Tokens, list[Toponym], list[Enumeration]]:
    """The words of a text, the names in it with what is said of each, and its enumerations."""
    tokens = tokenize(text)
    toponyms = find_toponyms(tokens, gazetteer)
    lists = read_lists(tokens, toponyms, gazetteer)
    spread_abroad(tokens, toponyms, gazetteer)
    return tokens, toponyms, lists


def read_lists(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Enumeration]:
    """The enumerations of a text, in order; what is said once of many names is noted on each of them."""
    layout = read_layout(tokens, toponyms, gazetteer)
    lists = find_enumerations(tokens, toponyms, layout, gazetteer)
    for enumeration in lists:
        part_tails(toponyms, enumeration.members, gazetteer)
        mates = tuple(enumeration.members)
        for index in mates:
            toponyms[index].mates = mates
    share_kinds(tokens, toponyms, [found.members for found in lists], gazetteer)
    return lists


def item_span(tokens: Tokens, toponyms: list[Toponym], index: int) -> tuple[int, int]:
    """The span of an item: the name with "the state of" before it and ", Calif." or "(Oregon)" behind it."""
    toponym = toponyms[index]
    text = tokens.text
    start, end = toponym.start, toponym.end
    if toponym.first and _may_lead(tokens.words, toponym.first - 1):
        lead = LEAD.search(text, max(0, start - 40, toponyms[index - 1].end if index else 0), start)
        start = lead.start() if lead else start
    following = toponyms[index + 1] if index + 1 < len(toponyms) else None
    if following is not None and following.tail_of == index:
        end = following.end
        if text[end : end + 1] in (")", "]"):
            end += 1
    return start, end


def _may_lead(words: list[str], last: int) -> bool:
    """Whether a word may end what belongs to the item behind it: "the state of", "the"."""
    word = words[last].lower()
    return word == "the" or (word == "of" and words[last - 1].lower() in LEAD_NOUNS)


def find_enumerations(
    tokens: Tokens, toponyms: list[Toponym], layout: Layout, gazetteer: Gazetteer
) -> list[Enumeration]:
    """The enumerations of two toponyms or more, in order; no toponym is in two.

    Names in parentheses are no items of the list around them ("(Atlanta office)"); three or more may be their own.
    """
    opened = "(" in tokens.vocabulary
    aside = [opened and in_parentheses(tokens.text, toponym) for toponym in toponyms]
    items = [
        i
        for i, toponym in enumerate(toponyms)
        if toponym.tail_of is None
        and not toponym.heading
        and i not in layout.aside
        and not (tokens.words[toponym.first].isupper() and _begins_story(tokens.text, toponyms, i))
        and not _says_where(tokens, toponym, gazetteer)
        and not names_other_body(tokens.text, toponym)
        and not (i and _lies_within(tokens.text, toponyms[i - 1], toponym))
    ]
    found, taken = _columns(tokens, toponyms, layout, [i for i in items if not aside[i]], gazetteer)
    labelled = {line.first for line in layout.lines if line.says and line.says.usps}
    found += _runs(tokens, toponyms, [i for i in items if not aside[i] and i not in taken], labelled, gazetteer)
    headed = {line.says.usps: line.start for line in layout.lines if line.says and line.says.usps}
    found = [run for run in found if not _leads_others(tokens.text, toponyms, run, headed, gazetteer)]
    inside = _runs(tokens, toponyms, [i for i in items if aside[i]], (), gazetteer)
    found += [run for run in inside if len(run.members) > 2 or _is_opened(tokens.text, run.start)]
    return _with_singles(tokens.text, toponyms, layout, sorted(found, key=lambda run: run.start))


def _lies_within(text: str, previous: Toponym, toponym: Toponym) -> bool:
    """Whether a name only tells what lies in the one before it: "Multnomah County, which takes in Portland; "."""
    return (
        WITHIN.fullmatch(text, previous.end, toponym.start) is not None and ALONE.match(text, toponym.end) is not None
    )


WITHIN = re.compile(r",[ ](?:home[ ]to|which[ ](?:contains|covers|has|holds|includes|is[ ]home[ ]to|takes[ ]in))[ ]")
"""What parts a place from the one in it."""
ALONE = re.compile(r"(?:,[ ](?:[A-Z][\w.]*[ ]?){1,3})?[;.]")
"""The end of a clause behind its only name, with its state or without."""


def _leads_others(
    text: str, toponyms: list[Toponym], run: Enumeration, headed: Mapping[str, int], gazetteer: Gazetteer
) -> bool:
    """Whether states only say where those under them are, each of which heads some: "The ones in Ohio and Utah:".

    `headed` has the offset of the last heading of each state.
    """
    if not (text.endswith((" in ", "\nIn "), 0, run.start) and LEADS_DOWN.match(text, run.end)):
        return False
    states = [state_of(toponyms[index], gazetteer) for index in run.members]
    return all(usps is not None and headed.get(usps, 0) > run.end for usps in states)


LEADS_DOWN = re.compile(r":[ \t]*\n")
"""The end of a line that leads to what is under it."""
OPENED = re.compile(rf"\b(?:{PLURAL})[ ]\((?:the[ ])?$", re.IGNORECASE)
"""What stands before a list in parentheses, though it be short: "two cities (Akron and Dayton)"."""


def _is_opened(text: str, start: int) -> bool:
    """Whether a noun and a parenthesis stand before a list."""
    return OPENED.search(text, max(0, start - 40), start) is not None


def _begins_story(text: str, toponyms: list[Toponym], index: int) -> bool:
    """Whether a name in capitals is a dateline's: its state in small letters or with periods; or behind the dash a
    sentence, or the rest of the first line of the text.
    """
    name = toponyms[index]
    if not text[name.start : name.end].isupper():
        return False
    tail = toponyms[index + 1] if index + 1 < len(toponyms) and toponyms[index + 1].tail_of == index else None
    end = tail.end if tail is not None else name.end
    if not is_dateline(text, name.start, end):
        return False
    if tail:
        return "." in text[tail.start : tail.end] or not text[tail.start : tail.end].isupper()
    rest = text[end : line_end(text, end)]
    return is_sentence(rest) or (len(rest) >= WRAPPED and not text[: name.start].strip())


def _with_singles(text: str, toponyms: list[Toponym], layout: Layout, runs: list[Enumeration]) -> list[Enumeration]:
    """The runs of two or more; a name alone behind the label of a state goes with the run that ends above the label."""
    kept: list[Enumeration] = []
    for run in runs:
        if len(run.members) > 1:
            kept.append(run)
            continue
        line = layout.lines[layout.line_at(run.start)]
        labelled = line.first == run.members[0] and line.says and line.says.usps
        if not kept or not labelled or not 0 <= line.start - kept[-1].end <= LONGEST_GAP:
            continue
        if not (text[kept[-1].end : line.start] + text[run.end : line.end]).strip(" .;\n"):
            kept[-1].members += run.members
            kept[-1].end = run.end
    return kept


def _columns(
    tokens: Tokens, toponyms: list[Toponym], layout: Layout, items: list[int], gazetteer: Gazetteer
) -> tuple[list[Enumeration], set[int]]:
    """The lists whose items have a line each, or begin one; and all names in their lines."""
    text, taken = tokens.text, set[int]()
    if not any(layout.blocks):
        return [], taken
    columns: dict[int, Enumeration] = {}
    glued = _glued(tokens, toponyms, items)
    for index in items:
        number = layout.line_at(toponyms[index].start)
        block, line = layout.blocks[number], layout.lines[number]
        if not block or line.first is None or index < line.first:
            continue
        taken.add(index)
        start, end = item_span(tokens, toponyms, index)
        run = columns.get(block)
        if run is None:
            columns[block] = Enumeration([index], start, end, in_lines=True)
            continue
        begins = index == line.first or index in layout.cells or (index in glued and run.members[-1] >= line.first)
        figured = block in layout.figured
        holes = [] if begins else _in_line(text, run, (start, end), toponyms, index, line, figured, gazetteer)
        if holes is not None:
            run.members.append(index)
            run.holes += holes
            run.end = end
    extents: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(layout.blocks):
        extents[block] = (extents.get(block, (number, number))[0], number)
    for block, run in columns.items():
        run.holes += _unknown_lines(text, toponyms, layout, *extents[block])
        run.holes += _strangers(toponyms, layout, run.members)
        _part_misspelt(text, toponyms, layout, run, range(extents[block][0], extents[block][1] + 1), gazetteer)
    return list(columns.values()), taken


def _in_line(
    text: str,
    run: Enumeration,
    span: tuple[int, int],
    toponyms: list[Toponym],
    index: int,
    line: Line,
    figured: bool,
    gazetteer: Gazetteer,
) -> list[Hole] | None:
    """The unknown items before one that is not the first of its line, or None where it is no item."""
    first = line.first
    assert first is not None
    if run.members[-1] < first or _is_note(text, run.end, span, toponyms[first]):
        return None
    if figured and FIGURE.fullmatch(text, run.end, span[0]):
        return []
    holes = _joined(text, run.end, span, toponyms, run.members[-1])
    if any(OFFICE_NOUN.search(text, hole.start, hole.end) for hole in holes or ()):
        return None  # an address: "Clark County, Nevada, County Manager, Las Vegas"
    name = toponyms[index]
    second = holes is None and name.level_cue and SECOND.search(text, run.end, span[0])
    beside = text[run.end : name.start] == " " and _is_another(toponyms[run.members[-1]], name, gazetteer)
    return [] if second or beside else holes


def _is_another(first: Toponym, second: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a name right behind another is an item of its own, as the first has no part in the state that it says:
    "Miami Montgomery County, Maryland", but not "Boise Ada County, Idaho".
    """
    return bool(second.level_cue and second.state) and not may_lie_in(first, second.state, gazetteer)


OFFICE_NOUN = re.compile(
    r"\b(?:Board|Chair\w*|Coordinator|Counsel|Director|Executive|Manager|Mayor|Office|President|Sheriff)\b"
)
"""What an office is called, which no item between two others is."""


def _is_note(text: str, end: int, span: tuple[int, int], first: Toponym) -> bool:
    """Whether a dash parts the name of a person from an item that says its level: "Union County - Dennis Rape"."""
    named_on = text[span[1] : span[1] + 1] == " " and text[span[1] + 1 : span[1] + 2].isupper()
    return first.level in ("city", "county") and named_on and DASHED.match(text, end, span[0]) is not None


def _unknown_lines(text: str, toponyms: list[Toponym], layout: Layout, first: int, last: int) -> list[Hole]:
    """The items of a list, by its lines, that hold no name of the gazetteer: "- Cincinnatti", "Toronto, ON"."""
    block, bullet = layout.blocks[first], layout.lines[first].bullet
    found = []
    for number in range(max(1, first - 1), min(last + 2, len(layout.lines))):
        line, above = layout.lines[number], layout.lines[number - 1]
        between = first < number < last and layout.blocks[number - 1] == block == layout.blocks[number + 1]
        begins = number < last and layout.blocks[number + 1] == block and above.kind == "heading"
        beside = text[line.start - 1] != "\n" and layout.blocks[number - 1] == block  # in a row of names
        if line.kind != "other" or line.bullet != bullet or not (bullet or between or begins or beside):
            continue
        kind = IN_BRACKETS.search(text, line.begin, line.end)
        item = text[line.begin : kind.start() if kind else line.end].rstrip(" ;,")
        named = [index for index in line.names if not kind or toponyms[index].start < kind.start()]
        if named and not (line.usps and toponyms[named[0]].start == line.begin and WHOLE_NAME.fullmatch(item)):
            continue
        whole = WHOLE_NAME.fullmatch(item) if begins or number < first else len(item.split()) <= LONGEST_ITEM
        if whole and any(map(str.isalpha, item)):  # and no amount in a line of its own
            found.append(Hole(line.begin, line.begin + len(item), named[0] if named else None, line.usps))
    return found


IN_BRACKETS = re.compile(r"[ ][(\[][^()\[\]]{1,60}[)\]][ ;,]*$")
"""What is said of an item behind its name: "Cambell (county)"."""


def _strangers(toponyms: list[Toponym], layout: Layout, members: list[int]) -> list[Hole]:
    """The items under the heading of a state that has nothing of their name: "Pittsburg" in Pennsylvania."""
    found = []
    for index in members:
        toponym = toponyms[index]
        line = layout.lines[layout.line_at(toponym.start)]
        if line.usps and toponym.state is None and not line.lies_in and index == line.first:
            found.append(Hole(toponym.start, toponym.end, index, line.usps))
    return found


def _part_misspelt(
    text: str, toponyms: list[Toponym], layout: Layout, run: Enumeration, numbers: range, gazetteer: Gazetteer
) -> None:
    """Take a state that ends a line for that of an unknown name before it, and no item: "- Cincinatti, Ohio"."""
    members = {*run.members}
    for line in (layout.lines[number] for number in numbers):
        if line.kind not in ("item", "other") or not line.names or line.says:
            continue
        first, last = toponyms[line.names[0]], toponyms[line.names[-1]]
        usps = state_of(last, gazetteer)
        lead = LEAD_OF.match(text, line.begin, last.start)
        begin = lead.end() if lead else line.begin
        words = text[begin : last.start].rstrip()
        name = words.removesuffix(",").strip("*_ \t")
        whole = first.candidates and text[first.start : first.end] == name
        alone = (
            "," not in name
            and len(name.split()) <= LONGEST_ITEM
            and ITEM_REST.match(text[last.end : line.end].lstrip("*_"))
        )
        if (
            not usps
            or last.level_cue in ITSELF
            or (last.tail_of in members and last.tail_of != line.names[0])  # of an item that is not the line's first
            or not name
            or name == words
            or whole
            or not alone
            or first.start not in (last.start, begin)
        ):
            continue
        replaces = line.names[0] if first is not last and line.names[0] in run.members else None
        run.members[:] = [member for member in run.members if member != line.names[-1]]
        run.holes = [hole for hole in run.holes if hole.replaces is None or hole.replaces != replaces]
        run.holes.append(Hole(begin, begin + len(name), replaces, usps, soft=True))


ITSELF = ("State of", "state itself")
"""Cues of a state that is on a list itself."""
LEAD_OF = re.compile(rf"(?:the\s+)?(?:{NOUNS})\s+of\s+", re.IGNORECASE)
"""What belongs to an item before its name: "City of"."""
LONGEST_ITEM = 6
"""Words of an item that no name of the gazetteer is."""


def _runs(
    tokens: Tokens, toponyms: list[Toponym], items: list[int], labelled: Container[int | None], gazetteer: Gazetteer
) -> list[Enumeration]:
    """The names that a text strings together within its sentences; a name alone, if behind a label, is a run of one."""
    chains = [chain for chain in _chains(tokens, toponyms, items) if len(chain) > 1 or chain[0] in labelled]
    found = [run for chain in chains for run in _strung(tokens, toponyms, chain)]
    single = [run for run in found if len(run.members) == 1]
    found = [run for run in found if len(run.members) > 1 and not _are_titles(tokens, toponyms, run)]
    for run in found:
        cue = toponyms[run.members[-1]].level_cue or ""
        run.counties = cue.endswith(" after") and cue.removesuffix(" after").lower() in PLURALS
        lead = BEFORE_LIST.search(tokens.text, max(0, run.start - 90), run.start) if len(run.members) > 2 else None
        run.counties = run.counties or (lead is not None and PLURALS[lead["noun"].lower()] == "county")
    kept = [run for run in found if len(run.holes) * (1 if run.counties else 3) <= len(run.members)]
    for run in kept:
        _take_leader(tokens.text, toponyms, run, gazetteer)
    return single + [
        _closed(tokens.text, run, toponyms, _no_counties(tokens, toponyms, run, gazetteer)) for run in kept
    ]


QUOTES = frozenset('"“”')


def _are_titles(tokens: Tokens, toponyms: list[Toponym], run: Enumeration) -> bool:
    """Whether names in quotation marks may be anything's, as nothing says that they are places: films, ships."""
    first, second = (toponyms[index] for index in run.members[:2])
    if QUOTES.isdisjoint(tokens.text[first.end : second.start]):
        return False
    if any(toponyms[index].level or toponyms[index].state for index in run.members):
        return False
    return PLURAL_NOUN.search(tokens.text, max(0, run.start - LONGEST_LEAD), run.start) is None


def _chains(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> Iterator[list[int]]:
    """The items, parted where a word shows that no run goes on: most names stand alone, and need no closer look."""
    chain: list[int] = []
    for index in items:
        if chain:
            last, following = chain[-1], toponyms[chain[-1] + 1]
            stop = following.stop if following.tail_of == last else toponyms[last].stop
            if stop < toponyms[index].first and _ends_run(tokens, stop, toponyms[index].first - 1):
                yield chain
                chain = []
        chain.append(index)
    if chain:
        yield chain


def _ends_run(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the gap between two names is none of an enumeration, as far as its first and its last word tell."""
    words = tokens.words
    begins, ends = words[first], words[last]
    if (begins[0].islower() and begins not in GAP_WORDS) or (begins == "." and _ends_sentence(tokens, first)):
        return True
    if ends[0].isalpha():
        return ends.lower() not in GAP_ENDS and not words[last - 1][0].isdigit()  # "with 2 cases"
    return ends == "." and _ends_sentence(tokens, last)


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a full stop is none of a number's, of several in a row or at the end of a line."""
    before = tokens.words[index - 1]
    return tokens.text.startswith(". ", tokens.starts[index]) and before != "." and not before[0].isdigit()


def _strung(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> list[Enumeration]:
    """The runs of some items in a row, of one or more each."""
    found: list[Enumeration] = []
    run: Enumeration | None = None
    glued = _glued(tokens, toponyms, items)
    priced = _are_priced(tokens.text, toponyms, items)
    for index in items:
        start, end = item_span(tokens, toponyms, index)
        if run is not None and index in glued:
            run.members.append(index)
            run.end = end
            continue
        if run is not None and _goes_on(tokens.text, run, start, toponyms, index):
            run.holes.append(Hole(toponyms[run.members[-1]].start, end, run.members[-1]))
            run.end = end
            continue
        holes = _joined(tokens.text, run.end, (start, end), toponyms, run.members[-1], priced) if run else None
        if run is not None and holes is not None:
            run.members.append(index)
            run.holes += holes
            run.end = end
            continue
        run = Enumeration([index], start, end)
        found.append(run)
    return found


JOINING = re.compile(
    r"\b(?:joining|(?:bringing|filing|leading|signing)\b[^.;!?\n]{0,40}\swith)\s+(?:\w+\s+and\s+)?(?:the\s+)?$"
    r"|(?:^|[.]\s)with\s+$",
    re.IGNORECASE,
)
ARE = re.compile(r"[^.;!?\n]{0,90}\b(?:are|were)\s+(?:the\s+)?(?:[a-z]+(?:\s+general)?\s+of\s+)?(?:the\s+)?$")
"""What stands before a state that others join, and between it and them: "Joining Iowa in the suit are Ohio, Utah"."""


def _take_leader(text: str, toponyms: list[Toponym], run: Enumeration, gazetteer: Gazetteer) -> None:
    """Take the state that others join for one of them."""
    index = run.members[0] - 1
    if index < 0 or not all(may_be(toponyms[i], "state", gazetteer) for i in (index, *run.members)):
        return
    leader = toponyms[index]
    if ARE.fullmatch(text, leader.end, run.start) and JOINING.search(text, max(0, leader.start - 80), leader.start):
        run.members.insert(0, index)
        run.start = leader.start


def _at_level(name: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a name is a county's or a state's."""
    return may_be(name, "county", gazetteer) or may_be(name, "state", gazetteer)


def _no_counties(tokens: Tokens, toponyms: list[Toponym], run: Enumeration, gazetteer: Gazetteer) -> list[Hole]:
    """The names in a list of counties that no county bears, so that one like it may be meant: "Westmorland"."""
    if not run.counties:
        return []
    begin = last_group(tokens, [toponyms[index] for index in run.members], "county", FEWEST_OTHERS, gazetteer)
    names = [(index, toponyms[index]) for index in run.members[begin:]]
    return [
        Hole(name.start, name.end, index, soft=True)
        for index, name in names
        if name.level is None and name.state is None and not _at_level(name, gazetteer)
    ]


PRICED = re.compile(rf"[\w.)][ ]{DOLLARS}[ ]+(?=[A-Z])")


def _are_priced(text: str, toponyms: list[Toponym], items: list[int]) -> bool:
    """Whether names in a row have an amount each behind them, as where a table lost its line breaks."""
    if len(items) < FEWEST_IN_ROW:
        return False
    start, end = toponyms[items[0]].start, toponyms[items[-1]].end
    return text.find("$", start, end) >= 0 and len(PRICED.findall(text, start, end)) >= FEWEST_IN_ROW - 1


FEWEST_IN_ROW = 5
"""Names in a row from which they are a list that lost its line breaks, and no longer name."""


def _glued(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> set[int]:
    """The names that only a blank parts from the one before them, where many in a row are so."""
    text = tokens.text
    glued, row = set[int](), list[int]()
    if len(items) < FEWEST_IN_ROW:
        return glued
    for previous, index in pairwise([*items, None]):
        end = toponyms[previous].end if previous is not None else -1
        start = item_span(tokens, toponyms, index)[0] if index is not None else -1
        if index is not None and start == end + 1 and text[end] == " ":
            row.append(index)
            continue
        if len(row) >= FEWEST_IN_ROW - 1:
            glued.update(row)
        row = []
    return glued


def _goes_on(text: str, run: Enumeration, start: int, toponyms: list[Toponym], index: int) -> bool:
    """Whether two names with a blank between them are one that the gazetteer lacks."""
    if start != run.end + 1 or text[run.end] != " " or toponyms[run.members[-1]].abbreviated:
        return False
    return toponyms[run.members[-1]].end == run.end and start == toponyms[index].start


def _says_where(tokens: Tokens, toponym: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a state only says where others are: "counties in Oregon", "the Ohio cities", "in Florida, Monroe"."""
    words, first, stop = tokens.words, toponym.first, toponym.stop
    if stop < len(words) and words[stop] == "boroughs":  # "the New York City boroughs of"
        return True
    if state_of(toponym, gazetteer) is None:
        return False
    if POSSESSIVE.match(tokens.text, toponym.end):
        return True
    if words[stop : stop + 1] and words[stop].lower() in PLURALS and tokens.starts[stop] == toponym.end + 1:
        return "\n" not in tokens.text[toponym.end : tokens.starts[stop]]
    if words[max(0, first - 2) : first] in (["District", "of"], ["DISTRICT", "OF"]):
        return True
    if first < 2 or words[first - 1] not in ("in", "In"):
        return False
    if _ends_heading(tokens.text, toponym.end):
        return True
    before = words[first - 2]
    follows = words[stop : stop + 1] == [","] or (
        words[stop : stop + 1] == ["the"] and words[stop + 1 : stop + 2] and words[stop + 1].lower() in PLURALS
    )
    return (
        before.lower() in PLURALS
        or before in (")", "all", "both")
        or bool(before in LEADS and follows and not _leads_states(words, stop, gazetteer))
    )


def _leads_states(words: list[str], stop: int, gazetteer: Gazetteer) -> bool:
    """Whether two names of states follow a comma, so that the one before it is an item too: "in Ohio, Utah, Iowa"."""
    following = [" ".join(words[stop + 1 : end]).lower() for end in (stop + 2, stop + 3)]
    first = next((n for n, key in enumerate(following, 2) if key in gazetteer.state_of_key), None)
    if (
        words[stop : stop + 1] != [","]
        or first is None
        or words[stop + first : stop + first + 1] not in ([","], ["and"])
    ):
        return False
    at = stop + first + 1
    return any(" ".join(words[at:end]).lower() in gazetteer.state_of_key for end in (at + 1, at + 2))


def _ends_heading(text: str, end: int) -> bool:
    """Whether a name ends a short line over one that begins with a capital, a bullet or a number: "Areas in Iowa"."""
    line = text.rfind("\n", 0, end) + 1
    following = text[end : end + 4].strip()[:1]
    return text.startswith("\n", end) and end - line < WRAPPED and not (following.islower() or following == "(")


POSSESSIVE = re.compile(r"['’]s?[ ]+(?:\w+[ ]of[ ])?[A-Z]")
"""What stands behind a state that others are said to be of: "Georgia's Cobb", "Ohio's cities of Akron"."""
LEADS = frozenset((";", ":", ",", "and"))
"""What stands before a state that leads its names: "; in Florida, Monroe and Hendry", "and in Iowa the counties"."""
NAME = r"(?!WHEREAS\b|NOW\b)[^\W\d_a-z][\w'’.-]*(?:[ ](?:[^\W\d_a-z][\w'’-]*|of|the|de|la)){0,3}"
WHOLE_NAME = re.compile(NAME)
HOLE = re.compile(
    rf"(?P<extra>(?:[ ][^\W\d_a-z][\w'’-]+){{1,2}})?(?:\s*[,;/]\s*(?:and\s+)?[\"“]?(?P<name>{NAME})(?:,?[\"”])?)?"
    r"(?:\s\([^()\n]{1,60}\)|\s\[sic\])?"
    r"(?:\s*[,;/]\s*(?:and\s+|&\s+)?|\s[-–—•]\s|(?<=,[\"”])\s+|\s+and\s+)(?:the\s+)?[\"“]?$"
)
"""The gap between two items that holds one more, or the rest of the first: " Park, ", ", Hyatsville, "."""
LAST = re.compile(
    rf"\s*(?:,\s*and|,|\band)(?!\s*\n\s*\n)\s+(?P<quote>[\"“])?(?P<name>{NAME})(?=(?:[.,][\"”])?\s*(?P<stop>[.;\n,]|$))"
)
"""A last item behind the others."""
SUITORS = frozenset("amici appellants appellees defendants petitioners plaintiffs respondents".split())
"""What a court's caption calls those whom it lists."""
FIRST = re.compile(rf"(?:(?::|\bare|\bwere)\s+[\"“]?|\bas\s+[\"“])(?P<name>{NAME})(?:,|[\"”],|,[\"”])\s+[\"“]?$")
"""A first item before the others."""
FIRST_COUNTY = re.compile(rf"(?:[,:.]|\b(?:in|of|are|were|and|for|to))\s+(?P<name>{NAME})(?:,|\s+and)\s+$")
"""The same before "... counties"."""
LONGEST_GAP = 240
LONGEST_NAME = 40


def _joined(
    text: str, end: int, item: tuple[int, int], toponyms: list[Toponym], previous: int, priced: bool = False
) -> list[Hole] | None:
    """The unknown items in the gap between two items of one enumeration, or None where it is no gap of one.

    Where items are `priced`, an amount parts two.
    """
    start = item[0]
    if start - end > LONGEST_GAP or start < end:
        return None
    between = text[end:start]
    if NEXT_LINE.fullmatch(between) and is_sentence(text[start : line_end(text, item[1])]):
        return None
    word = between.split(maxsplit=1)[:1]
    if (word and word[0][0].islower() and word[0].rstrip(",") not in GAP_WORDS) or PARAGRAPH_END.search(between):
        return None
    glued = bool(toponyms[previous].state) and GOES_ON.match(text, item[1]) is not None
    if is_clause(text, between, start):
        return None
    if separates(between, glued, priced):
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


def _closed(text: str, run: Enumeration, toponyms: list[Toponym], holes: list[Hole]) -> Enumeration:
    """The enumeration with more holes: a first and a last item that no name of the gazetteer is."""
    known = {toponym.start for toponym in toponyms[run.members[-1] + 1 : run.members[-1] + 3] if toponym.candidates}
    run.holes += holes
    pattern = FIRST_COUNTY if run.counties else FIRST
    long = len(run.members) > 2 or run.counties
    first = pattern.search(text, max(0, run.start - LONGEST_NAME), run.start) if long else None
    if first is not None:
        run.holes.insert(0, Hole(first.start("name"), first.end("name"), None, soft=run.counties))
        run.start = run.start if run.counties else first.start("name")
    last = LAST.match(text, run.end)
    if last is None or last.start("name") in known or not (len(run.members) > 2 or last["quote"]):
        return run
    if BEFORE.get(last["name"].lower()) != "title" and last["name"].lower() not in SUITORS:
        soft = last["stop"] == ","
        run.holes.append(Hole(last.start("name"), last.end("name"), None, soft=soft))
        run.end = run.end if soft else last.end("name")
    return run


NEXT_LINE = re.compile(r"(?:[ ]\([^()\n]{1,40}\))?[ \t]*\n\s*")
"""A line break, behind a note in parentheses or none."""
PARAGRAPH_END = re.compile(r"\.[ \t]*\n[ \t]*\n")
"""The end of a paragraph."""
DASHED = re.compile(r"[ \t]+[–—-][ \t]")
"""What stands between an item and a note on it."""
SECOND = re.compile(r";\s+(?:and\s+)?(?:the\s+)?$")
"""What stands before a second item in a line, whatever is said of the first."""
FIGURE = re.compile(r"[ \t]+\$?\d[\d.,%]*[ \t]+")
"""A figure between two items in a line: "Adair 3 Lee 11"."""
GOES_ON = re.compile(r"\s*(?:[;.\n]|$|,\s*(?:and\s+)?(?-i:[A-Z])|and\s|(?-i:[A-Z]))", re.IGNORECASE)
"""What follows an item of a list, and not a subject: "Portland, Oregon, did not get one"."""
