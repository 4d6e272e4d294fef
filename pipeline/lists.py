"""Finds enumerations: names that a text strings together with commas, "and", bullets, table rows or line breaks.

What is said once of an enumeration holds for all its members: "Eastland and Callahan counties", "the Virginia cities of
Salem and Norton", a heading "Parishes:", "Union and Gaston Counties, North Carolina".
"""

import re
from dataclasses import dataclass

from pipeline.cues import LEVEL_OF
from pipeline.gazetteer import Gazetteer
from pipeline.mentions import Tokens, Toponym

NOUNS = "|".join(sorted(LEVEL_OF, key=len, reverse=True))
PLURALS = {noun: level for noun, level in LEVEL_OF.items() if noun.endswith("s")}

LEAD = re.compile(
    rf"(?:\bthe\s+)?\b(?:(?:{NOUNS})(?:\s+and\s+(?:{NOUNS}))?\s+of\s+)(?:the\s+)?$|\bthe\s+$", re.IGNORECASE
)
"""What belongs to an item before its name: "the city and county of", "State of"."""

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
    rf"\b(?P<noun>{'|'.join(PLURALS)})\b"
    r"(?:\s*\([^()]*\))?(?:\s+(?:of|in|are|were|is|include|includes|included|including|such\s+as|like|named|identified|"
    r"affected|listed|on|the|department|added|covered|designated|follow|following|below|as|department's|list|for|these|to|be|"
    r"declared|that|which|there))*\s*[:,–—-]?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
"""A plural noun that says what the names behind it are: "the counties of", "these parishes:", "cities including"."""

LABEL = re.compile(
    rf"^[\s•·*#|–—-]*(?:(?P<words>[^\n:|]{{0,80}}?)\b)?(?P<noun>{NOUNS})\b(?P<rest>[^\n:|]{{0,40}})(?::|\||[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line, or the start of one, that says what the names behind it are: "Counties:", "Parish | Orleans Parish"."""


@dataclass(slots=True)
class Enumeration:
    """Toponyms in one enumeration, by index, and the span of the text from the first item to the last."""

    members: list[int]
    start: int
    end: int


def item_span(tokens: Tokens, toponyms: list[Toponym], index: int) -> tuple[int, int]:
    """The span of an item: the name with "the state of" before it and ", Calif." or "(Oregon)" behind it."""
    toponym = toponyms[index]
    text = tokens.text
    lead = LEAD.search(text, max(0, toponym.start - 40), toponym.start)
    start = lead.start() if lead else toponym.start
    end = toponym.end
    following = toponyms[index + 1] if index + 1 < len(toponyms) else None
    if following is not None and following.tail_of == index:
        end = following.end
        if text[end : end + 1] == ")":
            end += 1
    return start, end


def find_enumerations(tokens: Tokens, toponyms: list[Toponym]) -> list[Enumeration]:
    """The enumerations of two toponyms or more, in order; no toponym is in two."""
    found: list[Enumeration] = []
    members: list[int] = []
    start = end = 0
    for index, toponym in enumerate(toponyms):
        if toponym.tail_of is not None or not toponym.candidates:
            continue
        item = item_span(tokens, toponyms, index)
        if members and _continues(tokens.text, end, item[0], toponyms[members[-1]]):
            members.append(index)
            end = item[1]
            continue
        if len(members) > 1:
            found.append(Enumeration(members, start, end))
        members, (start, end) = [index], item
    if len(members) > 1:
        found.append(Enumeration(members, start, end))
    return found


def _continues(text: str, end: int, start: int, previous: Toponym) -> bool:
    """Whether the gap between two items is one that an enumeration has."""
    if start - end > 120 or start < end:
        return False
    gap = GAP.match(text[end:start])
    if gap is None:
        return False
    glued = bool(previous.state) and start > end
    return bool(gap["mark"] or gap["joint"] or glued)


def share_cues(tokens: Tokens, toponyms: list[Toponym], lists: list[Enumeration], gazetteer: Gazetteer) -> None:
    """Give each member of an enumeration what is said once of all: the level and the state."""
    labels = _labels(tokens.text)
    for enumeration in lists:
        members = [toponyms[i] for i in enumeration.members]
        _share_plural(tokens, toponyms, enumeration, gazetteer)
        lead = BEFORE_LIST.search(tokens.text, max(0, enumeration.start - 90), enumeration.start)
        if lead and all(member.level is None for member in members):
            _set_level(members, PLURALS[lead["noun"].lower()], lead["noun"].lower() + " before the list", gazetteer)
    for toponym in toponyms:
        if toponym.level is None and toponym.tail_of is None:
            label = next((label for label in labels if label[0] <= toponym.start < label[1]), None)
            if label:
                _set_level([toponym], label[2], "under the heading " + label[3], gazetteer)


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
                if member.state is None and _has(member, gazetteer, PLURALS[word], last.state):
                    member.state, member.state_cue = last.state, "state after the list"


def _set_level(members: list[Toponym], level: str, cue: str, gazetteer: Gazetteer) -> None:
    for member in members:
        if member.level is None and _has(member, gazetteer, level, member.state):
            member.level, member.level_cue = level, cue


def _has(toponym: Toponym, gazetteer: Gazetteer, level: str, state: str | None) -> bool:
    entities = gazetteer.entities
    return any(entities[i].level == level and state in (None, entities[i].usps) for i in toponym.candidates)


def _labels(text: str) -> list[tuple[int, int, str, str]]:
    """Spans of text under a label: (start, end, level, the label's noun)."""
    found: list[tuple[int, int, str, str]] = []
    for match in LABEL.finditer(text):
        noun = match["noun"].lower()
        nouns = {LEVEL_OF[word] for word in re.findall(NOUNS, match[0].lower())}
        if len(nouns) != 1:
            continue
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        if match[0].endswith("|") or text[match.end() : line_end].strip():
            end = line_end
        else:
            blank = re.compile(r"\n[ \t]*\n").search(text, min(len(text), line_end + 2))
            end = blank.start() if blank else len(text)
        if found and found[-1][1] > match.start():
            found[-1] = (found[-1][0], match.start(), *found[-1][2:])
        found.append((match.end(), end, LEVEL_OF[noun], noun))
    return found
