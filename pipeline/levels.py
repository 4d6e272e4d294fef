"""Reads what says of a name whether it is a city's, a county's or a state's: "County" behind it, "Mayor N of"."""

import re

from pipeline.cues import LEVEL_AFTER, LEVEL_OF, PLURALS
from pipeline.gazetteer import STATE_ENDS, Gazetteer
from pipeline.tokens import WIDEST_BLANK, Tokens, same_line
from pipeline.toponyms import Toponym, follows_comma, may_be

LOWER_CASE = frozenset(["county", "counties", "parish", "parishes"])
SINGULARS = "|".join(noun.capitalize() for noun in LEVEL_OF if not noun.endswith("s"))
INVERTED = re.compile(rf",[ ](?P<noun>{SINGULARS})[ ]of(?=[ ]*(?:[ ]{{2}}|[\t|\n;]|$))")
"""What stands behind a name that an index turns round: "Akron, City of"."""
STRINGING = frozenset((",", ";", "and", "&"))
"""What stands behind the first name of several; the counties of one that is a state's are those of the state."""
OPENING = frozenset((",", "(", "["))
"""Marks behind a name that what it is may stand behind."""
KIND = re.compile(rf"[ ]?[(\[]({SINGULARS})[)\]]", re.IGNORECASE)
"""What a name is, said behind it: "New York [state]"."""
LEGAL = frozenset("city town village borough municipality CDP".split())
"""What the Census Bureau writes behind the names of places: "Princeton city, Texas"."""
CO_ENDS = re.compile(r"[ ]*(?:\n|\(\w+\)|$)")
LEGAL_ENDS = re.compile(r",[ ][A-Z]|[ ]*(?:[ ]{2}|[\t|;\n]|\.{3}|$)")
"""What follows a whole name in such a table: its state, or the end of the cell."""
CELL_END = re.compile(r"[ ]*(?:[ ]{2}|[\t|])")
"""The end of a cell: "Ohio State" is a state there, and no university or team."""
OFFICES = {
    **dict.fromkeys(("Mayor", "mayor", "Mayors", "mayors"), "city"),
    **dict.fromkeys(("Gov", "Governor"), "state"),
    "Sheriff": "county",
}
"""Offices that say what a place is: "Chicago Mayor", "Mayor N of Chicago"."""
OF_STATES = frozenset(("across", "around", "in", "throughout"))
"""Words before "Washington State" where it is the state, and no university."""
STATE_BODIES = frozenset(
    """Attorney Auditor Board Commission Department Ferries Ferry Fair Guard House Insurance Legislature Lottery Parks
    Patrol Police Senate Supreme Trooper Troopers Treasurer law laws""".split()
)
"""What, behind "Washington State", is that of the state, and no university's."""
OF_DEPARTMENT = re.compile(r"[ ]Department[ ]of[ ][A-Z]")
"""What stands behind a state that has such an office: those of the capital are named without it."""
AMONG_STATES = re.compile(r"\bstates?,?[ ](?:are|including|is|like|namely|such[ ]as)[ ](?:the[ ])?$")
"""What stands before the name of a state that a great city bears too: "western states, including Washington"."""
LONGEST_AMONG = 60
"""Code points before it in which that is looked for."""
TELLING = frozenset((*LOWER_CASE, *LEGAL, *OFFICES, *PLURALS, "state"))
"""Words behind a name that may say its level, besides those with a capital."""
BESIDE_DISTRICT = re.compile(r",[ ](?:and[ ])?the[ ]District[ ]of[ ]Columbia\b")
"""What follows a state in a list of states: "Washington, the District of Columbia"."""
QUOTES = frozenset("'’")
HAS_PARTS = re.compile(r"['’]s?[ ](?:\w+[ ]){0,2}(?:counties|cities|parishes|towns)\b(?![ ]of\b)")
"""What stands behind a state whose counties or towns are spoken of: "Washington's 39 counties"."""
LONGEST_TITLE = 5
"""Words in which a title before "of" is looked for."""


