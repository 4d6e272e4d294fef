"""Finds the spans of a text that may name a jurisdiction, with the cues around them."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from itertools import accumulate, compress

from pipeline.captions import RULES, without_rule
from pipeline.cues import (
    AFTER,
    BEFORE,
    DASHES,
    FEDERAL_DEPARTMENTS,
    LEVEL_AFTER,
    LEVEL_OF,
    PLURALS,
    PROVINCES,
    REGIONS_ABROAD,
)
from pipeline.gazetteer import LINKS, POSTAL, SHORT_FORMS, STATE_ENDS, Gazetteer, plain
from pipeline.hyphens import HYPHENS, without_hyphens
from pipeline.lexicon import lexicon

WORD_OR_MARK = r"[a-zA-Z\w]+|[^ \s\ufeff]"  # letters and the blank once more, as they are quicker to tell alone
TOKEN = re.compile(rf"({WORD_OR_MARK})")
GLUED = re.compile(
    rf"(?:{'|'.join(sorted(STATE_ENDS))}|County|Counties|Cities|States|Parish|\b(?:{'|'.join(POSTAL)}))(?=[A-Z][a-z]|\d+\b)"
)
"""The end of an item that the next one is glued to, where a page lost its line breaks: "OregonBoise"."""
UNGLUED = re.compile(rf"({GLUED.pattern}|{WORD_OR_MARK})")
LONGEST_WHOLE = 3
"""Letters of which none are glued words; the fewest are a postal code's and two more."""
FEWEST_GLUED = 3
"""Joints of glued words from which they are a list's and no names of firms ("OregonLive")."""
QUOTED = re.compile(r"(?m)^[ \t]*>[> \t]*")
"""The marks before a line of quoted mail."""
SYMBOLS = frozenset("\uf02d\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0e8\uf0fc\uf0fe")
"""The bullets of symbol fonts, as programs copy them out of a page."""
BULLETS = {ord(symbol): "•" for symbol in SYMBOLS}
JOINERS = frozenset(".-‐‑'’‘–")
"""What may stand inside a name besides blanks: "St. Louis", "Miami-Dade", "Prince George’s"."""
APOSTROPHES = frozenset("'’‘")
LOWER_CASE = frozenset(["county", "counties", "parish", "parishes"])
WORDS_TOO = frozenset("ala cal col del ida ill ind mass miss mo ore penn tex wash".split())
"""Abbreviations that are words or names too."""
JUNIOR = (["Jr"], ["JR"])
"""What may stand behind a comma within a name: "Martin Luther King, Jr. County"."""
DOTLESS = frozenset(["st", "ste", "ft", "mt", "jr"])


@dataclass(slots=True)
class Tokens:
    """The words and punctuation marks of a text and where each starts."""

    text: str
    words: list[str]
    starts: list[int]
    vocabulary: set[str]
    """The words and marks, each once."""
    numbers: set[str]
    """Those of them that are written in digits alone."""
    ends: dict[int, int] = field(default_factory=dict)
    """The ends of the words that go on in a second line, by where they would be."""

    def end(self, index: int) -> int:
        end = self.starts[index] + len(self.words[index])
        return self.ends.get(end, end) if self.ends else end


@dataclass(slots=True)
class Toponym:
    """A span that may name a jurisdiction. `first` and `stop` are token indexes, `start` and `end` offsets."""

    first: int
    stop: int
    start: int
    end: int
    key: str
    candidates: tuple[int, ...]
    """Indexes of entities, the most populous first."""
    level: str | None = None
    """What the words around it say it is."""
    level_cue: str | None = None
    state: str | None = None
    """The postal code of the state that the words around it put it in."""
    state_cue: str | None = None
    tail_of: int | None = None
    """Of a state: the index of the toponym that it completes ("Calif." in "Berkeley, Calif.")."""
    heading: bool = False
    """Whether it is a state that heads a list."""
    abbreviated: bool = False
    mates: tuple[int, ...] = ()
    """The indexes of the toponyms in the same enumeration, its own too."""
    cues: tuple[str, ...] = ()
    """Those of the word before it and of the word behind it."""


