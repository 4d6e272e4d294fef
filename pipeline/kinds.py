"""Finds what an enumeration is a list of: the level and the state that are said once of all its names, or shown by all.

"Eastland and Callahan counties", "the Virginia cities of Salem and Norton"; and sixty-eight names that are all counties
of Oklahoma, few of them its cities.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import accumulate, pairwise

from pipeline.cues import DASHES, LEVEL_OF, NEIGHBORING, NOUNS, PARTIES, PLURAL, PLURALS
from pipeline.elsewhere import AFTER_LIST, set_aside_elsewhere, stateless
from pipeline.gazetteer import Gazetteer
from pipeline.lines import BLANK_LINE, SENTENCE_END, may_lie_in, state_of
from pipeline.states_beside import STATE_CUES, are_great_cities, is_great, states_before
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym, may_be, part

BEFORE_LIST = re.compile(
    rf"\b(?P<noun>{PLURAL})\b"
    r"(?:\s*\([^()]*\))?(?:\s+(?:of|in|are|were|is|include|includes|included|including|such\s+as|like|named|identified|"
    r"affected|listed|on|the|department|added|covered|designated|follow|following|below|as|department's|list|for|these|to|be|"
    r"declared|that|which|there|country|nation|region|state))*(?:,\s+namely)?\s*[:,–—-]?\s*\(?(?:the\s+)?$",
    re.IGNORECASE,
)
"""A plural noun that says what the names behind it are: "the counties of", "these parishes:", "cities including"."""


OTHER_NOUN = re.compile(rf"\b(?:{PLURAL})(?:,|,?[ ](?:and|or|and/or)|/|[ ]&)[ ]?$", re.IGNORECASE)
"""What stands before that noun where the names are of more than one level: "these counties and cities:"."""
LONGEST_LEAD = 90
"""Code points before a list in which that is looked for."""
OFFICES = {"sheriffs": "county", "mayors": "city"}
OFFICERS = re.compile(rf"\b({'|'.join(OFFICES)})[ ]of[ ](?:the[ ])?$", re.IGNORECASE)
"""Officers before the names, which say what these are: "the sheriffs of"."""
PLURAL_BEFORE = re.compile(rf"\b(?:{NEIGHBORING})[ ]({PLURAL})[ ]$", re.IGNORECASE)
"""A noun within a list, which says what the names behind it are."""
BEHIND_LIST = re.compile(
    rf"[ ](?:(?:are|were)[ ](?:the[ ])?(?:independent[ ]|only[ ]|other[ ]|remaining[ ])?|\(all[ ])(?P<noun>{PLURAL})\b",
    re.IGNORECASE,
)
"""The same behind them: "Norfolk and Roanoke were the independent cities"."""


def share_kinds(tokens: Tokens, toponyms: list[Toponym], lists: Sequence[list[int]], gazetteer: Gazetteer) -> None:
    """Note on the members of each enumeration, given by their indexes, what is said once of all or shown by them.

    So do the seats of legislators, "R-Hardy" and "D-Kanawha", for all that they stand apart.
    """
    seats = [toponym for toponym in toponyms if _is_seat(tokens, toponym)]
    if not lists and not seats:
        return
    states = [(toponym.start, usps) for toponym in toponyms if (usps := state_of(toponym, gazetteer))]
    named = Counter(usps for _, usps in states)
    for indexes in lists:
        _part_kinds([toponyms[i] for i in indexes], gazetteer)
        _share_plural(tokens, toponyms, indexes, gazetteer)
        _share_lead(tokens, [toponyms[i] for i in indexes], gazetteer)
        _share_in(tokens, [toponyms[i] for i in indexes], gazetteer)
        _share_leading(tokens, toponyms, indexes, gazetteer)
        _share_state(tokens, toponyms, indexes, gazetteer)
        _share_before(tokens, toponyms, indexes, gazetteer)
    before, at = set[str](), 0
    for indexes in lists:
        while at < len(states) and states[at][0] < toponyms[indexes[0]].start:
            before.add(states[at][1])
            at += 1
        _share_shown(tokens, [toponyms[i] for i in indexes], named, before, gazetteer)
    set_aside_elsewhere(tokens, toponyms, lists, gazetteer)
    _share_alike([[toponyms[i] for i in indexes] for indexes in lists], gazetteer)
    _show_seats(seats, named, gazetteer)


def _part_kinds(members: list[Toponym], gazetteer: Gazetteer) -> None:
    """Take names under the heading of counties for cities where the counties among them say so, each by itself:
    "Fairfax", "Fairfax (County)".
    """
    if not any(member.level_cue == "(county)" for member in members):
        return
    for member in members:
        headed = member.level == "county" and (member.level_cue or "").startswith("under the heading")
        if headed and may_be(member, "city", gazetteer, member.state):
            member.level, member.level_cue = "city", "beside those called counties"


def _is_seat(tokens: Tokens, toponym: Toponym) -> bool:
    """Whether a party stands before a name: "D-Kanawha"."""
    words, first = tokens.words, toponym.first
    return first > 1 and words[first - 1] in DASHES and words[first - 2] in PARTIES and not toponym.abbreviated


def _share_lead(tokens: Tokens, members: list[Toponym], gazetteer: Gazetteer) -> None:
    """Read the noun before the first name: "the counties of", "these parishes:", "cities including"."""
    said: tuple[str, str] | None = None
    for member in members:
        cue = member.level_cue or ""
        noun = cue.lower().removesuffix(" of")
        if cue.endswith(" of"):
            said = (LEVEL_OF[noun], cue) if noun in PLURALS else None
        elif said:
            _set_level([member], *said, gazetteer)
    if said:
        return
    said = _said_around(tokens.text, members, gazetteer)
    if said:
        _set_level(members, *said, gazetteer)
    _share_within(tokens.text, members, gazetteer)


def _share_within(text: str, members: list[Toponym], gazetteer: Gazetteer) -> None:
    """Read a noun within a list for the names behind it: "Polk County and neighboring counties Dallas, Warren"."""
    noun: str | None = None
    for earlier, member in pairwise(members):
        plural = PLURAL_BEFORE.search(text, earlier.end, member.start)
        noun = plural[1].lower() if plural else noun
        if noun:
            _set_level([member], PLURALS[noun], noun + " within the list", gazetteer)


def _said_around(text: str, members: list[Toponym], gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The level that the words before all names or behind them say, and these words."""
    start, first = max(0, members[0].start - LONGEST_LEAD), members[0].start
    office = OFFICERS.search(text, start, first) if text.endswith((" of ", " of the "), start, first) else None
    if office and sum(may_be(member, "state", gazetteer) for member in members) * 2 < len(members):
        return OFFICES[office[1].lower()], office[1].lower() + " of the list"
    lead = BEFORE_LIST.search(text, start, first)
    if lead and OTHER_NOUN.search(text, start, lead.start("noun")):
        return None
    if lead and lead[0].lower().endswith(" in ") and all(may_be(member, "state", gazetteer) for member in members):
        return None  # "nine counties in Iowa and Utah"
    if lead:
        new = all(member.level is None for member in members)
        return (PLURALS[lead["noun"].lower()], lead["noun"].lower() + " before the list") if new else None
    behind = BEHIND_LIST.match(text, members[-1].end) if len(members) > 1 else None
    return (PLURALS[behind["noun"].lower()], behind["noun"].lower() + " behind the list") if behind else None


