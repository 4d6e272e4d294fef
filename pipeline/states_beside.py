"""Gives a name the state that stands behind it: "Berkeley, Calif.", "Portland (Oregon)"."""

import re
from collections.abc import Iterator

from pipeline.cues import BEFORE, DASHES, PART_OF
from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import lexicon
from pipeline.lines import is_dateline
from pipeline.tokens import Tokens, same_line
from pipeline.toponyms import ABSENT, ADJACENT, OF_BOTH_KINDS, OWNED, Toponym, completes, drop_noun, may_be, part

STATE_CUES = {
    ",": "state after comma",
    "(": "state in parentheses",
    "[": "state in parentheses",
    "in": "state after in",
}
"""What stands between a name and its state, and what it is called."""
AMOUNT_BELOW = re.compile(r"[ \t]*\n[ \t]*\$?\d")
"""The end of a line over a figure, as in a table that lost its columns."""
GREAT = 200_000
"""People from which a city is great."""
TIMES = 20
"""How many times as many people a namesake elsewhere has that is meant in a list of great cities."""


def attach_state(tokens: Tokens, toponym: Toponym, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Give the name before a state that state: "Berkeley, Calif.", "Portland (Oregon)", "Springfield Illinois"."""
    if not found or not toponym.candidates:
        return
    usps = gazetteer.abbreviations.get(toponym.key) if toponym.abbreviated else gazetteer.state_of_key.get(toponym.key)
    if usps is None or toponym.level not in (None, "state"):
        return
    if not found[-1].candidates and completes(tokens, toponym.first, found[-1]):  # "Northern Virginia, VA"
        toponym.tail_of = len(found) - 1
        toponym.level, toponym.level_cue = "state", "completes a name"
        return
    previous = found[-1]
    between = tokens.words[previous.stop : toponym.first]
    if not _may_complete(tokens, toponym, previous, between, gazetteer):
        return
    drop_noun(previous, usps, gazetteer)
    in_state = any(
        gazetteer.entities[i].usps == usps and gazetteer.entities[i].level != "state" for i in previous.candidates
    )
    if in_state:
        previous.state = usps
        previous.state_cue = STATE_CUES.get(between[-1] if between else "", ADJACENT)
    elif (
        between not in ([], ["in"])
        and (_closes(tokens, toponym, previous, between, gazetteer) or toponym.abbreviated)
        and previous.key not in gazetteer.state_of_key
    ):
        _set_aside(previous)  # the state has no such place: "Salem (New Hampshire)"
    else:
        return
    if previous.level == "county" and previous.state:
        _place_beside_county(tokens, found, usps, toponym.stop, gazetteer)
    toponym.tail_of = len(found) - 1
    toponym.level, toponym.level_cue = "state", "says where" if between == ["in"] else "completes a name"


def _set_aside(name: Toponym) -> None:
    """Leave a name nothing that it may stand for, as the state that it is said to lie in has no such place."""
    name.candidates, name.state_cue = (), ABSENT


def _place_beside_county(tokens: Tokens, found: list[Toponym], usps: str, stop: int, gazetteer: Gazetteer) -> None:
    """Give the name before a county that state, where it is said to lie in it: "Alma, Gratiot County, Mich."."""
    if len(found) < 2:
        return
    name, county = found[-2], found[-1]
    between = IN_COUNTY.fullmatch(tokens.text, name.end, county.start)
    if between is None or name.state or name.tail_of is not None or name.level not in (None, "city"):
        return
    behind, following = [*tokens.words[stop : stop + 2], "", ""][:2]
    goes_on = behind == ";" or (behind == "," and (following == "and" or following[:1].isupper()))
    listed = goes_on or (name.first > 0 and tokens.words[name.first - 1] in (",", "and", ";", ":"))
    if between["comma"] and (listed or is_great(name, gazetteer)):
        return
    if may_be(name, "city", gazetteer, usps):
        name.state, name.state_cue = usps, "state after in"
    elif name.key not in gazetteer.state_of_key:
        _set_aside(name)


IN_COUNTY = re.compile(r"(?:(?P<comma>,)|[ ]in|[ ]outside[ ]of)[ ]")
"""What stands between a place and the county that it is said to lie in."""


def _may_complete(tokens: Tokens, state: Toponym, previous: Toponym, between: list[str], gazetteer: Gazetteer) -> bool:
    """Whether a state stands behind a name as one that completes it does, as far as what parts them tells."""
    coded = NOTE_BETWEEN.fullmatch(tokens.text, previous.end, state.start) is not None
    if (
        not (coded or between in ([","], ["("], ["["], [], ["in"], OF_BOTH_KINDS))
        or previous.tail_of is not None
        or previous.abbreviated
        or previous.state is not None
        or (not between and "\n" in tokens.text[previous.end : state.start])
    ):
        return False
    if not same_line(tokens.text, previous.end, state.start) and not _ends_item(tokens, previous, state, gazetteer):
        return False
    behind = "".join(tokens.words[state.stop : state.stop + 1])
    labels = behind == ":" or behind in DASHES or tokens.text.startswith("  ", state.end)
    if labels and "\n" in tokens.text[previous.end : state.start]:
        return False  # the label of the next line
    wide = state.start - previous.end > 1  # a column of its own
    return bool(between) or wide or state.abbreviated or not _may_be_person(tokens.text, previous, state)


NOTE_BETWEEN = re.compile(r"[ ]\([A-Z]{3}\),[ ]")
"""The code of an airport between a name and its state: "Dayton (DAY), Ohio"."""


def _closes(tokens: Tokens, state: Toponym, previous: Toponym, between: list[str], gazetteer: Gazetteer) -> bool:
    """Whether nothing else can be meant by a state than where the name before it lies: it stands in parentheses alone,
    or behind the one comma of an item or a clause that ends with it: "a mill in Canton, Connecticut, closed".
    """
    behind = tokens.words[state.stop : state.stop + 1]
    if between in (["("], ["["]):
        return behind == [{"(": ")", "[": "]"}[between[0]]]
    if between != [","] or tokens.words[previous.first - 1 : previous.first] == [","]:
        return False
    if is_great(previous, gazetteer):
        dated = is_dateline(tokens.text, previous.start, state.end)  # "DETROIT, Maine — "
        return dated and not is_great(state, gazetteer)
    before = tokens.text[max(0, previous.start - LONGEST_MARK) : previous.start].rpartition("\n")[2]
    alone = not any(map(str.isalpha, before))
    return (ENDS_LINE if alone else ENDS_CLAUSE).match(tokens.text, state.end) is not None


LONGEST_MARK = 40
"""Code points of a bullet or a number before the first name of a line, at most."""
ENDS_CLAUSE = re.compile(rf"[;)]|,[ ](?!(?:and|as|or|plus|the|rural|parts|much|most|{PART_OF})\b)[a-z]")
"""What stands behind the state of a name that lies there, and not between two names."""
ENDS_LINE = re.compile(rf"{ENDS_CLAUSE.pattern}|[.]?[ \t]*(?:\n(?![ ]*[a-z])|$)")
"""The same where that name begins a line."""


def _ends_item(tokens: Tokens, previous: Toponym, state: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a state that begins a line goes with the name and the comma ending the line before: a mark ends the item
    behind it or, where that name is no state's, a figure begins the next line.
    """
    if tokens.words[previous.stop : state.first] != [","]:
        return False
    if tokens.words[state.stop : state.stop + 1] in ([";"], ["."]):
        return True
    return previous.key not in gazetteer.state_of_key and AMOUNT_BELOW.match(tokens.text, state.end) is not None


def _may_be_person(text: str, previous: Toponym, state: Toponym) -> bool:
    """Whether a name with a state right behind it may be a word, or a person's: "George Washington"; one that ends an
    item is none where no person is called like the state: "Charlotte North Carolina, ".
    """
    names = lexicon()
    if previous.key in names.word or previous.key not in names.given:
        return previous.key in names.word
    of_person = state.key in names.given or names.family.get(state.key, 0.0) > RARE_FAMILY
    return of_person or ITEM_ENDS.match(text, state.end) is None


RARE_FAMILY = 0.01
"""The share of all people, in per cent, up to which a family name is rare."""
ITEM_ENDS = re.compile(r"[,.;)]|[ ]*(?:\n|$)|[ ]and[ ]")
"""What stands behind an item."""


def says_region(tokens: Tokens, state: Toponym, previous: Toponym | None, gazetteer: Gazetteer) -> bool:
    """Give the name before a part of a state that state: "Clark County in southern Indiana"; whether there is one."""
    usps = gazetteer.state_of_key.get(state.key)
    if usps is None or previous is None or previous.tail_of is not None:
        return False
    between = tokens.words[previous.stop : state.first]
    between = between[1:] if between[:1] == [","] else between
    if (
        len(between) < 2
        or between[0].lower() != "in"
        or not same_line(tokens.text, previous.end, state.start)
        or (previous.key in gazetteer.state_of_key and not previous.level)
    ):
        return False
    fits = all(BEFORE.get(word.lower()) == "compass" for word in between[1:])
    if not fits or not any(gazetteer.entities[i].usps == usps for i in previous.candidates if gazetteer.counties[i]):
        return False
    previous.state, previous.state_cue = usps, "state after in"
    state.level, state.level_cue = "state", "says where"
    return True


def take_owner(tokens: Tokens, toponym: Toponym, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Give a name whose level is said the state whose it is: "Ohio's Lucas County"."""
    owner = found[-1] if found else None
    usps = gazetteer.state_of_key.get(owner.key) if owner is not None else None
    if owner is None or usps is None or toponym.level not in ("city", "county"):
        return
    if OWNS.fullmatch(tokens.text, owner.end, toponym.start) and may_be(toponym, toponym.level, gazetteer, usps):
        toponym.state, toponym.state_cue = usps, OWNED if owner.tail_of is None else "state said of the list"
        owner.heading = owner.tail_of is None


OWNS = re.compile(r"['’]s?[ ]")
"""What stands between a state and what is said to be its own."""


def states_before(
    tokens: Tokens, toponyms: list[Toponym], index: int, gazetteer: Gazetteer
) -> Iterator[tuple[Toponym, str]]:
    """The names of states not far before a name in its line, the nearest first, with their postal codes."""
    start = toponyms[index].start
    for state in (toponyms[i] for i in range(index - 1, -1, -1)):
        if start - state.end > LONGEST_CLAUSE or "\n" in tokens.text[state.end : start]:
            return
        usps = gazetteer.state_of_key.get(state.key) if not state.abbreviated else None
        if usps is not None:
            yield state, usps


LONGEST_CLAUSE = 250
"""Code points between a state and a list that it is said of, at most."""


def part_states(tokens: Tokens, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Take a state for a name of its own that seems to complete the name before it, where that is another state or a
    great city: "Washington, Vermont, Rhode Island" names no Washington in Vermont."""

    def is_state(index: int) -> bool:
        return 0 <= index < len(found) and bool(found[index].candidates) and found[index].key in gazetteer.state_of_key

    def joined(left: int, right: int) -> bool:
        between = [word.lower() for word in tokens.words[found[left].stop : found[right].first]]
        return between in ([","], ["and"], [",", "and"], ["or"])

    def side_by_side(left: int, right: int) -> bool:
        return tokens.text[found[left].end : found[right].start] == " "

    for index, tail in enumerate(found):
        head = index - 1
        if tail.tail_of != head or found[head].key == tail.key or tail.abbreviated:
            continue
        in_list = index + 1 < len(found) and joined(head, index) and joined(index, index + 1)
        if in_list and are_great_cities(found[head : head + 3], gazetteer):
            part(found[head], tail)
            continue
        if not is_state(head):
            continue
        beside = side_by_side if side_by_side(head, index) else joined
        after = is_state(index + 1) and found[index + 1].tail_of != index and beside(index, index + 1)
        before = is_state(head - 1) and found[head - 1].tail_of is None and beside(head - 1, head)
        if (after or before) and beside(head, index):
            part(found[head], tail)


def are_great_cities(names: list[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether names are great cities', though the second is a state's: "Philadelphia, New York and Chicago"."""

    def most(name: Toponym, usps: str | None = None) -> int:
        cities = (gazetteer.entities[i] for i in name.candidates if gazetteer.entities[i].level == "city")
        return max((city.population for city in cities if usps in (None, city.usps)), default=0)

    head = names[0]
    return head.level in (None, "city") and min(map(most, names)) > max(GREAT, TIMES * most(head, head.state))


def is_great(name: Toponym, gazetteer: Gazetteer, usps: str | None = None) -> bool:
    """Whether a name is a great city's, in a state where one is given."""
    places = (gazetteer.entities[i] for i in name.candidates if usps in (None, gazetteer.usps[i]))
    return any(place.level == "city" and place.population > GREAT for place in places)


def join_capital(tokens: Tokens, washington: Toponym, stop: int, gazetteer: Gazetteer) -> None:
    """Make "Washington, D.C." one name."""
    washington.stop = stop
    washington.end = tokens.end(stop - 1)
    washington.state, washington.state_cue = "DC", "Washington, D.C."
    washington.candidates = tuple(i for i in washington.candidates if gazetteer.usps[i] == "DC")