def tokenize(text: str) -> Tokens:
    """Split a text into words and single punctuation marks.

    The line ends of Windows are read as those of Unix, the marks of quoted mail as blanks, and the bullets of symbol
    fonts as bullets.
    """
    source, ends = text, dict[int, int]()
    text = text.replace("\r\n", " \n")  # as long as before, so that offsets hold
    if ">" in text:
        text = QUOTED.sub(lambda marks: " " * len(marks[0]), text)
    line_ends = {line.rstrip()[-1:] for line in text.split("\n")}
    if not RULES.isdisjoint(line_ends):
        text = without_rule(text)
    if not HYPHENS.isdisjoint(line_ends):
        text, ends = without_hyphens(text)
    parts = TOKEN.split(text)  # what parts two tokens, and a token, in turn
    words = parts[1::2]
    vocabulary = {*words}
    if not SYMBOLS.isdisjoint(vocabulary):
        return tokenize(source.translate(BULLETS))
    capitals = [word for word in vocabulary if word < "a"]  # numbers too; what is in small letters sorts behind
    long = [word for word in capitals if len(word) > LONGEST_WHOLE and not (word.istitle() and word.isalpha())]
    if sum([len(GLUED.findall(word)) for word in long]) >= FEWEST_GLUED:
        parts = UNGLUED.split(text)
        words = parts[1::2]
        vocabulary = {*words}
    starts = [*accumulate(map(len, parts))][:-1:2]
    return Tokens(text, words, starts, vocabulary, {*filter(str.isdecimal, capitals)}, ends)


def indexes_of(tokens: Tokens, wanted: Set[str]) -> Iterator[int]:
    """The indexes of the words that are among those wanted, in order."""
    words, there = tokens.words, wanted & tokens.vocabulary  # of many thousands, a few: quicker to ask
    return compress(range(len(words)), map(there.__contains__, words)) if there else iter(())


def find_toponyms(tokens: Tokens, gazetteer: Gazetteer) -> list[Toponym]:
    """All spans that a name of the gazetteer matches, longest first from the left, in order; none overlap.

    The states that complete another name ("Calif." in "Berkeley, Calif.") are found too.
    """
    found: list[Toponym] = []
    stop = 0
    for index in indexes_of(tokens, gazetteer.first_words):
        if index < stop:
            continue
        match = longest_match(tokens, index, gazetteer)
        if match is None:
            continue
        toponym = _toponym(tokens, index, *match, found, gazetteer)
        if toponym is not None:
            found.append(toponym)
            stop = toponym.stop
    _part_states(tokens, found, gazetteer)
    return found


