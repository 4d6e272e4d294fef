"""Finds the spans of a text that may name a jurisdiction, with the cues around them."""

from pipeline.abbreviations import names_state
from pipeline.cues import LEVEL_OF
from pipeline.gazetteer import LINKS, Gazetteer
from pipeline.levels import attach_level
from pipeline.lexicon import lexicon
from pipeline.lines import is_dateline, state_of
from pipeline.other_names import departments_named, is_abroad, is_other, is_region
from pipeline.states_beside import attach_state, join_capital, part_states, says_region, take_owner
from pipeline.tokens import WIDEST_BLANK, Tokens, canonical, indexes_of, same_line
from pipeline.toponyms import ABSENT, Toponym, completes, follows_comma

JOINERS = frozenset(".-‐‑'’‘–")
"""What may stand inside a name besides blanks: "St. Louis", "Miami-Dade", "Prince George’s"."""
JOINS_SMALL = frozenset("'’‘-")
"""Behind which a part of a name may begin with a small letter: "Hawai‘i", "Carmel-by-the-Sea"."""
OF_CITY = (["Council"], ["Hall"], ["Manager"], ["Attorney"], ["Clerk"], ["Commission"])
"""What "City" may belong to, rather than to the name before it: "the Forest City Council" of Forest."""
JUNIOR = (["Jr"], ["JR"])
"""What may stand behind a comma within a name: "Martin Luther King, Jr. County"."""
DOTLESS = frozenset(["st", "ste", "ft", "mt", "jr"])


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
    part_states(tokens, found, gazetteer)
    return found


def spread_other_meanings(tokens: Tokens, found: list[Toponym], gazetteer: Gazetteer) -> None:
    """Take a name that lies abroad once, or in a state where the reference has none of it, or that is a federal
    department's, for the same wherever it stands, unless something says its state somewhere.
    """
    absent = {name.key for name in found if name.state_cue == ABSENT}
    abroad = {
        name.key for name in found if not name.candidates and is_abroad(tokens.words, name.first, name.stop, gazetteer)
    }
    other = absent | abroad | departments_named(tokens)
    if not other:
        return
    other -= {name.key for name in found if name.state} | gazetteer.state_of_key.keys()
    named = {usps for name in found if (usps := state_of(name, gazetteer))} if absent else set()
    for name in found:
        if name.key in other and name.level is None:
            here = name.key in absent and not named.isdisjoint(gazetteer.usps[i] for i in name.candidates)
            name.candidates = name.candidates if here else ()


def longest_match(tokens: Tokens, index: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """The longest name that begins at a token: the index of the token behind it and its key, or None."""
    words, starts = tokens.words, tokens.starts
    names, prefixes, count = gazetteer.names, gazetteer.prefixes, len(words)
    key = canonical(words[index])
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
            if word == "." and not (len(words[at - 1]) == 1 or canonical(words[at - 1]) in DOTLESS):
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
        if best and "\n" in gap and follows_comma(words, index, key, gazetteer):
            return best  # "Alameda County, California" at the end of a line, "City Council" in the next
        if not (word[0].isupper() or word in LINKS or words[at - 1] in JOINS_SMALL):
            return best
        key = f"{key} {canonical(word)}"
        at += 1


def _goes_on(text: str, end: int, gap: str, word: str) -> bool:
    """Whether a name goes on with a word behind a gap that is wider than a blank."""
    if "\n" in gap:
        return same_line(text, end, end + len(gap))
    columns = "\t" in gap or (len(gap) > WIDEST_BLANK and word.lower() in LEVEL_OF)  # "Chesapeake     City"
    return not columns


def _toponym(
    tokens: Tokens, index: int, stop: int, key: str, found: list[Toponym], gazetteer: Gazetteer
) -> Toponym | None:
    """The toponym of a match with what stands directly around it, or None where it is no name here."""
    words, starts = tokens.words, tokens.starts
    previous = found[-1] if found else None
    usps = gazetteer.abbreviations.get(key)
    abbreviated = usps is not None and (
        key not in gazetteer.by_key
        or completes(tokens, index, previous)
        or (words[index].isupper() and len(key) == 2)
        or tokens.text.startswith(". |", tokens.end(stop - 1))  # "Colo." in a cell, and not Colo, Iowa
    )
    candidates: tuple[int, ...] = ()
    if abbreviated and usps is not None:
        if not names_state(tokens, index, stop, key, previous, gazetteer):
            if key not in gazetteer.by_key or words[index].isupper():
                return None
            abbreviated = False
        else:
            candidates = (gazetteer.state_index[usps],)
            if stop < len(words) and words[stop] == "." and starts[stop] == tokens.end(stop - 1):
                stop += 1
    if usps == "DC" and previous is not None and previous.key == "washington" and completes(tokens, index, previous):
        join_capital(tokens, previous, stop, gazetteer)
        return None
    if not abbreviated and is_other(tokens, index, stop, key, found, gazetteer):
        return None
    if _is_dotted(tokens, stop):
        stop += 1
    if not abbreviated:
        candidates = _candidates(tokens, index, stop, key, previous, gazetteer)
    toponym = Toponym(index, stop, starts[index], tokens.end(stop - 1), key, candidates)
    toponym.abbreviated = abbreviated
    attach_level(tokens, toponym, previous, gazetteer)
    if toponym.level is not None:
        take_owner(tokens, toponym, found, gazetteer)
    if says_region(tokens, toponym, previous, gazetteer):
        toponym.tail_of = len(found) - 1
    else:
        attach_state(tokens, toponym, found, gazetteer)
    return toponym


def _is_dotted(tokens: Tokens, stop: int) -> bool:
    """Whether a full stop behind a name ends its last letter, and no sentence: "Washington D.C."."""
    words = tokens.words
    if words[stop - 2 : stop] != [".", words[stop - 1][:1]] or words[stop : stop + 1] != ["."]:
        return False
    return tokens.starts[stop] == tokens.end(stop - 1)


def _candidates(
    tokens: Tokens, index: int, stop: int, key: str, previous: Toponym | None, gazetteer: Gazetteer
) -> tuple[int, ...]:
    """What a name may stand for where it is, by its index: nothing for a region, a place abroad or its country."""
    words = tokens.words
    if is_region(words, index, key, gazetteer) or is_abroad(words, index, stop, gazetteer):
        return ()
    abroad = previous is not None and not previous.candidates and words[index - 1] == ","
    if abroad and key in lexicon().country and completes(tokens, index, previous):
        return ()  # "Lima, Peru"
    found = gazetteer.by_key.get(key, ())
    if key == "washington" and is_dateline(tokens.text, tokens.starts[index], tokens.end(stop - 1)):
        return tuple(i for i in found if gazetteer.usps[i] == "DC") or found
    if key.endswith(" city") and words[stop : stop + 1] in OF_CITY:
        others = gazetteer.by_key.get(key.removesuffix(" city"), ())
        return found + tuple(i for i in others if gazetteer.entities[i].level == "city")
    return found