def attach_level(tokens: Tokens, toponym: Toponym, previous: Toponym | None, gazetteer: Gazetteer) -> None:
    """Read what says a name's level: "County" behind it, an office, "City of" before it."""
    words, first, stop = tokens.words, toponym.first, toponym.stop
    behind = words[stop] if stop < len(words) else ""
    if toponym.key in ALSO_CITIES and _is_told_from_city(tokens.text, toponym):
        toponym.level, toponym.level_cue = "state", "state of"
        return
    telling = behind[:1].isupper() or behind in TELLING
    before = words[first - 1] if first and (previous is None or previous.stop < first) else ""
    if not telling and behind not in OPENING and behind not in QUOTES and before not in ("of", "OF"):
        return
    after = behind if telling and _belongs(tokens, toponym, behind, gazetteer) else ""
    if toponym.key in gazetteer.state_of_key and (
        (behind == "," and _is_beside_district(tokens.text, toponym, previous, gazetteer))
        or _is_state(tokens, toponym, before, after)
        or (behind in QUOTES and HAS_PARTS.match(tokens.text, toponym.end))
    ):
        toponym.level, toponym.level_cue = "state", "state of"  # "Washington state"
        return
    if after and _read_level_behind(tokens, toponym, after, gazetteer):
        return
    kind = KIND.match(tokens.text, toponym.end) if behind in ("(", "[") else None
    if kind and may_be(toponym, LEVEL_OF[kind[1].lower()], gazetteer):
        toponym.level, toponym.level_cue = LEVEL_OF[kind[1].lower()], f"({kind[1].lower()})"
        return
    inverted = INVERTED.match(tokens.text, toponym.end) if behind == "," else None
    if inverted and may_be(toponym, LEVEL_OF[inverted["noun"].lower()], gazetteer):
        toponym.level, toponym.level_cue = LEVEL_OF[inverted["noun"].lower()], inverted["noun"] + " after"
        toponym.stop, toponym.end = stop + 3, inverted.end()
        return
    _read_level_before(tokens, toponym, after, behind, before, gazetteer)


def _is_told_from_city(text: str, toponym: Toponym) -> bool:
    """Whether the name of a state and of a great city is the state's: one of some states, or with a department that
    only a state has.
    """
    if toponym.key == "washington" and OF_DEPARTMENT.match(text, toponym.end):
        return True
    return AMONG_STATES.search(text, max(0, toponym.start - LONGEST_AMONG), toponym.start) is not None


ALSO_CITIES = frozenset(("new york", "washington"))
"""States of which great cities have the name."""


def _is_beside_district(text: str, toponym: Toponym, previous: Toponym | None, gazetteer: Gazetteer) -> bool:
    """Whether a name stands between a state and the District: "Vermont, Washington, the District of Columbia"."""
    if previous is None or previous.key not in gazetteer.state_of_key:
        return False
    return text[previous.end : toponym.start] == ", " and BESIDE_DISTRICT.match(text, toponym.end) is not None


def _is_state(tokens: Tokens, toponym: Toponym, before: str, after: str) -> bool:
    """Whether the word behind a state's name says that it is the state: "Washington state", "other Ohio counties"."""
    words, stop = tokens.words, toponym.stop
    if after != "State":
        return after == "state" or (
            after in PLURALS and words[stop - 1][0].isupper() and not _ends_list(words, toponym.first)
        )
    if CELL_END.match(tokens.text, tokens.end(stop)):
        return True
    following = "".join(words[stop + 1 : stop + 2])
    if following in ("of", "University"):
        return False
    of_state = before in OF_STATES or following in STATE_BODIES
    return toponym.key == "new york" or (toponym.key == "washington" and of_state)


def _read_level_before(
    tokens: Tokens, toponym: Toponym, after: str, behind: str, before: str, gazetteer: Gazetteer
) -> None:
    """Read what an office beside a name, or a noun and "of" before it, says of its level."""
    words, first = tokens.words, toponym.first
    office = OFFICES.get(after) or (_office_before(words, first) if before == "of" else None)
    if office == "city" and follows_comma(words, first, toponym.key, gazetteer):
        return  # "Toledo, Ohio Mayor Ann Lee"
    if office and may_be(toponym, office, gazetteer):
        toponym.level, toponym.level_cue = office, "office of a " + office
    elif before in ("of", "OF") and first >= 2:
        noun = words[first - 2]
        level = LEVEL_OF.get(noun.lower())
        if _take_municipal(toponym, noun, gazetteer):
            level = "city"
        whole = (
            PLURALS.get(noun.lower()) == "county" and toponym.key in gazetteer.state_of_key and behind not in STRINGING
        )
        if level and not whole and may_be(toponym, level, gazetteer):
            both = [word.lower() for word in words[max(0, first - 4) : first - 2]] in (["city", "and"], ["city", "&"])
            toponym.level = "city" if both else level
            toponym.level_cue = f"{noun.capitalize() if noun.isupper() else noun} of"


def _belongs(tokens: Tokens, toponym: Toponym, behind: str, gazetteer: Gazetteer) -> bool:
    """Whether the word behind a name belongs to it, for all that stands between them."""
    words, stop = tokens.words, toponym.stop
    gap = tokens.text[toponym.end : tokens.starts[stop]]
    if "\t" in gap or (behind == "City" and len(gap) > WIDEST_BLANK):
        return False
    if "\n" in gap and words[stop + 1 : stop + 2] == [":"]:
        return False  # "Cities: Madison" above "Counties: Dane"
    if follows_comma(words, toponym.first, toponym.key, gazetteer) and ("\n" in gap or len(gap) > WIDEST_BLANK):
        return False  # "Erie County, New York" above "Mayor" or beside it
    return same_line(tokens.text, toponym.end, tokens.starts[stop])


