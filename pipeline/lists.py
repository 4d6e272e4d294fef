"""Finds enumerations: names that a text strings together with commas, "and", bullets, table rows or line breaks.

What is said once of an enumeration holds for all its members: "Eastland and Callahan counties", "the Virginia cities of
Salem and Norton", a heading "Parishes:", "Union and Gaston Counties, North Carolina".
"""

import re
from collections.abc import Iterable, Mapping

from pipeline.cues import BEFORE, PLURAL, PLURALS
from pipeline.enumerations import Enumeration
from pipeline.gaps import LONGEST_GAP, NUMBER_WORDS
from pipeline.gazetteer import Gazetteer
from pipeline.items import is_sentence
from pipeline.kinds import LONGEST_LEAD, part_tails, share_kinds
from pipeline.layout import read_layout
from pipeline.lines import Layout, in_parentheses, is_dateline, line_end, may_lie_in, state_of
from pipeline.lists_in_lines import find_columns
from pipeline.lists_in_prose import find_clauses, find_runs
from pipeline.mentions import find_toponyms, spread_other_meanings
from pipeline.officials import find_officials
from pipeline.other_names import names_other_body
from pipeline.statements import ATTRIBUTED
from pipeline.tokens import WRAPPED, Tokens, tokenize
from pipeline.toponyms import Toponym


def read_names(text: str, gazetteer: Gazetteer) -> tuple[Tokens, list[Toponym], list[Enumeration]]:
    """The words of a text, the names in it with what is said of each, and its enumerations."""
    tokens = tokenize(text)
    toponyms = find_toponyms(tokens, gazetteer)
    lists = read_lists(tokens, toponyms, gazetteer)
    spread_other_meanings(tokens, toponyms, gazetteer)
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


def find_enumerations(
    tokens: Tokens, toponyms: list[Toponym], layout: Layout, gazetteer: Gazetteer
) -> list[Enumeration]:
    """The enumerations of two toponyms or more, in order; no toponym is in two.

    Names in parentheses are no items of the list around them ("(Atlanta office)"); three or more may be their own.
    """
    officials = find_officials(tokens, toponyms)
    opened = "(" in tokens.vocabulary
    aside = [opened and in_parentheses(tokens.text, toponym) for toponym in toponyms]
    items = [
        i
        for i, toponym in enumerate(toponyms)
        if toponym.tail_of is None
        and not toponym.heading
        and i not in layout.aside
        and i not in officials
        and not (tokens.words[toponym.first].isupper() and _begins_story(tokens.text, toponyms, i))
        and not _says_where(tokens, toponym, gazetteer)
        and not _has_told(tokens, toponyms, i, gazetteer)
        and not names_other_body(tokens.text, toponym)
        and not (i and _lies_within(tokens.text, toponyms[i - 1], toponym))
    ]
    found, taken = find_columns(tokens, toponyms, layout, [i for i in items if not aside[i]], gazetteer)
    labelled = {line.first for line in layout.lines if line.says and line.says.usps}
    found += find_runs(tokens, toponyms, [i for i in items if not aside[i] and i not in taken], labelled, gazetteer)
    if ";" in tokens.vocabulary:
        beside = [i for i in items if not aside[i] and i not in taken]
        found = _with_clauses(found, find_clauses(tokens, toponyms, beside))
    headed = {line.says.usps: line.start for line in layout.lines if line.says and line.says.usps}
    last = max(found, key=lambda run: run.start, default=Enumeration([], 0, 0))
    found = [run for run in found if not _leads_others(tokens.text, toponyms, run, headed, last, gazetteer)]
    inside = find_runs(tokens, toponyms, [i for i in items if aside[i]], (), gazetteer)
    found += [run for run in inside if len(run.members) > 2 or run.counties or _is_opened(tokens.text, run.start)]
    return _with_singles(tokens.text, toponyms, layout, sorted(found, key=lambda run: run.start))


def _with_clauses(found: list[Enumeration], clauses: Iterable[Enumeration]) -> list[Enumeration]:
    """The enumerations with those that clauses tell, in place of shorter ones that these hold."""
    holding = {index: place for place, run in enumerate(found) for index in run.members}
    shorter, added = set[int](), []
    for told in clauses:
        names = set(told.members)
        inside = {holding[index] for index in told.members if index in holding}
        if all(names.issuperset(found[place].members) for place in inside):
            shorter |= inside
            added.append(told)
    return [run for place, run in enumerate(found) if place not in shorter] + added


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
    text: str,
    toponyms: list[Toponym],
    run: Enumeration,
    headed: Mapping[str, int],
    last: Enumeration,
    gazetteer: Gazetteer,
) -> bool:
    """Whether states only say where those under them are, each of which heads some: "The ones in Ohio and Utah:".

    `headed` has the offset of the last heading of each state; `last` is the last enumeration of the text.
    """
    start = toponyms[run.members[0]].start
    before = text[max(0, start - len("across ")) : start].lower()
    if not before.endswith((" in ", "\nin ", " of ", "across ")):
        return False
    states = [state_of(toponyms[index], gazetteer) for index in run.members]
    if None in states:
        return False
    if "\n" in text[run.end : last.start] and COUNTED_IN.search(text, max(0, start - LONGEST_LEAD), start):
        names = (toponyms[index] for index in last.members[:LOOKED_AT])
        if all(any(may_lie_in(name, usps, gazetteer) for usps in states) for name in names):
            return True
    if INCLUDING.match(text, run.end) or OTHERS_IN.search(text, max(0, start - LONGEST_LEAD), start):
        return True
    if not before.endswith("in ") or not LEADS_DOWN.match(text, run.end):
        return False
    return all(usps is not None and headed.get(usps, 0) > run.end for usps in states)


