"""Tells whether what matches a name is another one's part where it stands, or a word: "Lake Michigan", "May 12"."""

import re

from pipeline.cues import (
    AFTER,
    BEFORE,
    FEDERAL_DEPARTMENTS,
    LEVEL_AFTER,
    LEVEL_OF,
    NAMED_OTHERS,
    PROVINCES,
    REGIONS_ABROAD,
    SIDES,
)
from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import lexicon
from pipeline.tokens import Tokens, canonical
from pipeline.toponyms import Toponym

REGIONAL = frozenset((*SIDES.split(), "upstate", "downstate"))
MONTHS = frozenset(("April", "August", "June", "March", "May", "AUGUST", "MAY"))
"""Months of whose name there are places too, but none with a number behind it."""
NO_PLACE_AFTER = frozenset(("road", "press"))
"""Cues of the capitalised word after a name that make it a street's or a newspaper's."""
FEATURES = frozenset(
    "Bay Canal Creek Dam Harbor Lake Rancheria Reservation Reservoir River Rivers Sound Valley".split()
)
"""Words that make the name before them a river's, a lake's or a reservation's."""
PARTS = frozenset(("Balance", "Remainder", "Rest"))
"""Words that, with "of" behind them, are part of what they stand before: "Balance of Kern County"."""
REGIONS = frozenset(("midwest", "northeast", "northwest", "southeast", "southwest"))
"""Parts of the country that places are named like, besides those that a single point of the compass names."""
THE = frozenset(("the", "The"))
BODIES = frozenset(("agency", "council"))
"""Names of places that end those of bodies: "Boise City Council", "Farm Service Agency"."""
PATROL = (["Patrol"], ["PATROL"])
"""What makes a highway a state's police: "Kansas Highway Patrol"."""
SCHOOLS = frozenset(("college", "university"))