def spread_abroad(tokens: Tokens, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Take a name that lies abroad once for the same wherever it stands, unless something says its state somewhere."""
    abroad = {
        name.key for name in found if not name.candidates and _is_abroad(tokens.words, name.first, name.stop, gazetteer)
    }
    if not abroad:
        return
    abroad -= {name.key for name in found if name.state} | gazetteer.state_of_key.keys()
    for name in found:
        if name.key in abroad and name.level is None:
            name.candidates = ()


def _part_states(tokens: Tokens, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Take a state for a name of its own that seems to complete the name before it, where that is another state or a
    great city: "Washington, Vermont, Rhode Island" names no Washington in Vermont."""

    def is_state(index: int) -> bool:
        return 0 <= index < len(found) and bool(found[index].candidates) and found[index].key in gazetteer.state_of_key

    def joined(left: int, right: int) -> bool:
        return tokens.words[found[left].stop : found[right].first] in ([","], ["and"], [",", "and"], ["or"])

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


GREAT = 200_000
"""People from which a city is great."""
TIMES = 20
"""How many times as many people a namesake elsewhere has that is meant in a list of great cities."""


def are_great_cities(names: list[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether names are great cities', though the second is a state's: "Philadelphia, New York and Chicago"."""

    def most(name: Toponym, usps: str | None = None) -> int:
        cities = (gazetteer.entities[i] for i in name.candidates if gazetteer.entities[i].level == "city")
        return max((city.population for city in cities if usps in (None, city.usps)), default=0)

    head = names[0]
    return head.level in (None, "city") and min(map(most, names)) > max(GREAT, TIMES * most(head, head.state))


def part(head: Toponym, tail: Toponym) -> None:
    """Take a state that completes the name before it for a name of its own."""
    head.state = head.state_cue = tail.tail_of = tail.level = tail.level_cue = None


def longest_match(tokens: Tokens, index: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """The longest name that begins at a token: the index of the token behind it and its key, or None."""
    words, starts = tokens.words, tokens.starts
    names, prefixes, count = gazetteer.names, gazetteer.prefixes, len(words)
    key = _canonical(words[index])
    best = None
    at = index + 1
    while True:
        if key in names:
            best = (at, key)
        if key not in prefixes or at >= count:
            return best
        word = words[at]
        if word[0].islower() and word not in LINKS:
            return best  # most names end here, so that nothing else need be looked at
        end = starts[at - 1] + len(words[at - 1])
        if tokens.ends:
            end = tokens.ends.get(end, end)
        if word == "," and words[at + 1 : at + 2] in JUNIOR and f"{key} jr" in prefixes:
            end, at, word = starts[at] + 1, at + 1, words[at + 1]
        if word in JOINERS:
            if starts[at] != end or at + 1 >= count:
                return best
            if word == "." and not (len(words[at - 1]) == 1 or _canonical(words[at - 1]) in DOTLESS):
                return best
            end = starts[at] + 1
            at += 1
            word = words[at]
            if starts[at] != end and words[at - 1] != ".":
                return best
        elif starts[at] == end:  # glued: "VermontCity"
            return best
        gap = tokens.text[end : starts[at]]
        if gap not in ("", " ") and not _goes_on(tokens.text, end, gap, word):
            return best
        if best and "\n" in gap and _follows_comma(words, index, key, gazetteer):
            return best  # "Alameda County, California" at the end of a line, "City Council" in the next
        if not (word[0].isupper() or word in LINKS or words[at - 1] in APOSTROPHES):
            return best
        key = f"{key} {_canonical(word)}"
        at += 1


def _follows_comma(words: list[str], index: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a state's and stands behind a comma, as at the end of an address."""
    return words[index - 1] == "," and key in gazetteer.state_of_key


def _goes_on(text: str, end: int, gap: str, word: str) -> bool:
    """Whether a name goes on with a word behind a gap that is wider than a blank."""
    if "\n" in gap:
        return _same_line(text, end, end + len(gap))
    columns = "\t" in gap or (len(gap) > WIDEST_BLANK and word.lower() in LEVEL_OF)  # "Chesapeake     City"
    return not columns


WIDEST_BLANK = 2
"""Blanks that may stand before a noun that is part of a name; more part two columns."""
WRAPPED = 45
"""Code points from which a line is one of wrapped prose, so that a name may go on in the next."""


def _same_line(text: str, end: int, start: int) -> bool:
    """Whether nothing but blanks, or the wrap of a line of prose, parts two words."""
    breaks = text.count("\n", end, start)
    if breaks != 1:
        return breaks == 0
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if "|" in line[-WRAPPED:]:
        return False
    return len(line) >= WRAPPED or (", " in line and line.split()[-1] not in STATE_ENDS)


def _canonical(word: str) -> str:
    word = (word if word.isascii() else plain(word)).lower()
    return SHORT_FORMS.get(word, word)


def _toponym(
    tokens: Tokens, index: int, stop: int, key: str, found: list[Toponym], gazetteer: Gazetteer
) -> Toponym | None:
    """The toponym of a match with what stands directly around it, or None where it is no name here."""
    words, starts = tokens.words, tokens.starts
    previous = found[-1] if found else None
    usps = gazetteer.abbreviations.get(key)
    abbreviated = usps is not None and (
        key not in gazetteer.by_key or _completes(tokens, index, previous) or (words[index].isupper() and len(key) == 2)
    )
    candidates = gazetteer.by_key.get(key, ())
    if abbreviated and usps is not None:
        if not _abbreviation_stands(tokens, index, stop, key, previous, gazetteer):
            if key not in gazetteer.by_key or words[index].isupper():
                return None
            abbreviated = False
        else:
            candidates = (gazetteer.state_index[usps],)
            if stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1):
                stop += 1
    if usps == "DC" and previous is not None and previous.key == "washington" and _completes(tokens, index, previous):
        _join_capital(tokens, previous, stop, gazetteer)
        return None
    if not abbreviated and _is_other(tokens, index, stop, key, found, gazetteer):
        return None
    if not abbreviated and (_is_region(words, index, key, gazetteer) or _is_abroad(words, index, stop, gazetteer)):
        candidates = ()
    toponym = Toponym(index, stop, starts[index], tokens.end(stop - 1), key, candidates)
    toponym.abbreviated = abbreviated
    _attach_level(tokens, toponym, previous, gazetteer)
    if _says_region(tokens, toponym, previous, gazetteer):
        toponym.tail_of = len(found) - 1
    else:
        _attach_to_previous(tokens, toponym, found, gazetteer)
    return toponym


def _is_other(tokens: Tokens, index: int, stop: int, key: str, found: list[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a match is part of another name here, or a word: "Lake Michigan", "May 12", "the Justice Department"."""
    words = tokens.words
    after = words[stop] if stop < len(words) else ""
    return (
        (words[index] in PARTS and after == "of")
        or (words[index], after) in AREAS
        or (key == "washington" and index > 0 and _is_given(words[index - 1]))
        or _is_federal(words, index, after, key, gazetteer)
        or (stop == index + 1 and after.isdecimal() and (words[index] in MONTHS or _is_page(words, index)))
        or (_is_feature(tokens, index, stop, key, gazetteer) and not _ends_row(found, index))
        or (BEFORE.get(key) == "compass" and _canonical(after) in gazetteer.state_of_key)  # "Central Indiana"
        or _is_part_of_country(words, index, stop, key, gazetteer)
    )


AREAS = frozenset((("National", "Capital"), ("Twin", "Cities")))
"""Areas that places are named like."""


def _is_page(words: list[str], index: int) -> bool:
    """Whether a word begins the number of a page: "Page 3 of 20"."""
    return words[index].lower() == "page" and words[index + 2 : index + 3] == ["of"]


def _ends_row(found: list[Toponym], index: int) -> bool:
    """Whether three names in a row, with nothing between them, stand right before a token."""
    return len(found) > 2 and [name.stop for name in found[-3:]] == [found[-2].first, found[-1].first, index]


REGIONAL = frozenset(
    """northern southern eastern western central upstate downstate northeastern northwestern southeastern
    southwestern""".split()
)


def _is_region(words: list[str], index: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a state's name is only part of a region's: "Northern Virginia"."""
    if key not in gazetteer.state_of_key or not index:
        return False
    before = words[index - 1]
    return before.lower() in REGIONAL and before[0].isupper()


def _says_region(tokens: Tokens, state: Toponym, previous: Toponym | None, gazetteer: Gazetteer) -> bool:
    """Give the name before a part of a state that state: "Clark County in southern Indiana"; whether there is one."""
    usps = gazetteer.state_of_key.get(state.key)
    if usps is None or previous is None or previous.tail_of is not None:
        return False
    between = tokens.words[previous.stop : state.first]
    between = between[1:] if between[:1] == [","] else between
    if (
        len(between) < 2
        or between[0].lower() != "in"
        or (previous.key in gazetteer.state_of_key and not previous.level)
    ):
        return False
    fits = all(BEFORE.get(word.lower()) == "compass" for word in between[1:])
    if not fits or not any(gazetteer.entities[i].usps == usps for i in previous.candidates if gazetteer.counties[i]):
        return False
    previous.state, previous.state_cue = usps, "state after in"
    state.level, state.level_cue = "state", "says where"
    return True


def _is_abroad(words: list[str], index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a name lies abroad or is a country: "Paris, France", "Toronto, ON", "Province of Ontario"."""
    if index > 1 and words[index - 1] == "of" and words[index - 2].lower() == "province":
        return True
    if stop + 1 >= len(words) or words[stop] not in (",", "("):
        return False
    word = words[stop + 1]
    if word in PROVINCES:
        return True
    key = word.lower()
    return key not in gazetteer.by_key and word.istitle() and (key in lexicon().country or key in REGIONS_ABROAD)


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


def _is_given(word: str) -> bool:
    """Whether a word is a given name and nothing else: "George", but not "Will"."""
    low = word.lower()
    return word[0].isupper() and low in lexicon().given and low not in lexicon().word


MONTHS = frozenset(("April", "August", "June", "March", "May", "AUGUST", "MAY"))
"""Months of whose name there are places too, but none with a number behind it."""
NO_PLACE_AFTER = frozenset(("road", "press"))
"""Cues of the capitalised word after a name that make it a street's or a newspaper's."""
FEATURES = frozenset("Bay Canal Creek Dam Harbor Lake Rancheria Reservation Reservoir River Rivers Sound".split())
"""Words that make the name before them a river's, a lake's or a reservation's."""

PARTS = frozenset(("Balance", "Remainder", "Rest"))
"""Words that, with "of" behind them, are part of what they stand before: "Balance of Kern County"."""


REGIONS = frozenset(("midwest", "northeast", "northwest", "southeast", "southwest"))
"""Parts of the country that places are named like, besides those that a single point of the compass names."""
THE = frozenset(("the", "The"))


def _is_part_of_country(words: list[str], index: int, stop: int, key: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a part of the country's: "in the West", but not "the West, Texas, plant"."""
    if not index or words[index - 1] not in THE or not (BEFORE.get(key) == "compass" or key in REGIONS):
        return False
    behind = words[stop + 1].lower() if words[stop : stop + 1] == [","] and stop + 1 < len(words) else ""
    return behind not in gazetteer.state_of_key and behind not in gazetteer.abbreviations


SCHOOLS = frozenset(("college", "university"))


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
        and not (words[stop].isupper() and words[stop].lower() in gazetteer.abbreviations)
        and _same_line(tokens.text, tokens.end(stop - 1), tokens.starts[stop])
        and tokens.text[tokens.end(stop - 1) : tokens.starts[stop]] == " "
    )


def _join_capital(tokens: Tokens, washington: Toponym, stop: int, gazetteer: Gazetteer) -> None:
    """Make "Washington, D.C." one name."""
    washington.stop = stop
    washington.end = tokens.end(stop - 1)
    washington.state, washington.state_cue = "DC", "Washington, D.C."


def _completes(tokens: Tokens, index: int, previous: Toponym | None) -> bool:
    """Whether a token stands where the state of the name before it would: "Berkeley, X", "Portland (X", "Toledo X"."""
    if previous is None:
        return False
    between = tokens.words[previous.stop : index]
    return between in ([","], ["("], ["["], [], OF_BOTH_KINDS)


OF_BOTH_KINDS = ["(", "city", "and", "county", ")", ","]
"""What may stand between a name and its state: "Denver (city and county), Colo."."""


ROAD_NUMBER = re.compile(r"\.?[ -]\d{1,3}\b")
"""A number that makes the state before it a road's."""


def _abbreviation_stands(
    tokens: Tokens, index: int, stop: int, key: str, previous: Toponym | None, gazetteer: Gazetteer
) -> bool:
    """Whether an abbreviation names a state here and is not a word, an initial or the end of a sentence."""
    words, starts = tokens.words, tokens.starts
    before = words[index - 1] if index else ""
    if before not in (",", "(") and ROAD_NUMBER.match(tokens.text, tokens.end(stop - 1)):
        return False  # "W.Va. 61"
    if words[index] == "IN" and before not in (",", "(") and _is_preposition(tokens, stop):
        return False
    dotted = stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1)
    if _completes(tokens, index, previous) and not (len(key) > 2 and before != "," and _heads_line(tokens, index)):
        in_table = dotted and words[stop + 1 : stop + 2] == ["$"]  # "Jackson Miss. $252,439"
        return before in (",", "(") or words[index].isupper() or in_table
    if len(words[index]) == 1 and stop - index > 1:  # N.Y., D.C.
        return words[index].isupper() and not (stop < len(words) and words[stop] == "&")
    if key == "dc":
        return True
    if before == "-" and index > 1 and words[index - 2] in ("D", "R", "I", "Dem", "Rep"):
        return True
    if _labels_line(tokens, index, stop, gazetteer):
        return True
    in_row = previous is not None and previous.abbreviated and words[previous.stop : index] in (["and"], [",", "and"])
    if before in (",", "(") and index > 1 and words[index - 2][0].isupper():
        return dotted or words[index].isupper() or before == "("
    if (
        words[index].isupper()
        and len(key) == 2
        and (_in_row(words, index, stop, gazetteer) or _in_columns(tokens, index, gazetteer))
    ):
        return True
    if dotted and len(key) > 1 and (in_row or _fills_cell(tokens, index, stop)):
        return True
    zip_code = stop < len(words) and len(words[stop]) == 5 and words[stop].isdigit()
    if dotted and key in WORDS_TOO:  # inside a sentence or a heading, so the full stop is the abbreviation's
        return stop + 1 < len(words) and (words[stop + 1].islower() or words[stop + 1] in (":", ",", ";"))
    return (dotted and len(key) > 2) or (zip_code and words[index].isupper())


def _heads_line(tokens: Tokens, index: int) -> bool:
    """Whether a word begins a line in which another word in capitals follows: "IND CITY" under the name of a county."""
    above = index > 0 and "\n" in tokens.text[tokens.starts[index - 1] : tokens.starts[index]]
    return above and _is_preposition(tokens, index + 1) and tokens.text[tokens.end(index)] == " "


CODE_LABEL = re.compile(rf"(?m)^[^\w\n]{{0,12}}(?P<code>{'|'.join(POSTAL)}):[ \t]+(?P<word>[A-Z]\w+)")
"""A line that the code of a state labels: "AZ: Maricopa"."""
NEAR_LABEL = 200
"""Code points from one within which another one is looked for."""


def _labels_line(tokens: Tokens, index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation is one of several codes of states that label lines with names."""
    text, start = tokens.text, tokens.starts[index]
    if tokens.words[stop : stop + 1] != [":"]:
        return False
    line = text.rfind("\n", max(0, start - 12), start) + 1
    label = CODE_LABEL.match(text, line)
    if label is None or label.start("code") != start or label["word"] not in gazetteer.first_words:
        return False
    others = (
        CODE_LABEL.search(text, max(0, line - NEAR_LABEL), line),
        CODE_LABEL.search(text, label.end(), label.end() + NEAR_LABEL),
    )
    return any(o and o["code"] != label["code"] and o["word"] in gazetteer.first_words for o in others)


CELL_BEGINS = re.compile(r"(?:^|\ufeff|\n|\t|\||[ ]{2})[ ]*$")
CELL_ENDS = re.compile(r"\.(?:[*†‡§¶\d]{0,3}|\(\w\))[ ]*(?:[ ]{2}|[\t|\n]|$)")


def _fills_cell(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether an abbreviation with its full stop, and the mark of a note, has a cell or a line of its own."""
    start, end = tokens.starts[index], tokens.end(stop - 1)
    return bool(CELL_BEGINS.search(tokens.text, max(0, start - 4), start) and CELL_ENDS.match(tokens.text, end))


def _is_preposition(tokens: Tokens, stop: int) -> bool:
    """Whether capitals go on in the line, so that "IN" before them is a word: "IN LOUISIANA"."""
    return stop < len(tokens.words) and tokens.words[stop].isupper() and tokens.starts[stop] == tokens.end(stop - 1) + 1


def _in_row(words: list[str], index: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation of two capitals stands beside another one: "AL, AR", "ME / OR"."""

    def beside(mark: list[str], word: list[str]) -> bool:
        return mark in ([","], ["/"], [";"], ["·"]) and any(
            len(w) == 2 and w.isupper() and w.lower() in gazetteer.abbreviations for w in word
        )

    return beside(words[stop : stop + 1], words[stop + 1 : stop + 2]) or (
        index > 1 and beside(words[index - 1 : index], words[index - 2 : index - 1])
    )


CODES_TOO = frozenset("AL DE HI ID IN LA MA ME OH OK OR PA".split())
"""Codes of the Postal Service that are words too, in some language or another."""


def _in_columns(tokens: Tokens, index: int, gazetteer: Gazetteer) -> bool:
    """Whether an abbreviation of two capitals is one of three in a row that wide blanks or line ends part."""
    words, starts, codes = tokens.words, tokens.starts, gazetteer.abbreviations

    def is_code(at: int) -> bool:
        return 0 <= at < len(words) and len(words[at]) == 2 and words[at].isupper() and words[at].lower() in codes

    def parted(at: int) -> bool:
        breaks = tokens.text.count("\n", starts[at - 1], starts[at]) if 0 < at < len(words) else 2
        return breaks == 1 or (breaks == 0 and starts[at] - starts[at - 1] > 3)

    first, last = index, index
    while index - first < 2 and parted(first) and is_code(first - 1):
        first -= 1
    while last - first < 2 and parted(last + 1) and is_code(last + 1):
        last += 1
    row = {*words[first : last + 1]}
    return len(row) > 2 and not row <= CODES_TOO


SINGULARS = "|".join(noun.capitalize() for noun in LEVEL_OF if not noun.endswith("s"))
INVERTED = re.compile(rf",[ ](?P<noun>{SINGULARS})[ ]of(?=[ ]*(?:[ ]{{2}}|[\t|\n;]|$))")
"""What stands behind a name that an index turns round: "Akron, City of"."""


def _attach_level(tokens: Tokens, toponym: Toponym, previous: Toponym | None, gazetteer: Gazetteer) -> None:
    """Read what says a name's level: "County" behind it, an office, "City of" before it."""
    words, first, stop = tokens.words, toponym.first, toponym.stop
    behind = words[stop] if stop < len(words) else ""
    telling = behind[:1].isupper() or behind in TELLING
    before = words[first - 1] if first and (previous is None or previous.stop < first) else ""
    if not telling and behind not in OPENING and before not in ("of", "OF"):
        return
    after = behind if telling and _belongs(tokens, toponym, behind, gazetteer) else ""
    named_on = words[stop + 1 : stop + 2] in (["of"], ["University"])
    itself = after == "State" and (
        (toponym.key == "new york" and not named_on) or CELL_END.match(tokens.text, tokens.end(stop))
    )
    if (after == "state" or itself) and toponym.key in gazetteer.state_of_key:
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
    office = OFFICES.get(after) or (_office_before(words, first) if before == "of" else None)
    if office and may_be(toponym, office, gazetteer):
        toponym.level, toponym.level_cue = office, "office of a " + office
    elif before in ("of", "OF") and first >= 2:
        noun = words[first - 2]
        level = LEVEL_OF.get(noun.lower())
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
    if _follows_comma(words, toponym.first, toponym.key, gazetteer) and ("\n" in gap or len(gap) > WIDEST_BLANK):
        return False  # "Erie County, New York" above "Mayor" or beside it
    return _same_line(tokens.text, toponym.end, tokens.starts[stop])


STRINGING = frozenset((",", ";", "and", "&"))
"""What stands behind the first name of several; the counties of one that is a state's are those of the state."""
OPENING = frozenset((",", "(", "["))
"""Marks behind a name that what it is may stand behind."""
KIND = re.compile(rf"[ ]?[(\[]({SINGULARS})[)\]]", re.IGNORECASE)
"""What a name is, said behind it: "New York [state]"."""
LEGAL = frozenset("city town village borough municipality CDP".split())
"""What the Census Bureau writes behind the names of places: "Princeton city, Texas"."""


def _is_short_for_county(tokens: Tokens, toponym: Toponym, after: str) -> bool:
    """Whether "Co" without a period is a county's, as in a line of a list with nothing more: "Lake Co (P)"."""
    before = tokens.text[max(0, toponym.start - 20) : toponym.start]
    begins = not any(map(str.isalpha, before[before.rfind("\n") + 1 :]))
    return after == "Co" and begins and CO_ENDS.match(tokens.text, tokens.end(toponym.stop)) is not None


CO_ENDS = re.compile(r"[ ]*(?:\n|\(\w+\)|$)")
LEGAL_ENDS = re.compile(r",[ ][A-Z]|[ ]*(?:[ ]{2}|[\t|;\n]|\.{3}|$)")
"""What follows a whole name in such a table: its state, or the end of the cell."""


CELL_END = re.compile(r"[ ]*(?:[ ]{2}|[\t|])")
"""The end of a cell: "Ohio State" is a state there, and no university or team."""


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
        or (
            after.lower() in ("counties", "parishes")  # "Indiana counties" are those of the state
            and toponym.key in gazetteer.state_of_key
            and not _ends_list(words, toponym.first)
        )
    ):
        level = None
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


def _ends_list(words: list[str], first: int) -> bool:
    """Whether a name ends a list that is none of states, as far as its last two names tell: "Raleigh and Wyoming"."""
    return first > 1 and words[first - 1] in ("and", "&") and words[first - 2] not in STATE_ENDS


OFFICES = {"Mayor": "city", "mayor": "city", "Mayors": "city", "mayors": "city", "Gov": "state", "Governor": "state"}
"""Offices that say what a place is: "Chicago Mayor", "Mayor N of Chicago"."""
TELLING = frozenset((*LOWER_CASE, *LEGAL, *OFFICES, "state"))
"""Words behind a name that may say its level, besides those with a capital."""
LONGEST_TITLE = 5
"""Words in which a title before "of" is looked for."""


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


def may_be(toponym: Toponym, level: str, gazetteer: Gazetteer, usps: str | None = None) -> bool:
    """Whether some candidate is at a level, and in a state where one is given."""
    entities = gazetteer.entities
    return any(entities[i].level == level and usps in (None, entities[i].usps) for i in toponym.candidates)


def drop_noun(toponym: Toponym, usps: str, gazetteer: Gazetteer) -> None:
    """Take "City" at the end of a name for a noun where that is all that keeps it from lying in a state: "Cumberland
    City" is a town in Tennessee, but in Maryland the city of Cumberland.
    """
    key = toponym.key.removesuffix(" city")
    if key == toponym.key or may_be(toponym, "city", gazetteer, usps):
        return
    places = tuple(i for i in gazetteer.by_key.get(key, ()) if gazetteer.usps[i] == usps and gazetteer.counties[i])
    known = max((gazetteer.entities[i].population for i in toponym.candidates), default=0)
    if any(gazetteer.entities[i].level == "city" and gazetteer.entities[i].population > known for i in places):
        toponym.key, toponym.candidates = key, places
        toponym.level, toponym.level_cue = "city", "City after"


def _is_common(key: str) -> bool:
    """Whether a name is a word or a given name, so that a state right behind it proves nothing: "George Washington"."""
    return key in lexicon().word or key in lexicon().given


def _closes(tokens: Tokens, toponym: Toponym, between: list[str]) -> bool:
    """Whether a state stands in parentheses or brackets alone."""
    behind = tokens.words[toponym.stop : toponym.stop + 1]
    return (between == ["("] and behind == [")"]) or (between == ["["] and behind == ["]"])


def _wrapped_state(tokens: Tokens, toponym: Toponym, between: list[str]) -> bool:
    """Whether a state begins a line and goes with the name that ends the line before."""
    return between == [","] and tokens.words[toponym.stop : toponym.stop + 1] in ([";"], ["."])


ADJACENT = "state adjacent"
"""The cue of a state that nothing but blanks part from the name before it."""
STATE_CUES = {
    ",": "state after comma",
    "(": "state in parentheses",
    "[": "state in parentheses",
    "in": "state after in",
}
"""What stands between a name and its state, and what it is called."""


def _may_complete(tokens: Tokens, state: Toponym, previous: Toponym, between: list[str]) -> bool:
    """Whether a state stands behind a name as one that completes it does, as far as what parts them tells."""
    if (
        between not in ([","], ["("], ["["], [], ["in"], OF_BOTH_KINDS)
        or previous.tail_of is not None
        or previous.abbreviated
    ):
        return False
    if not _same_line(tokens.text, previous.end, state.start) and not _wrapped_state(tokens, state, between):
        return False
    behind = "".join(tokens.words[state.stop : state.stop + 1])
    labels = behind == ":" or behind in DASHES or tokens.text.startswith("  ", state.end)
    if labels and "\n" in tokens.text[previous.end : state.start]:
        return False  # the label of the next line
    wide = state.start - previous.end > 1  # a column of its own
    return bool(between) or wide or state.abbreviated or not _is_common(previous.key)


def _attach_to_previous(tokens: Tokens, toponym: Toponym, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Give the name before a state that state: "Berkeley, Calif.", "Portland (Oregon)", "Springfield Illinois"."""
    if not found or not toponym.candidates:
        return
    usps = gazetteer.abbreviations.get(toponym.key) if toponym.abbreviated else gazetteer.state_of_key.get(toponym.key)
    if usps is None or toponym.level not in (None, "state"):
        return
    if not found[-1].candidates and _completes(tokens, toponym.first, found[-1]):  # "Northern Virginia, VA"
        toponym.tail_of = len(found) - 1
        toponym.level, toponym.level_cue = "state", "completes a name"
        return
    previous = found[-1]
    between = tokens.words[previous.stop : toponym.first]
    if not _may_complete(tokens, toponym, previous, between):
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
        and (_closes(tokens, toponym, between) or toponym.abbreviated)
        and previous.key not in gazetteer.state_of_key
    ):
        previous.candidates = ()  # the state has no such place: "Salem (New Hampshire)"
    else:
        return
    toponym.tail_of = len(found) - 1
    toponym.level, toponym.level_cue = "state", "says where" if between == ["in"] else "completes a name"