LOOKED_AT = 20
"""Names of that list which are looked at."""
COUNTED_IN = re.compile(
    r"\b(?:areas|cities|communities|counties|parishes|places|sites|towns)\s+(?:across|in)\s+(?:the\s+states\s+of\s+)?$",
    re.IGNORECASE,
)
"""What stands before states that only say where others are, which a text lists behind them: "nine counties in"."""
LEADS_DOWN = re.compile(r":[ \t]*\n")
"""The end of a line that leads to what is under it."""
INCLUDING = re.compile(r",?\s+including\s+(?:the\s+following|these)\b", re.IGNORECASE)
"""What leads from states to what lies in them."""
OTHERS_IN = re.compile(
    r"\b(?:following|these)\s+(?:\w+\s+)?(?:counties|cities|parishes|towns)\s+in\s+(?:the\s+\w+\s+states\s+of\s+)?$"
    r"|\b(?:counties|cities|parishes|towns)\s+(?:\w+\s+)?below\s+in\s+(?:the\s+\w+\s+states\s+of\s+)?$",
    re.IGNORECASE,
)
"""What stands before states that only say where those are which are named then: "the following counties in"."""
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
    named = first
    while first > 2 and (BEFORE.get(words[first - 1]) == "compass" or words[first - 1] == "and"):
        first -= 1  # "in northern and western Ohio"
    if not first or words[first - 1].lower() != "in":
        return False
    if _is_tallied(words, first - 1 - (words[first - 2] == "each")):
        return True
    if _ends_heading(tokens.text, toponym.end):
        return True
    before = words[first - 2] if first > 1 else ""
    follows = words[stop : stop + 1] == [","] or (
        words[stop : stop + 1] == ["the"] and words[stop + 1 : stop + 2] and words[stop + 1].lower() in PLURALS
    )
    leads = (before in LEADS or words[first - 1] in ("In", "IN")) and follows
    regional = first < named and COUNTIES_FOLLOW.match(tokens.text, toponym.end) is not None
    if before.lower() in PLURALS or leads or regional:
        return not _leads_states(words, stop, gazetteer)
    return before in (")", "all", "both")


def _has_told(tokens: Tokens, toponyms: list[Toponym], index: int, gazetteer: Gazetteer) -> bool:
    """Whether a state only says whose office has told of the names before it: "Gray and Hale counties, the Texas fire
    board said", but not "Gray, Hale and Ohio officials said".
    """
    state, words = toponyms[index], tokens.words
    if state_of(state, gazetteer) is None or not ATTRIBUTED.match(tokens.text, state.end):
        return False
    before = words[max(0, state.first - 2) : state.first]
    if before == [",", "the"]:
        return True
    last = toponyms[max(0, index - 1)]
    last = toponyms[last.tail_of] if last.tail_of is not None else last
    return before[-1:] == [","] and words[last.first - 1 : last.first] == ["and"]


def _is_tallied(words: list[str], stop: int) -> bool:
    """Whether the word before a token counts something else: "include three in Ohio, two each in Utah", but no date."""
    return stop > 1 and TALLIED.fullmatch(words[stop - 1]) is not None and words[stop - 2] in BEFORE_TALLY


TALLIED = re.compile(rf"\d{{1,3}}|{NUMBER_WORDS}")
BEFORE_TALLY = frozenset((",", ";", ":", "and", "include", "includes", "including"))


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
    following = text[end : end + 4].strip()[:1]
    if not text.startswith("\n", end) or following.islower() or following == "(":
        return False
    return end < WRAPPED or "\n" in text[end - WRAPPED : end]


POSSESSIVE = re.compile(r"['’]s?[ ]+(?:\w+[ ]of[ ])?[A-Z]")
"""What stands behind a state that others are said to be of: "Georgia's Cobb", "Ohio's cities of Akron"."""
COUNTIES_FOLLOW = re.compile(r",[ ](?:[A-Z][\w'’.-]*,?[ ](?:and[ ])?){2,40}(?:counties|parishes)\b")
"""What stands behind a part of a state that leads its counties: "in western Kansas, Butler and Harvey counties"."""
LEADS = frozenset((";", ":", ",", "and"))
"""What stands before a state that leads its names: "; in Florida, Monroe and Hendry", "and in Iowa the counties"."""