def _is_short_for_county(tokens: Tokens, toponym: Toponym, after: str) -> bool:
    """Whether "Co" without a period is a county's, as in a line of a list with nothing more: "Lake Co (P)"."""
    before = tokens.text[max(0, toponym.start - 20) : toponym.start]
    begins = not any(map(str.isalpha, before[before.rfind("\n") + 1 :]))
    return after == "Co" and begins and CO_ENDS.match(tokens.text, tokens.end(toponym.stop)) is not None


def _read_level_behind(tokens: Tokens, toponym: Toponym, after: str, gazetteer: Gazetteer) -> bool:
    """Take the word for a level behind a name, "County" or "City", into the name; whether there is one."""
    words, stop = tokens.words, toponym.stop
    following = words[stop + 1] if stop + 1 < len(words) else ""
    if tokens.starts[stop] == toponym.end:  # glued: "VermontCity"
        return False
    dotted = following == "."
    level, taken = LEVEL_AFTER.get(after.lower()), 1 + (after == "Census" or (after == "Co" and dotted))
    if (
        (after.lower() == "co" and not dotted and not _is_short_for_county(tokens, toponym, after))
        or (after == "Census" and following not in ("Area", "Areas"))
        or (after == "county" and toponym.key in gazetteer.state_of_key and _is_in_state(words, toponym.first, stop))
        or (
            after.lower() in ("counties", "parishes")  # "Indiana counties" are those of the state
            and toponym.key in gazetteer.state_of_key
            and not _ends_list(words, toponym.first)
        )
    ):
        level = None
    if _take_municipal(toponym, after, gazetteer):
        level = "city"
    if after in LEGAL:
        level = "city" if LEGAL_ENDS.match(tokens.text, tokens.end(stop)) else None
    if after == "City" and following != "of" and _ends_name(tokens, stop + 1):
        level = "city"
    if level is None or not may_be(toponym, level, gazetteer):
        return False
    toponym.level, toponym.level_cue = level, "City after" if after in LEGAL else f"{after} after"
    toponym.stop += taken
    toponym.end = tokens.end(toponym.stop - 1)
    return True


def _take_municipal(toponym: Toponym, noun: str, gazetteer: Gazetteer) -> bool:
    """Leave the name of a borough that is none of Alaska or New York City only the places of states whose boroughs are
    places; whether there are such: "Carlisle Borough, PA".
    """
    if noun.lower() not in ("borough", "boroughs"):
        return False
    found = [(i, gazetteer.entities[i]) for i in toponym.candidates]
    if any(one.level == "county" and (one.usps == "AK" or one.geoid in CITY_BOROUGHS) for _, one in found):
        return False
    places = tuple(i for i, one in found if one.level == "city" and one.usps in MUNICIPAL)
    toponym.candidates = places or toponym.candidates
    return bool(places)


MUNICIPAL = frozenset(("CT", "NJ", "PA"))
"""States of which boroughs are places, and no counties."""
CITY_BOROUGHS = frozenset(("36005", "36047", "36061", "36081", "36085"))
"""The counties that are the boroughs of New York City."""


def _is_in_state(words: list[str], first: int, stop: int) -> bool:
    """Whether "county" behind a state's name is one of the state's: "Mississippi county: Tunica", "the Texas county of
    Bowie", "the only Iowa county".
    """
    behind, following = [*words[stop + 1 : stop + 3], "", ""][:2]
    if behind == ":":
        return following[:1].isupper()
    return behind == "of" or (first > 0 and words[first - 1].lower() in OF_SEVERAL)


OF_SEVERAL = frozenset("another each only".split())
"""Words before a state and "county" that tell of one among the state's."""


def _ends_list(words: list[str], first: int) -> bool:
    """Whether a name ends a list that is none of states, as far as its last two names tell: "Raleigh and Wyoming"."""
    return first > 1 and words[first - 1] in ("and", "&") and words[first - 2] not in STATE_ENDS


def _office_before(words: list[str], first: int) -> str | None:
    """The level that an office and a person's name before "of" give: "Mayor Eric Adams of"."""
    for word in reversed(words[max(0, first - 1 - LONGEST_TITLE) : first - 1]):
        if word in OFFICES:
            return OFFICES[word]
        if not word[0].isupper() and word != ".":
            return None
    return None


def _ends_name(tokens: Tokens, index: int) -> bool:
    """Whether a name ends before a token: "Fairfax City, " does, "Fairfax City Council" does not."""
    if index >= len(tokens.words) or not tokens.words[index][0].isupper():
        return True
    return "\n" in tokens.text[tokens.end(index - 1) : tokens.starts[index]]