def is_other(tokens: Tokens, index: int, stop: int, key: str, found: list[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a match is part of another name here, or a word: "Lake Michigan", "May 12", "the Justice Department"."""
    words = tokens.words
    after = words[stop] if stop < len(words) else ""
    return (
        (after == "of" and (words[index] in PARTS or key.removeprefix("the ") in LEVEL_OF))
        or (words[index], after) in NAMED_OTHERS
        or (key == "washington" and _follows_given(tokens, index))
        or (key in BODIES and index > 0 and words[index - 1].istitle())
        or (after == "(" and _has_spouse(tokens, stop, gazetteer))
        or (after in ("and", "&") and _is_parent(words, index, stop, gazetteer))
        or _is_airport(words, index, stop)
        or (key == "l a" and after == "." and _is_family(words, stop + 1))
        or _is_federal(words, index, after, key, gazetteer)
        or (stop == index + 1 and after.isdecimal() and (words[index] in MONTHS or _is_page(words, index)))
        or (_is_feature(tokens, index, stop, key, gazetteer) and not _ends_row(found, index))
        or (BEFORE.get(key) == "compass" and canonical(after) in gazetteer.state_of_key)  # "Central Indiana"
        or ((key in REGIONAL or key in REGIONS) and _tells_part(tokens, stop, gazetteer))
        or _is_part_of_country(words, index, stop, key, gazetteer)
    )


def _is_page(words: list[str], index: int) -> bool:
    """Whether a word begins the number of a page: "Page 3 of 20"."""
    return words[index].lower() == "page" and words[index + 2 : index + 3] == ["of"]


def _is_airport(words: list[str], index: int, stop: int) -> bool:
    """Whether a name is the code of an airport between a town and its state: "Dayton (DAY), Ohio"."""
    coded = len(words[index]) == AIRPORT and words[index].isupper() and stop == index + 1
    return coded and words[index - 1 : index] == ["("] and words[stop : stop + 2] == [")", ","]


AIRPORT = 3
"""Letters of such a code."""


def _is_family(words: list[str], index: int) -> bool:
    """Whether what is behind initials is a family name: "L.A. Perkins", but not "L.A. Times"."""
    word, behind = [*words[index : index + 2], "", ""][:2]
    lower = word.lower()
    told = any(lower in cues for cues in (AFTER, BEFORE, LEVEL_AFTER, LEVEL_OF))
    return word.istitle() and not behind[:1].isupper() and lower in lexicon().family and not told


def _ends_row(found: list[Toponym], index: int) -> bool:
    """Whether three names in a row, with nothing between them, stand right before a token."""
    return len(found) > 2 and [name.stop for name in found[-3:]] == [found[-2].first, found[-1].first, index]


def is_region(words: list[str], index: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a state's name is only part of a region's: "Northern Virginia"."""
    if key not in gazetteer.state_of_key or not index:
        return False
    before = words[index - 1]
    return before.lower() in REGIONAL and before[0].isupper()


def is_abroad(words: list[str], index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a name lies abroad or is a country: "Paris, France", "Toronto, ON", "Province of Ontario"."""
    if index > 1 and words[index - 1] == "of" and words[index - 2].lower() == "province":
        return True
    if stop + 1 >= len(words) or words[stop] not in (",", "("):
        return False
    word = words[stop + 1]
    if word in PROVINCES:
        return True
    key = word.lower()
    if not word.istitle() or not (key in lexicon().country or key in REGIONS_ABROAD):
        return False
    return key not in gazetteer.by_key or (
        key not in gazetteer.state_of_key and words[stop] == "," and _is_known_abroad(words, index, stop)
    )


def _is_known_abroad(words: list[str], index: int, stop: int) -> bool:
    """Whether a name is a great city's abroad and stands where a list of towns would not: "to Lima, Peru."."""
    before = words[index - 1].lower() if index else ""
    behind, following = [*words[stop + 2 : stop + 4], "", ""][:2]
    listed = behind in (",", "and", "or") and following[:1].isupper()
    size = lexicon().abroad.get(" ".join(words[index:stop]).lower(), 0)
    return before in LEADING and not listed and size >= WELL_KNOWN


LEADING = frozenset("at from in near of to".split())
"""Words before a place that is named alone."""
WELL_KNOWN = 200_000
"""People of a city abroad from which it is meant where its country, which is a town here too, stands behind it."""


def _is_federal(words: list[str], index: int, after: str, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of a federal department or of the White House: "the Justice Department"."""
    if key == "white house":
        behind = words[index + 3].lower() if after == "," and index + 3 < len(words) else ""
        usps = gazetteer.abbreviations.get(behind) or gazetteer.state_of_key.get(behind)
        return usps not in {gazetteer.usps[i] for i in gazetteer.by_key[key]}  # "White House, Tenn.", is a town
    if key not in FEDERAL_DEPARTMENTS:
        return False
    before = words[max(0, index - 2) : index]
    return after in ("Department", "Dept", "Secretary") or before in (["Department", "of"], ["Secretary", "of"])


def departments_named(tokens: Tokens) -> set[str]:
    """The federal departments that a text names in full, by the one word that it may call them by later: "a letter from
    Justice".

    >>> from pipeline.tokens import tokenize
    >>> departments_named(tokenize("The Justice Department wrote to Commerce, Calif."))
    {'justice'}
    """
    if "Department" not in tokens.vocabulary:
        return set()
    words = [word for key in FEDERAL_DEPARTMENTS if (word := key.capitalize()) in tokens.vocabulary]
    return {
        word.lower()
        for word in words
        for full in (f"{word} Department", f"Department of {word}")
        if full in tokens.text
    }


def _has_spouse(tokens: Tokens, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a given name in parentheses and a family name follow: "Helena (Mike) Stone"."""
    behind = tokens.words[stop + 1 : stop + 4]
    if len(behind) < 3 or behind[1] != ")" or {behind[0].lower(), behind[2].lower()} & gazetteer.state_of_key.keys():
        return False
    beside = tokens.starts[stop + 3] == tokens.end(stop + 2) + 1 and tokens.text[tokens.end(stop + 2)] != "\n"
    return beside and behind[0].lower() in lexicon().given and behind[2].istitle()


def _is_parent(words: list[str], index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a name is the first of a couple's: "daughter of Barry and Lynn Hall"."""
    return " ".join(words[max(0, index - 2) : index]) in KIN and _is_person(words, stop + 1, gazetteer)


def _is_person(words: list[str], index: int, gazetteer: Gazetteer) -> bool:
    """Whether a given name and a family name, with no capital behind them, begin at a token: "Lynn Hall"."""
    given, family, behind = [*words[index : index + 3], "", "", ""][:3]
    if given.lower() not in lexicon().given or not family.istitle() or behind[:1].isupper():
        return False
    return family.lower() not in LEVEL_AFTER and family.lower() not in gazetteer.state_of_key


KIN = frozenset(f"{kin} of" for kin in "child children daughter daughters grandson granddaughter son sons".split()) | {
    "born to",
    *(f"{word} of" for word in "friends guest guests Guests home parents wedding".split()),
}
"""What stands before the names of a couple: "daughter of Barry and Lynn Hall", "guests of Dallas and Jean Poole"."""


def _follows_given(tokens: Tokens, index: int) -> bool:
    """Whether a given name that is no word stands right before a token: "George Washington", but not "Will"."""
    if not index or tokens.text[tokens.end(index - 1) : tokens.starts[index]] != " ":
        return False
    word = tokens.words[index - 1]
    return word[0].isupper() and word.lower() in lexicon().given and word.lower() not in lexicon().word


def _tells_part(tokens: Tokens, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a word before a token tells a part of what is named there: "EASTERN STEARNS", but not "Eastern District"
    of American Samoa, "Central LA" or "Central Mayor Ann Lee".
    """
    word = tokens.words[stop] if stop < len(tokens.words) else ""
    if word not in gazetteer.first_words or tokens.text[tokens.end(stop - 1) : tokens.starts[stop]] != " ":
        return False
    if tokens.words[stop - 1].lower() == "central" and not word.isupper():
        return False
    known = (gazetteer.abbreviations, AFTER, LEVEL_OF, ("district",))
    return not any(word.lower() in words for words in known)


def _is_part_of_country(words: list[str], index: int, stop: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a part of the country's: "in the West", but not "the West, Texas, plant"."""
    if not index or words[index - 1] not in THE or not (BEFORE.get(key) == "compass" or key in REGIONS):
        return False
    behind = words[stop + 1].lower() if words[stop : stop + 1] == [","] and stop + 1 < len(words) else ""
    return behind not in gazetteer.state_of_key and behind not in gazetteer.abbreviations


def _is_feature(tokens: Tokens, index: int, stop: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is part of a river's, a road's, a newspaper's or a school's: "Lake Michigan", "Memphis Street"."""
    words = tokens.words
    if index and words[index - 1] == "Lake" and key in gazetteer.state_of_key:
        return tokens.text[tokens.starts[index] - 1] == " "  # and not "Lake" at the end of the line above
    if key in SCHOOLS and words[stop : stop + 1] == ["of"]:  # "University of Toledo"
        return True
    return (
        stop < len(words)
        and words[stop][0].isupper()
        and (words[stop] in FEATURES or AFTER.get(words[stop].lower()) in NO_PLACE_AFTER)
        and words[stop + 1 : stop + 2] not in PATROL
        and not (words[stop] == "Post" and words[stop + 1 : stop + 3] == ["of", "the"])  # of the police
        and not (words[stop].isupper() and words[stop].lower() in gazetteer.abbreviations)
        and tokens.text[tokens.end(stop - 1) : tokens.starts[stop]] == " "
    )


def names_other_body(text: str, toponym: Toponym) -> bool:
    """Whether a name is part of that of a body that is no jurisdiction: "Duluth Seaway Port Authority"."""
    end = toponym.end
    goes_on = text[end + 1 : end + 2].isupper() or text.startswith(("of ", "for ", "and "), end + 1)
    if goes_on and OTHER_BODY.match(text, end):
        return True
    if text.endswith(TRIBES, 0, toponym.start):
        return True
    plan = PART_OF_PLAN.search(text, max(0, toponym.start - LONGEST_PLAN), toponym.start)
    return plan is not None and PLAN.match(text, toponym.end) is not None


OTHER_BODY = re.compile(
    r"[ ]Tribal\b|[ ]Low[ ]?[Cc]ountry\b|[ ](?:Township|TOWNSHIP|Twp|TWP)[ .]*(?:\n|$)|"
    r"(?:[ ](?:[A-Z][\w'’-]*|of|for|and)){0,4}?[ ](?:Authority|District(?![ ]of[ ]Columbia)|University|"
    r"(?<!State[ ])College|Tribes?|Nation|Band|Rancheria|Reservation|Indian[ ]Community|Corporation|"
    r"Association|(?<!City[ ])(?<!County[ ])(?<!Town[ ])(?:Council|Commission))\b"
)
"""The rest of the name of a body that is no jurisdiction: "Duluth Seaway Port Authority"."""
PART_OF_PLAN = re.compile(r"\bas part of the (?:[A-Z]\w*[/-])?$")
"""What stands before a name that is that of a plan or its area: "as part of the Washington/Baltimore Region"."""
PLAN = re.compile(r"(?:[/-][A-Z]\w*)?[ ](?:[A-Z]\w+[ ])?(?:Area|Corridor|Initiative|Plan|Program|Project|Region)\b")
"""The rest of such a name."""
LONGEST_PLAN = 40
"""Code points in which that is looked for."""
TRIBES = ("Band of ", "Bands of ", "Native Village of ")
"""What stands before a name that is part of a tribe's: "Eastern Band of Cherokee Indians"."""