STATE_LEADS = re.compile(rf",\s+(?:the\s+(?:{PLURAL})\s+of\s+)?", re.IGNORECASE)
"""What stands between a state that leads and its names: "in Florida, Monroe and Hendry"."""
STATE_BEFORE = re.compile(
    rf"\s(?:{PLURAL})\s+of\s+(?:the\s+)?|\s+(?:{PLURAL})\s*[:–—-]*\s+\(?|['’]s?\s+(?:(?:{NOUNS})\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
STATE_AFTER = re.compile(r"\s*,?\s*(?:all\s+)?(?:in|of)\s+(?:the\s+state\s+of\s+)?", re.IGNORECASE)


def _share_state(tokens: Tokens, toponyms: list[Toponym], indexes: list[int], gazetteer: Gazetteer) -> None:
    """Read the state said once: "the Texas counties of Harris and Brazoria", "Salem and Norton, both in Virginia"."""
    first, last = indexes[0], indexes[-1]
    for index, span, pattern in (
        (first - 1, (toponyms[first - 1].end, toponyms[first].start), STATE_BEFORE),
        (last + 1, (toponyms[last].end, toponyms[last + 1].start if last + 1 < len(toponyms) else -1), STATE_AFTER),
    ):
        if not 0 <= index < len(toponyms) or toponyms[index].tail_of is not None or span[1] - span[0] > 40:
            continue
        if BLANK_LINE.search(tokens.text, *span):
            continue
        state = toponyms[index]
        usps = gazetteer.state_of_key.get(state.key)
        leads = index < first and tokens.words[state.first - 1 : state.first] in (["in"], ["In"], ["IN"])
        if (
            usps
            and state.candidates
            and (pattern.fullmatch(tokens.text, *span) or (leads and STATE_LEADS.fullmatch(tokens.text, *span)))
        ):
            for member in (toponyms[i] for i in indexes):
                if member.state is None and may_lie_in(member, usps, gazetteer):
                    member.state, member.state_cue = usps, "state said of the list"


def _share_before(tokens: Tokens, toponyms: list[Toponym], indexes: list[int], gazetteer: Gazetteer) -> None:
    """Read the state that the line of some counties named last before them, where it has all of them: "In Iowa, those
    who live in Clay, Cass and Union Counties", "Two counties in Ohio were hit. The area takes in Clark and Logan".
    """
    members = [toponyms[i] for i in indexes]
    if any(member.state or member.level != "county" for member in members):
        return
    for state, usps in states_before(tokens, toponyms, indexes[0], gazetteer):
        regional = not state.candidates and state.level is None  # "Southern Illinois"
        before = tokens.words[state.first - 1].lower() if state.first else "."
        subject = before in BEGINS and SUBJECT.match(tokens.text, state.end) is not None
        placed = regional or before in LIES_IN or subject
        if SENTENCE_END.search(tokens.text, state.end, members[0].start):
            counted = state.first > 1 and tokens.words[state.first - 2].lower() in PLURALS
            placed = placed and (counted or THERE.match(tokens.text, members[-1].end) is not None)
        if placed and all(may_be(member, "county", gazetteer, usps) for member in members):
            for member in members:
                member.state, member.state_cue = usps, "state said of the list"
        return


THERE = re.compile(r"[ ]in[ ]that[ ]state\b")
"""What refers to the state of a sentence before."""
BEGINS = frozenset((".", "and", "but", "the", "while"))
SUBJECT = re.compile(
    r"[ ](?:[A-Z]|(?:officials|authorities|is|has|had|was|will|sees?|saw|found|reports?|reported|confirmed|added)\b)"
)
"""Words before a state that begins a sentence or a clause, and what stands behind it where that speaks of what is in
it: "while Iowa sees it in", "The Ohio Department found it in", but not "Ohio crews work in".
"""
LIES_IN = frozenset(("across", "in", "of", "throughout"))
"""Words before a state that others lie in."""


def _share_leading(tokens: Tokens, toponyms: list[Toponym], indexes: list[int], gazetteer: Gazetteer) -> None:
    """Read a state that leads the names behind it within a list: "Boston and, in New Jersey, Newark and Paterson"."""
    usps: str | None = None
    level: str | None = None
    for earlier, index in pairwise(indexes):
        state, member = toponyms[index - 1], toponyms[index]
        mark = tokens.words[state.stop : member.first]
        if earlier < index - 1 and mark in ([","], [":"]):
            between = tokens.text[toponyms[earlier].end : state.start]
            if IN_ENDS.search(between):
                usps = state_of(state, gazetteer)
                noun = PLURAL_NOUN.search(between) if mark == [":"] else None
                level = PLURALS[noun[0].lower()] if noun else None
        if usps and member.state is None and may_lie_in(member, usps, gazetteer):
            member.state, member.state_cue = usps, "state said of the list"
            if level:
                _set_level([member], level, f"{level} said of the list", gazetteer)
        elif usps:
            usps = None


def _share_in(tokens: Tokens, members: list[Toponym], gazetteer: Gazetteer) -> None:
    """Read a state said of the last of some names: "Butte and Harding in South Dakota; Ames and Boone, Iowa; Reno"."""
    for place, last in enumerate(members):
        closed = last.state_cue == "state after comma" and CLOSES_GROUP.match(tokens.text, last.end)
        if last.state_cue != "state after in" and not closed:
            continue
        for earlier in range(place - 1, -1, -1):
            member, following = members[earlier], members[earlier + 1]
            parted = ";" in tokens.text[member.end : following.start]
            if member.state or parted:
                break
            strung = {",", "and"}.issuperset(tokens.words[member.stop : following.first])
            if may_lie_in(member, last.state, gazetteer):
                member.state, member.state_cue = last.state, AFTER_LIST
            elif closed or not strung or state_of(member, gazetteer) or is_great(member, gazetteer):
                break
            else:
                member.candidates = ()  # the state has no such place: "Andover and Chester in Vermont"


IN_ENDS = re.compile(r"\b[Ii]n[ ](?:[a-z]+[ ](?:and[ ][a-z]+[ ])?)?$")
"""What stands before a state that leads the names behind it: "in ", "in northern "."""


CLOSES_GROUP = re.compile(r",[ ](?:[A-Z][\w.]*[ ]?){1,3};")
"""The state behind the last of some names that semicolons part from others."""
TO_OTHERS = frozenset(("to", "for", "in", "by"))
"""Words that, behind "and", may lead to names of another kind."""
FEWEST_OTHERS = 2
"""Names that are no counties from which those before an "and" are none: one may be misspelt."""
BEHIND = PLURALS | {"areas": "county"}
"""Plural nouns behind a list: "Bethel and Kusilvak Census Areas"."""


ENDS_GROUP = frozenset((STATE_CUES[","], STATE_CUES["in"]))
"""The cues that it is for the last one itself."""


def _share_plural(tokens: Tokens, toponyms: list[Toponym], indexes: list[int], gazetteer: Gazetteer) -> None:
    """Read "A, B and C counties" backwards and ", North Carolina" or "in Montana" behind it."""
    for place, index in enumerate(indexes):
        last = toponyms[index]
        word = tokens.words[last.stop - 1].lower() if last.level_cue and last.level_cue.endswith("after") else ""
        if word not in BEHIND and word not in ("county", "parish"):
            continue
        begin = place
        while begin > 0 and _goes_back(tokens, toponyms[indexes[begin - 1]], toponyms[indexes[begin]]):
            begin -= 1
        group = [toponyms[i] for i in indexes[begin : place + 1]]
        if word not in BEHIND:
            _share_singular(tokens, group, word, gazetteer)
            continue
        mixed = toponyms[indexes[0]].level not in (None, BEHIND[word])  # "the cities of A and B and C and D counties"
        fewest = 0 if mixed else FEWEST_OTHERS
        group = group[last_group(tokens, group, BEHIND[word], fewest, gazetteer) : -1]
        _set_level(group, BEHIND[word], f"{word} after the list", gazetteer)
        if last.state:
            for member in group:
                if member.state is None and may_be(member, BEHIND[word], gazetteer, last.state):
                    member.state, member.state_cue = last.state, AFTER_LIST


def _share_singular(tokens: Tokens, group: list[Toponym], word: str, gazetteer: Gazetteer) -> None:
    """Read "A, B and C County" backwards where one state has all of them and none is a great city; and "A/B County"."""
    *others, last = group
    if not others or any(name.key == last.key for name in others):  # "St. Louis/St. Louis County"
        return
    paired = tokens.words[others[-1].stop : last.first] == ["/"]
    if not paired and (len(others) < 2 or tokens.words[last.first - 1] != "and"):
        return
    others = others[-1:] if paired else others
    states = [last.state] if last.state else sorted(_states_with([last], "county", gazetteer))
    for usps in states:
        if all(_is_county(name, usps, gazetteer) and not is_great(name, gazetteer, usps) for name in others):
            if paired and _lies_in(others[0], last, usps, gazetteer):
                return  # "Macon/Bibb County"
            _set_level(others, "county", f"{word} after the list", gazetteer)
            for name in others if last.state else ():
                name.state, name.state_cue = last.state, AFTER_LIST
            return


def _is_county(name: Toponym, usps: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a state has a county of a name that is no independent city."""
    counties = (gazetteer.entities[i] for i in name.candidates if gazetteer.usps[i] == usps)
    return any(county.level == "county" and not county.full_name.endswith(" city") for county in counties)


def _lies_in(name: Toponym, county: Toponym, usps: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a place of a name lies in a county of that state."""
    holding = {gazetteer.counties[i] for i in county.candidates if gazetteer.usps[i] == usps}
    places = (i for i in name.candidates if gazetteer.entities[i].level == "city" and gazetteer.usps[i] == usps)
    return any(gazetteer.counties[i] in holding for i in places)


def _goes_back(tokens: Tokens, left: Toponym, right: Toponym) -> bool:
    """Whether a name may be counted by a noun behind the names that follow it: it says no level itself, and stands in
    their row.
    """
    if left.level is not None or not stateless(left):
        return False
    return tokens.words[left.stop] in (",", "and") or "\n" not in tokens.text[left.end : right.start]


def last_group(tokens: Tokens, names: Sequence[Toponym], level: str, fewest: int, gazetteer: Gazetteer) -> int:
    """Where among some names those begin that a plural behind the last one counts: 0, or behind an "and" that parts
    them from `fewest` or more that cannot be of its level, as in "Fremont and Watsonville and to Monterey and Sonoma
    counties"; of others, with a word such as "to" behind the "and", one is enough.
    """
    others = [*accumulate(int(not may_be(name, level, gazetteer, names[-1].state)) for name in names)]
    for place in range(len(names) - 2, 0, -1):
        between = [word for word in tokens.words[names[place - 1].stop : names[place].first] if word != ","]
        anew = len(between) > 1 and between[1] in TO_OTHERS
        if between[:1] == ["and"] and others[place - 1] >= (min(fewest, 1) if anew else fewest):
            return place
    return 0


def _set_level(members: list[Toponym], level: str, cue: str, gazetteer: Gazetteer) -> None:
    for member in members:
        if member.level is None and may_be(member, level, gazetteer, member.state):
            member.level, member.level_cue = level, cue


PLURAL_NOUN = re.compile(rf"\b(?:{PLURAL})\b", re.IGNORECASE)
FEW = 3
"""Names from which a list shows what it is a list of, where a noun near it says so too."""
MANY = 5
"""Names from which it does in a text that has the noun anywhere."""
SHOWN = 0.9
"""The part of the names that are of the kind."""
NEAR = 250
"""Code points before a list in which its noun is looked for."""


def _share_shown(
    tokens: Tokens, members: list[Toponym], named: Counter[str], before: Set[str], gazetteer: Gazetteer
) -> None:
    """Find the one kind that all names of a list can be: counties of Oklahoma, states. `named` counts the states that
    the text names; those in `before` it names before the list.
    """
    states = {member.state for member in members if member.state and stateless(member)}
    nouns = _nouns_near(tokens, members[0].start)
    shared = {member.state for member in members if member.state_cue == AFTER_LIST}
    for usps in [None, *sorted(states)]:
        group = [m for m in members if m.state == usps and m.candidates and not m.abbreviated]
        group = [m for m in group if stateless(m) or (usps in shared and m.state_cue in ENDS_GROUP)]
        if len(group) < FEW and not (usps and len(members) >= MANY):
            continue
        _show(group, usps, nouns, named, before, gazetteer)
    _show_local(members, nouns, gazetteer)
    possible = sum(may_be(member, "state", gazetteer) for member in members)
    if possible >= FEW and (possible == len(members) or possible >= max(MANY, SHOWN * len(members))):
        _set_level([m for m in members if not m.state], "state", "a list of states", gazetteer)


def _share_alike(lists: Sequence[list[Toponym]], gazetteer: Gazetteer) -> None:
    """Take a list that shows nothing for one of a kind with another: counties of Kentucky under a second label."""
    shown = {
        (member.level, member.state): member.level_cue
        for members in lists
        for member in members
        if (member.level_cue or "").startswith("one of a list of") and member.state
    }
    for members in lists if shown else ():
        if len(members) < FEW or any(member.level or member.state for member in members):
            continue
        for (level, state), cue in shown.items():
            if level and all(may_be(member, level, gazetteer, state) for member in members):
                _take_for(members, level, state or "", cue or "", gazetteer)
                break


def part_tails(toponyms: list[Toponym], indexes: list[int], gazetteer: Gazetteer) -> None:
    """Take a state's name in a long list for an item where all names are of another ("Somerset, Indiana, Greene"), or
    where it is a great city's and stands behind another's ("Newark, New York").
    """
    tails = {toponyms[i].tail_of: i for i in range(indexes[0], indexes[-1] + 2) if i < len(toponyms)}
    heads = [i for i in indexes if i in tails and toponyms[i].state_cue == "state after comma"]
    last = toponyms[indexes[-1]]
    behind = (last.level_cue or "").lower() == "counties after"
    others = {*indexes} - {*heads}
    counties = behind or all(toponyms[i].level == "county" for i in others)
    if not heads or len(indexes) < (FEW if counties else MANY) or len(heads) * 4 > len(indexes):
        return
    places: Counter[str] = Counter()
    for index in indexes:
        places.update(sorted({gazetteer.entities[c].usps for c in toponyms[index].candidates}))
    state, most = places.most_common(1)[0]
    if counties and last.state:
        state, most = last.state, places[last.state]
    for head in heads:
        tail = toponyms[tails[head]]
        ends = head == indexes[-1] and gazetteer.state_of_key.get(tail.key) == state  # "Story and Jasper, Iowa"
        closed = ends or (toponyms[head].level_cue or "").endswith(" after")  # "Ulster counties, New York"
        other = most >= MOSTLY * len(indexes) and may_be(tail, "county", gazetteer, state) and not closed
        if not tail.abbreviated and (other or are_great_cities([toponyms[head], tail], gazetteer)):
            part(toponyms[head], tail)
            indexes.append(tails[head])
            if other and not behind and may_be(toponyms[head], "county", gazetteer, state):
                _take_for([toponyms[head], tail], "county", state, "one of a list of counties", gazetteer)
    indexes.sort()


MOSTLY = 0.7
"""The part of a list's names that a state has where it has all but those misspelt."""


def _show_local(members: list[Toponym], nouns: set[str], gazetteer: Gazetteer) -> None:
    """Take a great city for itself, and not for its state, in a list that names no state else: "Chicago, New York"."""
    either = [member for member in members if member.level is None and may_be(member, "state", gazetteer)]
    great = 2 * len(either) < len(members) and all(is_great(name, gazetteer, name.state) for name in members)
    if not great and len(either) * (FEW - (nouns == {"city"})) >= len(members):
        return
    for name in (name for name in either if name.state is None):
        places = [gazetteer.entities[i] for i in name.candidates]
        state = next(place for place in places if place.level == "state")
        if any(p.level == "city" and p.usps == state.usps and p.population * TENTH > state.population for p in places):
            name.level, name.level_cue = "city", "one of a list of cities"


TENTH = 10
"""The part of its state's people from which a city of the same name is great."""


def _nouns_near(tokens: Tokens, start: int) -> set[str]:
    """The levels that nouns shortly before a list name."""
    return {LEVEL_OF[noun.lower()] for noun in PLURAL_NOUN.findall(tokens.text, max(0, start - NEAR), start)} - {
        "state"
    }


def _show(
    group: list[Toponym],
    usps: str | None,
    nouns: set[str],
    named: Counter[str],
    before: Set[str],
    gazetteer: Gazetteer,
) -> None:
    """Note the level and the state that the names of a list show; those that have a level by themselves don't count."""
    names = [member for member in group if member.level is None]
    if len(names) < FEW <= len(group):
        if not usps and all(member.level == "county" for member in group):
            _show_counties(group, named, before, gazetteer)
        return
    counties, cities = (_states_with(names, level, gazetteer) for level in ("county", "city"))
    state = usps or _state_shown(counties | cities, named, SHOWN * len(names))
    if state is None or not (usps or nouns or len(names) >= MANY or state == "PR"):
        return
    level = _level_shown(counties[state], cities[state], nouns, state)
    if level is None or max(counties[state], cities[state]) < SHOWN * len(names):
        return
    if level == "city" and not usps and not named[state] and (named or _are_great(names, state, gazetteer)):
        return
    _take_for(names, level, state, f"one of a list of {'counties' if level == 'county' else 'cities'}", gazetteer)


def _show_counties(names: list[Toponym], named: Counter[str], before: Set[str], gazetteer: Gazetteer) -> None:
    """Note the one state that has all of some counties, and that the text names where they are few; of several, the one
    that it names before them.
    """
    states = _states_with(names, "county", gazetteer)
    fitting = [usps for usps, count in states.items() if count == len(names) and (named[usps] or len(names) > MANY)]
    fitting = fitting if len(fitting) == 1 else [usps for usps in fitting if usps in before]
    if len(fitting) == 1:
        _take_for(names, "county", fitting[0], "one of a list of counties", gazetteer)


def _are_great(names: list[Toponym], state: str, gazetteer: Gazetteer) -> bool:
    """Whether most names are great cities' elsewhere: the Newark, Oakland and Phoenix of Illinois are villages."""
    elsewhere = (is_great(name, gazetteer) and not is_great(name, gazetteer, state) for name in names)
    return sum(elsewhere) * 2 > len(names)


def _show_seats(seats: list[Toponym], named: Counter[str], gazetteer: Gazetteer) -> None:
    """Note the level of legislators' seats, and the state, where all lie in one that the text names."""
    names = [seat for seat in seats if not (seat.level or seat.state or may_be(seat, "state", gazetteer))]
    counties, cities = (_states_with(names, level, gazetteer) for level in ("county", "city"))
    state = _state_shown(counties | cities, named, SHOWN * len(names))
    if not names or state is None or not named[state]:
        return
    level = _level_shown(counties[state], cities[state], set(), state)
    if level is not None:
        _take_for(names, level, state, "a legislator's seat", gazetteer)


def _take_for(names: list[Toponym], level: str, state: str, cue: str, gazetteer: Gazetteer) -> None:
    """Note on the names that a state has at a level what all of them show."""
    for name in names:
        if may_be(name, level, gazetteer, state):
            if name.level is None:
                name.level, name.level_cue = level, cue
            if name.state is None:
                name.state, name.state_cue = state, "state that the list shows"


def _states_with(names: list[Toponym], level: str, gazetteer: Gazetteer) -> Counter[str]:
    """For each state, how many of the names it has at a level."""
    entities = gazetteer.entities
    found: Counter[str] = Counter()
    for name in names:
        found.update({entities[i].usps for i in name.candidates if entities[i].level == level})
    return found


def _state_shown(places: Counter[str], named: Counter[str], enough: float) -> str | None:
    """The state that has most of the names, and enough; of several, the one that the text names most."""
    most = max(places.values(), default=0)
    if most < enough:
        return None
    fitting = [usps for usps, count in places.items() if count == most]
    if len(fitting) > 1:
        top = max(named[usps] for usps in fitting)
        fitting = [usps for usps in fitting if top and named[usps] == top]
    return fitting[0] if len(fitting) == 1 else None


def _level_shown(counties: int, cities: int, nouns: set[str], usps: str) -> str | None:
    """The level of a list of which so many names are counties of a state and so many its cities."""
    if counties > cities or (counties and usps == "PR"):  # Puerto Rico's towns bear the names of their municipios
        return "county"
    if cities > counties:
        return "city" if nouns != {"county"} else None
    return next(iter(nouns)) if len(nouns) == 1 else None
