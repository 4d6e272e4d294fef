"""Finds lists that sentences hold: names strung together with commas, "and", amounts, notes in parentheses."""

import re
from collections.abc import Container, Iterator

from pipeline.cues import BEFORE, PLURALS
from pipeline.enumerations import Enumeration, Hole, item_span
from pipeline.gaps import DOLLARS, FEWEST_IN_ROW, GAP_ENDS, GAP_WORDS, NAME, UNINCORPORATED, glued_to_last, joined
from pipeline.gazetteer import Gazetteer
from pipeline.kinds import BEFORE_LIST, FEWEST_OTHERS, LONGEST_LEAD, PLURAL_NOUN, last_group
from pipeline.lines import state_of
from pipeline.officials import OFFICE_WORDS, OFFICIALS
from pipeline.tokens import Tokens
from pipeline.toponyms import OWNED, Toponym, may_be


def find_runs(
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
    for run in found:
        _place_misspelt(tokens.text, toponyms, run, gazetteer)
    kept = [run for run in found if _unplaced(run) * (1 if run.counties else 3) <= len(run.members)]
    for run in kept:
        _take_leader(tokens.text, toponyms, run, gazetteer)
    return single + [
        _closed(tokens.text, run, toponyms, _no_counties(tokens, toponyms, run, gazetteer)) for run in kept
    ]


def find_clauses(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> list[Enumeration]:
    """The names that clauses of one sentence tell, each with its state: "a flock in Berks County, Pennsylvania; a farm
    in Elkhart County, Indiana; and ...".
    """
    found: list[Enumeration] = []
    run: Enumeration | None = None
    for index in items:
        start, end = item_span(tokens, toponyms, index)
        placed = index + 1 < len(toponyms) and toponyms[index + 1].tail_of == index
        if run is not None and placed and CLAUSE.fullmatch(tokens.text, run.end, start):
            run.members.append(index)
            run.end = end
            continue
        run = Enumeration([index], start, end) if placed else None
        found += [run] if run else []
    return [run for run in found if len(run.members) >= FEWEST_CLAUSES]


CLAUSE = re.compile(r"[^;:!?\n]{0,160};\s+[^;:!?\n]{0,80}")
"""What stands between two names in clauses that a semicolon parts."""
FEWEST_CLAUSES = 3
"""Such clauses that tell a list."""


def _unplaced(run: Enumeration) -> int:
    """The unknown items of a run of which nothing says where they lie."""
    return sum(hole.usps is None for hole in run.holes)


def _place_misspelt(text: str, toponyms: list[Toponym], run: Enumeration, gazetteer: Gazetteer) -> None:
    """Take a state that follows an unknown name of its item for where that lies: "; Albequerque, New Mexico;"."""
    if not any(toponyms[index].state_cue == "state after comma" for index in run.members):
        return
    states = {toponyms[index].start: (index, state_of(toponyms[index], gazetteer)) for index in run.members}
    placing = set[int]()
    for hole in run.holes:
        index, usps = states.get(hole.end + len(", "), (-1, None))
        before = text[max(0, hole.start - len("; and ")) : hole.start].rstrip()
        begins = before.removesuffix("and").rstrip().endswith(";")
        if usps and begins and text.startswith(", ", hole.end):
            hole.usps = usps
            placing.add(index)
    run.members[:] = [index for index in run.members if index not in placing]


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
            first = toponyms[index - (toponyms[index].state_cue == OWNED)].first
            if stop < first and _ends_run(tokens, stop, first - 1):
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
    return ends == "." and words[last - 1].lower() not in UNINCORPORATED and _ends_sentence(tokens, last)


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a full stop is none of a number's, of several in a row or at the end of a line."""
    before = tokens.words[index - 1]
    return tokens.text.startswith(". ", tokens.starts[index]) and before != "." and not before[0].isdigit()


def _strung(tokens: Tokens, toponyms: list[Toponym], items: list[int]) -> list[Enumeration]:
    """The runs of some items in a row, of one or more each."""
    found: list[Enumeration] = []
    run: Enumeration | None = None
    glued = glued_to_last(tokens, toponyms, items)
    priced = _are_priced(tokens.text, toponyms, items)
    offices = not OFFICE_WORDS.isdisjoint(tokens.vocabulary)
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
        holes = None
        if run is not None:
            before = (max(0, run.start - LONGEST_LEAD), run.start)
            officials = offices and OFFICIALS.search(tokens.text, *before) is not None
            officials = officials or _are_bracketed(tokens.text, toponyms[run.members[-1]], toponyms[index])
            holes = joined(tokens.text, run.end, (start, end), toponyms, run.members[-1], priced, officials)
        if run is not None and holes is not None:
            run.members.append(index)
            run.holes += holes
            run.end = end
            continue
        run = Enumeration([index], start, end)
        found.append(run)
    return found


def _are_bracketed(text: str, left: Toponym, right: Toponym) -> bool:
    """Whether two places stand in parentheses, each with its state: "Ann Lee (Tulsa, Okla.), Max Orr (Reno, Nev.)"."""
    return all(name.state and text[name.start - 1 : name.start] == "(" for name in (left, right))


JOINING = re.compile(
    r"\b(?:joining|(?:filing|signing|suing)\s+alongside|(?:bringing|filing|leading|signing)\b[^.;!?\n]{0,40}\swith)\s+(?:\w+\s+and\s+)?(?:the\s+)?$"
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


def _goes_on(text: str, run: Enumeration, start: int, toponyms: list[Toponym], index: int) -> bool:
    """Whether two names with a blank between them are one that the gazetteer lacks."""
    if start != run.end + 1 or text[run.end] != " " or toponyms[run.members[-1]].abbreviated:
        return False
    return toponyms[run.members[-1]].end == run.end and start == toponyms[index].start


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
LONGEST_NAME = 40
"""Code points before an enumeration that are looked at for a first item."""
