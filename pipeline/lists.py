"""Finds enumerations: names that a text strings together with commas, "and", bullets, table rows or line breaks.

What is said once of an enumeration holds for all its members: "Eastland and Callahan counties", "the Virginia cities of
Salem and Norton", a heading "Parishes:", "Union and Gaston Counties, North Carolina".
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.cues import LEVEL_OF
from pipeline.gazetteer import Gazetteer
from pipeline.mentions import Tokens, Toponym, may_be

NOUNS = "|".join(sorted(LEVEL_OF, key=len, reverse=True))
PLURALS = {noun: level for noun, level in LEVEL_OF.items() if noun.endswith("s")}
PLURAL = "|".join(PLURALS)

LEAD = re.compile(
    rf"(?:\bthe\s+)?\b(?:(?:{NOUNS})(?:\s+and\s+(?:{NOUNS}))?\s+of\s+)(?:the\s+)?$|\bthe\s+$", re.IGNORECASE
)
"""What belongs to an item before its name: "the city and county of", "State of"."""

LEAD_ENDS = frozenset("of Of OF the The THE".split())

GAP = re.compile(
    rf"""(?P<note>\s*\([^()\n]{{1,60}}\))?                # (Atlanta office)
    \s*(?P<mark>[,;/|]|[.]?\n|\s[-–—•·*]\s)?\s*
    (?P<joint>(?:and|or|&|plus|as\s+well\s+as|along\s+with|followed\s+by)(?=\s))?
    [\s•·*▪◦‣–—|\-]*(?:\(?\d{{1,3}}[.)]\s*)?              # bullets and numbers
    (?:the\s+)?(?:(?:{NOUNS})\s*[|:]?\s+(?:of\s+)?)?(?:the\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand between two items of one enumeration."""

BEFORE_LIST = re.compile(
    rf"\b(?P<noun>{PLURAL})\b"
    r"(?:\s*\([^()]*\))?(?:\s+(?:of|in|are|were|is|include|includes|included|including|such\s+as|like|named|identified|"
    r"affected|listed|on|the|department|added|covered|designated|follow|following|below|as|department's|list|for|these|to|be|"
    r"declared|that|which|there))*\s*[:,–—-]?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
"""A plural noun that says what the names behind it are: "the counties of", "these parishes:", "cities including"."""

BULLET = r"^[\ufeff \t•·*#|–—-]*(?:\(?\d{1,3}[.)]\s*)?"
LABEL = re.compile(
    rf"{BULLET}(?:(?:[^\n:|;.]{{0,80}}?\b(?P<plural>{PLURAL})\b[^\n:|;.]{{0,40}}"
    rf"|(?P<single>{NOUNS})[ \t]*)[:|]"
    rf"|(?:\w+[ \t]+){{0,4}}(?P<title>{PLURAL})(?:[ \t]+(?:in|of)[ \t]+\w+(?:[ \t]\w+)?)?[*_ \t]*$"
    rf"|[^\n]{{0,200}}\b(?:following|these)[ \t]+(?P<announced>{PLURAL})\b[^\n.:]{{0,30}}[.:][ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line, or the start of one, that says what the names behind it are: "Counties:", "Parish | Orleans Parish"."""


BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class Hole:
    """An item of an enumeration that is no name of the gazetteer: "Tacoma Park", "Hyatsville"."""

    start: int
    end: int
    replaces: int | None
    """The toponym that is only a part of it ("Tacoma")."""


@dataclass(slots=True)
class Enumeration:
    """Toponyms in one enumeration, by index, and the span of the text from the first item to the last."""

    members: list[int]
    start: int
    end: int
    holes: list[Hole] = field(default_factory=list)


def read_lists(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Enumeration]:
    """The enumerations of a text, in order; what is said once of many names is noted on each of them."""
    head_states(tokens, toponyms, gazetteer)
    share_labels(tokens, toponyms, gazetteer)
    lists = find_enumerations(tokens, toponyms)
    share_cues(tokens, toponyms, lists, gazetteer)
    return lists


def item_span(tokens: Tokens, toponyms: list[Toponym], index: int) -> tuple[int, int]:
    """The span of an item: the name with "the state of" before it and ", Calif." or "(Oregon)" behind it."""
    toponym = toponyms[index]
    text = tokens.text
    before = tokens.words[toponym.first - 1] if toponym.first else ""
    lead = LEAD.search(text, max(0, toponym.start - 40), toponym.start) if before in LEAD_ENDS else None
    start = lead.start() if lead else toponym.start
    end = toponym.end
    following = toponyms[index + 1] if index + 1 < len(toponyms) else None
    if following is not None and following.tail_of == index:
        end = following.end
        if text[end : end + 1] == ")":
            end += 1
    return start, end


def find_enumerations(tokens: Tokens, toponyms: list[Toponym]) -> list[Enumeration]:
    """The enumerations of two toponyms or more, in order; no toponym is in two.

    Names in parentheses are no items of the list around them ("(Atlanta office)"); three or more may be their own.
    """
    aside = [_in_parentheses(tokens.text, toponym) for toponym in toponyms]
    found = _runs(tokens, toponyms, [i for i, inside in enumerate(aside) if not inside])
    found += [
        run for run in _runs(tokens, toponyms, [i for i, inside in enumerate(aside) if inside]) if len(run.members) > 2
    ]
    return sorted(found, key=lambda run: run.start)


def _runs(tokens: Tokens, toponyms: list[Toponym], indexes: list[int]) -> list[Enumeration]:
    found: list[Enumeration] = []
    run: Enumeration | None = None
    for index in indexes:
        toponym = toponyms[index]
        if toponym.tail_of is not None or toponym.heading or _says_where(tokens, toponym):
            continue
        start, end = item_span(tokens, toponyms, index)
        if (
            run is not None
            and tokens.text[run.end : start] == " "
            and toponyms[run.members[-1]].end == run.end
            and start == toponyms[index].start
        ):
            run.holes.append(Hole(toponyms[run.members[-1]].start, end, run.members[-1]))
            run.end = end
            continue
        holes = _joined(tokens.text, run.end, (start, end), toponyms, run.members[-1]) if run else None
        if run is not None and holes is not None:
            run.members.append(index)
            run.holes += holes
            run.end = end
            continue
        if run is not None:
            found.append(run)
        run = Enumeration([index], start, end)
    if run is not None:
        found.append(run)
    return [
        _closed(tokens.text, run) for run in found if len(run.members) > 1 and len(run.holes) * 3 <= len(run.members)
    ]


def _says_where(tokens: Tokens, toponym: Toponym) -> bool:
    """Whether a state only says where the names before it are: "Lane and Linn counties in Oregon"."""
    words, first = tokens.words, toponym.first
    return first > 1 and words[first - 1] == "in" and words[first - 2].lower() in PLURALS


NAME = r"[^\W\d_a-z][\w'’.-]*(?:[ ](?:[^\W\d_a-z][\w'’-]*|of|the|de|la)){0,3}"
HOLE = re.compile(
    rf"(?P<extra>(?:[ ][^\W\d_a-z][\w'’-]+){{1,2}})?(?:\s*[,;]\s*(?:and\s+)?(?P<name>{NAME}))?"
    r"(?:\s*[,;]\s*(?:and\s+|&\s+)?|\s+and\s+)(?:the\s+)?$"
)
"""The gap between two items that holds one more, or the rest of the first: " Park, ", ", Hyatsville, "."""
LAST = re.compile(rf"\s*(?:,\s*and|,|\band)\s+(?P<name>{NAME})(?=\s*[.;\n]|\s*$)")
"""A last item behind the others."""
LONGEST_GAP = 240


def _joined(text: str, end: int, item: tuple[int, int], toponyms: list[Toponym], previous: int) -> list[Hole] | None:
    """The unknown items in the gap between two items of one enumeration, or None where it is no gap of one."""
    start = item[0]
    if start - end > LONGEST_GAP or start < end:
        return None
    between = text[end:start]
    glued = bool(toponyms[previous].state) and bool(between) and GOES_ON.match(text, item[1]) is not None
    if _separates(between, glued):
        return []
    lines = _lines_between(text, toponyms[previous].start, end, start)
    if lines is not None:
        return lines
    hole = HOLE.match(between)
    if hole is None or not (hole["extra"] or hole["name"]):
        return None
    found = []
    if hole["extra"] and end == toponyms[previous].end:
        found.append(Hole(toponyms[previous].start, end + hole.end("extra"), previous))
    if hole["name"]:
        found.append(Hole(end + hole.start("name"), end + hole.end("name"), None))
    return found


def _closed(text: str, run: Enumeration) -> Enumeration:
    """The enumeration with a last item that no name of the gazetteer is."""
    last = LAST.match(text, run.end) if len(run.members) > 2 else None
    if last is not None:
        run.holes.append(Hole(last.start("name"), last.end("name"), None))
        run.end = last.end("name")
    return run


def _in_parentheses(text: str, toponym: Toponym) -> bool:
    """Whether a name stands in parentheses and does not complete the name before them."""
    if toponym.tail_of is not None:
        return False
    opened = text.rfind("(", max(0, toponym.start - 200), toponym.start)
    return opened >= 0 and text.find(")", opened, toponym.start) < 0 and text.find("\n", opened, toponym.start) < 0


GOES_ON = re.compile(r"\s*(?:[;.\n]|$|,\s*(?:and\s+)?(?-i:[A-Z])|and\s|(?-i:[A-Z]))", re.IGNORECASE)
"""What follows an item of a list, and not a subject: "Portland, Oregon, did not get one"."""


def _separates(between: str, glued: bool) -> bool:
    """Whether a gap holds nothing but what parts two items; `glued` items may have no more than a blank there."""
    gap = GAP.match(between)
    if gap is None:
        return False
    return bool(gap["mark"] or gap["joint"] or glued or "\n" in between)


ITEM_START = re.compile(r"[\ufeff\s•·*▪◦‣–—|\-]*(?:\(?\d{1,3}[.)]\s*)?(?:\w+[ \t]*\|[ \t]*)?")
"""What may stand in a line before an item: a bullet, a number, a cell."""
LINES_BETWEEN = 2
LONG_LINE = 90


def _lines_between(text: str, previous: int, end: int, start: int) -> list[Hole] | None:
    """The short lines between two items that each begin a line ("Toronto, ON"); None where the items do not."""
    if "\n" not in text[end:start]:
        return None
    for at in (previous, start):
        if not ITEM_START.fullmatch(text, text.rfind("\n", 0, at) + 1, at):
            return None
    rest, *lines = text[end : text.rfind("\n", end, start)].split("\n")
    if (
        re.search(r"[.!?]\s+\S", rest)
        or len(lines) > LINES_BETWEEN
        or not all(0 < len(line.strip()) < LONG_LINE for line in lines)
    ):
        return None
    found, at = [], end + len(rest) + 1
    for line in lines:
        item = ITEM_START.match(line)
        lead = item.end() if item else 0
        found.append(Hole(at + lead, at + len(line.rstrip(" ;,")), None))
        at += len(line) + 1
    return found


def share_cues(tokens: Tokens, toponyms: list[Toponym], lists: list[Enumeration], gazetteer: Gazetteer) -> None:
    """Give each member of an enumeration what is said once of all: the level and the state."""
    for enumeration in lists:
        members = [toponyms[i] for i in enumeration.members]
        mates = tuple(enumeration.members)
        for member in members:
            member.mates = mates
        _share_plural(tokens, toponyms, enumeration, gazetteer)
        _share_lead(tokens, members, enumeration, gazetteer)
        _share_state(tokens, toponyms, enumeration, gazetteer)


def share_labels(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> None:
    """Read headings and the heads of tables: "Counties in Oregon", "Parish | Orleans Parish", "County   State"."""
    labels = _labels(tokens.text)
    starts = [label.begin for label in labels]
    states: dict[int, str] = {}
    for toponym in toponyms:
        place = bisect_right(starts, toponym.start) - 1
        if place < 0 or toponym.start >= labels[place].end or toponym.heading or toponym.tail_of is not None:
            continue
        label, usps = labels[place], gazetteer.state_of_key.get(toponym.key)
        if toponym.start < label.start:
            if usps:
                toponym.heading, states[place] = True, usps
            continue
        if _in_parentheses(tokens.text, toponym) or (label.first_only and not _begins_line(tokens.text, toponym.start)):
            continue
        if place in states and toponym.state is None and may_be(toponym, label.level, gazetteer, states[place]):
            toponym.state, toponym.state_cue = states[place], "under the heading of a state"
        _set_level([toponym], label.level, "under the heading " + label.noun, gazetteer)


def _begins_line(text: str, at: int) -> bool:
    line = text.rfind("\n", max(0, at - LONG_LINE), at) + 1
    return ITEM_START.fullmatch(text, line, at) is not None


def _share_lead(tokens: Tokens, members: list[Toponym], enumeration: Enumeration, gazetteer: Gazetteer) -> None:
    """Read the noun before the first name: "the counties of", "these parishes:", "cities including"."""
    cue = members[0].level_cue or ""
    noun = cue.lower().removesuffix(" of")
    if cue.endswith(" of") and noun in PLURALS:
        _set_level(members[1:], LEVEL_OF[noun], cue, gazetteer)
        return
    lead = BEFORE_LIST.search(tokens.text, max(0, enumeration.start - 90), enumeration.start)
    if lead and all(member.level is None for member in members):
        _set_level(members, PLURALS[lead["noun"].lower()], lead["noun"].lower() + " before the list", gazetteer)


STATE_BEFORE = re.compile(rf"\s(?:{PLURAL})\s+of\s+(?:the\s+)?|\s+(?:{PLURAL})\s*:?\s+", re.IGNORECASE)
STATE_AFTER = re.compile(r"\s*,?\s*(?:all\s+)?(?:in|of)\s+", re.IGNORECASE)


def _share_state(tokens: Tokens, toponyms: list[Toponym], enumeration: Enumeration, gazetteer: Gazetteer) -> None:
    """Read the state said once: "the Texas counties of Harris and Brazoria", "Salem and Norton, both in Virginia"."""
    first, last = enumeration.members[0], enumeration.members[-1]
    for index, span, pattern in (
        (first - 1, (toponyms[first - 1].end, toponyms[first].start), STATE_BEFORE),
        (last + 1, (toponyms[last].end, toponyms[last + 1].start if last + 1 < len(toponyms) else -1), STATE_AFTER),
    ):
        if not 0 <= index < len(toponyms) or toponyms[index].tail_of is not None or span[1] - span[0] > 40:
            continue
        state = toponyms[index]
        usps = gazetteer.state_of_key.get(state.key)
        if usps and state.candidates and pattern.fullmatch(tokens.text, *span):
            for member in (toponyms[i] for i in enumeration.members):
                if member.state is None and _has_in(member, gazetteer, usps):
                    member.state, member.state_cue = usps, "state said of the list"


def _has_in(toponym: Toponym, gazetteer: Gazetteer, usps: str) -> bool:
    levels = {toponym.level} if toponym.level else {"county", "city"}
    return any(may_be(toponym, level, gazetteer, usps) for level in levels)


def _share_plural(tokens: Tokens, toponyms: list[Toponym], enumeration: Enumeration, gazetteer: Gazetteer) -> None:
    """Read "A, B and C counties" backwards and ", North Carolina" or "in Montana" behind it."""
    indexes = enumeration.members
    for place, index in enumerate(indexes):
        last = toponyms[index]
        word = tokens.words[last.stop - 1].lower() if last.level_cue and last.level_cue.endswith("after") else ""
        if word not in PLURALS:
            continue
        begin = place
        while begin > 0 and toponyms[indexes[begin - 1]].level is None and toponyms[indexes[begin - 1]].state is None:
            begin -= 1
        group = [toponyms[i] for i in indexes[begin:place]]
        _set_level(group, PLURALS[word], f"{word} after the list", gazetteer)
        if last.state:
            for member in group:
                if member.state is None and may_be(member, PLURALS[word], gazetteer, last.state):
                    member.state, member.state_cue = last.state, "state after the list"


def _set_level(members: list[Toponym], level: str, cue: str, gazetteer: Gazetteer) -> None:
    for member in members:
        if member.level is None and may_be(member, level, gazetteer, member.state):
            member.level, member.level_cue = level, cue


@dataclass(slots=True)
class Label:
    """A heading, from `begin`: it speaks of the names from `start` to `end`, or of the first in each line alone."""

    begin: int
    start: int
    end: int
    level: str
    noun: str
    first_only: bool = False


COLUMNS = re.compile(
    rf"^[ \t|]*(?P<noun>{NOUNS})(?:\s+name)?[ \t]*(?:\t|[ ]{{2,}}|,|\|)[ \t]*(?:{NOUNS}|code|fips)\b"
    r"[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of a table: "County          State"."""


def _labels(text: str) -> list[Label]:
    """The headings of a text that say what the names under them are, in order."""
    found: list[Label] = []
    heads = {head.start(): head for head in COLUMNS.finditer(text)}
    labels = sorted([*heads.values(), *(m for m in LABEL.finditer(text) if m.start() not in heads)], key=re.Match.start)
    for place, match in enumerate(labels):
        groups = match.groupdict()
        noun = (
            groups.get("noun") or groups.get("plural") or groups.get("single") or groups["title"] or groups["announced"]
        ).lower()
        head = match.start() in heads
        if not head and len({LEVEL_OF[word] for word in re.findall(NOUNS, match[0].lower())}) != 1:
            continue
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        if not head and (match[0].endswith("|") or text[match.end() : line_end].strip()):
            end = line_end
        else:
            after = labels[place + 1].start() if place + 1 < len(labels) else len(text)
            blank = BLANK_LINE.search(text, min(after, line_end + 2), after)
            end = blank.start() if blank else after
        if found and found[-1].end > match.start():
            found[-1].end = match.start()
        found.append(Label(match.start(), match.end(), end, LEVEL_OF[noun], noun, head))
    return found


def head_states(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> None:
    """Read states that head lists: "Virginia" alone in a line, "Fla.: Miami, Tampa"; they are no items themselves.

    A state alone in its line is a heading only where what follows lies in it, and another state heads a list too or the
    items are bulleted and it is not.
    """
    alone, colons = [], []
    for index, toponym in enumerate(toponyms):
        usps = gazetteer.state_of_key.get(toponym.key) or (
            gazetteer.abbreviations.get(toponym.key) if toponym.abbreviated else None
        )
        if usps is None or toponym.tail_of is not None or not _begins_line(tokens.text, toponym.start):
            continue
        rest = tokens.text[toponym.end : toponym.end + 3].lstrip(" \t")
        members = _scope(tokens, toponyms, index, gazetteer)
        if not members or not all(_has_in(toponyms[i], gazetteer, usps) for i in members):
            continue
        if rest.startswith(":"):
            colons.append((index, usps, members))
        elif not rest.strip(" \t") or rest.startswith("\n"):
            alone.append((index, usps, members))
    alone = [
        (index, usps, members)
        for index, usps, members in alone
        if len(alone) > 1
        or (_bulleted(tokens.text, toponyms[members[0]].start) and not _bulleted(tokens.text, toponyms[index].start))
    ]
    for index, usps, members in colons + alone:
        toponyms[index].heading = True
        for member in (toponyms[i] for i in members):
            if member.state is None:
                member.state, member.state_cue = usps, "under the heading of a state"


def _bulleted(text: str, at: int) -> bool:
    """Whether the line of an item begins with a bullet or a number."""
    return bool(text[text.rfind("\n", max(0, at - LONG_LINE), at) + 1 : at].strip())


def _scope(tokens: Tokens, toponyms: list[Toponym], index: int, gazetteer: Gazetteer) -> list[int]:
    """The names under a heading: up to the next state at the start of a line, or a line of prose."""
    found: list[int] = []
    end = toponyms[index].end
    for place in range(index + 1, len(toponyms)):
        toponym = toponyms[place]
        between = tokens.text[end : toponym.start]
        if between.count("\n") > 3 or len(between) > LONG_LINE:
            break
        is_state = toponym.abbreviated or toponym.key in gazetteer.state_of_key
        if is_state and toponym.tail_of is None and _begins_line(tokens.text, toponym.start):
            break
        if toponym.tail_of is None and toponym.candidates:
            found.append(place)
        end = toponym.end
    return found
