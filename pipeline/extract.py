"""From a document to the jurisdictions it names, what it says of each, and the reason: the engine in one call."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.cues import PLURAL, UNITS
from pipeline.documents import Document
from pipeline.enumerations import Enumeration, item_span
from pipeline.features import Features
from pipeline.gazetteer import Entity, Gazetteer, gazetteer
from pipeline.lines import in_parentheses
from pipeline.listed import JOINS_LIST, ON_LIST, Beside, features_of_lists, names_beside, probability, weights
from pipeline.lists import read_names
from pipeline.match import CLOSE_TO, fill_holes, fill_quoted
from pipeline.officials import SEVERAL
from pipeline.other_names import names_other_body
from pipeline.publishers import home_of
from pipeline.resolve import PROBABILITY, Decision, Table, resolve
from pipeline.rosters import (
    Roster,
    StatedCount,
    find_rosters,
    length,
    stated_counts,
)
from pipeline.statements import ALL_BUT, LEFT_OFF, is_one_of
from pipeline.tokens import Tokens
from pipeline.told import FEWEST_TOLD, Item
from pipeline.toponyms import Toponym

MIN_SCORE = 0.4
"""The probability from which a candidate is published: where F1 on the development news is best."""


SINGULAR = frozenset(("county", "parish", "borough", "municipio"))


SURE = 0.5
"""The probability of being some jurisdiction from which a name is taken for one's."""
AMBIGUOUS = 0.7
"""The probability of being some jurisdiction from which a name that cannot be told from its namesakes is reported."""


@dataclass(slots=True)
class Mention:
    """A jurisdiction named in a text: `text[start:end]` are the words."""

    start: int
    end: int
    text: str
    geoid: str | None
    """None where the name stays ambiguous; then `note` lists the candidates."""
    level: str | None
    name: str | None
    """As a reader would write it: "Los Angeles, California"."""
    state: str | None
    """The postal code."""
    role: str
    """listed: on a list; claimed: named as one of a larger number; mentioned: anything else."""
    rule: str
    """What decided: the cue, or the context."""
    score: float
    """The probability that the GEOID is right."""
    note: str | None = None


@dataclass(slots=True)
class Claim:
    """What a text says as a whole: a count, a full list, a part of a list."""

    kind: str
    start: int
    end: int
    text: str
    stated: int | None
    unit: str | None
    found: int | None
    agrees: bool | None
    geoids: list[str]
    words: list[str]
    """The items as printed, one for each GEOID: "City of Los Angeles, Calif."."""


@dataclass(slots=True)
class Extraction:
    """What the engine read out of a document."""

    document: Document
    mentions: list[Mention]
    claims: list[Claim]


@dataclass(frozen=True, slots=True)
class Enumerated:
    """A document read up to its enumerations: its words and names, what each name is, and the counts that it states.

    Names that match no entry are decided too: `decisions` goes on behind `toponyms`.
    """

    tokens: Tokens
    toponyms: list[Toponym]
    decisions: list[Decision]
    replaced: set[int]
    """The decisions that another, of a longer name, takes the place of."""
    identity: list[str | None]
    """The GEOID of each decision."""
    counts: list[StatedCount]
    enumerations: list[Enumeration]


def sure_of(read: Enumerated) -> list[str | None]:
    """The GEOID of each decision that is a jurisdiction's more likely than not."""
    return [
        geoid if decision.place >= SURE and index not in read.replaced else None
        for index, (decision, geoid) in enumerate(zip(read.decisions, read.identity, strict=True))
    ]


def extract(document: Document, min_score: float = MIN_SCORE) -> Extraction:
    """Read a document.

    >>> from pipeline.documents import Document
    >>> [m.geoid for m in extract(Document("d", "Letters went to Berkeley, Calif., and Cook County, Ill.")).mentions]
    ['0606000', '06', '17031', '17']
    """
    gaz = gazetteer()
    read = read_enumerations(document, min_score)
    rosters = read_rosters(read, judge_lists(read, weights().of_list))
    roles = roles_of(read, rosters)
    mentions = [
        _mention(document.text, decision, roles.get(i, "mentioned"), gaz)
        for i, decision in enumerate(read.decisions)
        if i not in read.replaced and (decision.index is not None or decision.place >= AMBIGUOUS or i in roles)
    ]
    mentions.sort(key=lambda mention: mention.start)
    return Extraction(document, mentions, _claims(document.text, read, rosters))


def read_enumerations(document: Document, min_score: float = MIN_SCORE) -> Enumerated:
    """Read a document up to its enumerations."""
    gaz = gazetteer()
    tokens, toponyms, lists = read_names(document.text, gaz)
    decisions = resolve(tokens, toponyms, gaz, home_of(document), min_score)
    named = [
        found for found in (_named(found, decisions) for found in lists) if _is_list(document.text, found, decisions)
    ]
    fill_holes(tokens, named, decisions, gaz)
    fill_quoted(tokens, named, decisions, gaz)
    identity = [gaz.entities[d.index].geoid if d.index is not None else None for d in decisions]
    replaced = {decision.replaces for decision in decisions if decision.replaces is not None}
    return Enumerated(tokens, toponyms, decisions, replaced, identity, stated_counts(tokens), named)


def said_of_lists(read: Enumerated) -> Iterator[Features]:
    """What a text says of each of its enumerations, as features."""
    return features_of_lists(read.tokens, read.toponyms, sure_of(read), read.enumerations, read.counts)


def judge_lists(read: Enumerated, table: Table) -> list[Enumeration]:
    """The enumerations that are lists of what the text is about, by the weights of `table`; not all go."""
    if len(read.enumerations) < 2:
        return read.enumerations
    return likely_lists(read, [probability(features, table) for features in said_of_lists(read)])


def likely_lists(read: Enumerated, probabilities: Sequence[float]) -> list[Enumeration]:
    """The enumerations that are lists of what the text is about, by the probability of each; not all go."""
    least = min(ON_LIST, max(probabilities, default=0.0))
    return [found for found, value in zip(read.enumerations, probabilities, strict=True) if value >= least]


def read_rosters(read: Enumerated, lists: list[Enumeration]) -> list[Roster]:
    """The rosters that some enumerations of a text make up."""
    may_tell = any(FEWEST_TOLD <= count.number <= len(read.decisions) for count in read.counts)
    off = {i for found in read.enumerations for i in found.members} - {i for found in lists for i in found.members}
    items = _items(read, off) if may_tell else []
    return find_rosters(read.tokens.text, lists, read.counts, read.identity, items)


def read_beside(read: Enumerated, rosters: list[Roster]) -> Iterator[Beside]:
    """The names beside the lists of a text, with what is said of each."""
    if not rosters:
        return iter(())
    judged = {index for found in read.enumerations for index in found.members}
    return names_beside(read.tokens, read.toponyms, sure_of(read), rosters, read.counts, judged)


def _named(found: Enumeration, decisions: list[Decision]) -> Enumeration:
    """The enumeration without the names that are no jurisdiction's; what could not be one at all, a region, stays."""
    members = [i for i in found.members if decisions[i].place >= SURE or not decisions[i].toponym.candidates]
    return replace(found, members=members)


def _is_list(text: str, found: Enumeration, decisions: list[Decision]) -> bool:
    """Whether an enumeration is more than two names in passing ("staff in Bothell and Anchorage") and not of those
    left out ("all counties except Ada and Gem").
    """
    toponyms = [decisions[member].toponym for member in found.members]
    if LEFT_OFF.match(text, found.end) or ALL_BUT.search(text, max(0, found.start - LONGEST_EXCEPTION), found.start):
        return False
    if len(toponyms) != 2 or all(_is_told(toponym) for toponym in toponyms):
        return len(toponyms) > 1
    return LEADS_PAIR.search(text, max(0, found.start - LONGEST_CLAUSE), found.start) is not None


def _is_told(name: Toponym) -> bool:
    """Whether something but an office says of a name what it is, or where."""
    return bool(name.state or name.abbreviated or (name.level and name.level_cue not in OFFICE_CUES))


OFFICE_CUES = ("office of a city", "office of a state")
"""Cues of a level that say nothing of a list: "Chicago Mayor"."""
LEADS_PAIR = re.compile(
    rf"\b(?:{UNITS}|{PLURAL})\b[^.;:!?\n]{{0,40}}\b(?:include[sd]?|including|namely|are|were)\s+(?:the\s+)?$"
    rf"|\b{SEVERAL}\s+of\s+$",
    re.IGNORECASE,
)
"""What stands before a list, though it be of two names and nothing more: "the other cities include Tulsa and Omaha"."""
LONGEST_CLAUSE = 80
"""Code points before two names in which that is looked for."""
LONGEST_EXCEPTION = 160
"""Code points before a list in which what excepts it is looked for."""


def _items(read: Enumerated, off: set[int]) -> list[Item]:
    """The names that sentences may tell a list of, in order: index, span up to the state, and GEOID; none of `off`."""
    tails = {decision.toponym.tail_of: decision.toponym.end for decision in read.decisions}
    found = [
        (index, decision.toponym.start, tails.get(index, decision.toponym.end), geoid)
        for index, (decision, geoid) in enumerate(zip(read.decisions, read.identity, strict=True))
        if geoid
        and decision.toponym.tail_of is None
        and not decision.toponym.heading
        and "before:near" not in decision.toponym.cues
        and index not in read.replaced
        and index not in off
        and (decision.place >= SURE or decision.rule == CLOSE_TO)
        and not names_other_body(read.tokens.text, decision.toponym)
        and not in_parentheses(read.tokens.text, decision.toponym)
    ]
    return sorted(found, key=lambda item: item[1])


def roles_of(read: Enumerated, rosters: list[Roster]) -> dict[int, str]:
    """The roles of the names on rosters, and of those that what is said of them puts on one."""
    roles = {}
    for roster in rosters:
        for index in roster.members:
            roles[index] = "claimed" if roster.kind == "partial_list" else "listed"
    table = weights().of_name
    for members, features in read_beside(read, rosters):
        if probability(features, table) >= JOINS_LIST:
            roles |= dict.fromkeys(members, "claimed")
    return roles | _roles_counted(read, roles.keys())


def _roles_counted(read: Enumerated, known: Set[int]) -> dict[int, str]:
    """The roles of names that a sentence calls one of a number: "Boise is among the 23 that got a letter"."""
    roles: dict[int, str] = {}
    starts = {count.start for count in read.counts}
    for index, toponym in enumerate(read.toponyms if starts else ()):
        name = index if toponym.tail_of is None else toponym.tail_of
        if name not in known and name not in read.replaced and read.identity[name]:
            said = read.toponyms[name].mates if len(read.toponyms[name].mates) == 2 else (name,)
            start = item_span(read.tokens, read.toponyms, min(said))[0]
            if is_one_of(read.tokens.text, start, toponym.end, starts):
                roles |= {i: "claimed" for i in said if read.identity[i]}
    return roles


def _mention(text: str, decision: Decision, role: str, gaz: Gazetteer) -> Mention:
    toponym = decision.toponym
    start, end, score = toponym.start, toponym.end, round(decision.score, 3)
    words = text[start:end]
    if decision.index is None:
        likeliest = sorted(decision.outcomes, key=PROBABILITY, reverse=True)[:3]
        best = "; ".join(f"{gaz.entities[i].display} {gaz.entities[i].geoid} {p:.2f}" for i, p in likeliest)
        why = ("ambiguous", f"candidates: {best}") if best else ("unknown", "no US jurisdiction of this name")
        return Mention(start, end, words, None, None, None, None, role, why[0], score, why[1])
    entity = gaz.entities[decision.index]
    rule = decision.rule or toponym.state_cue or toponym.level_cue
    rule = rule or ("one of its name" if len(toponym.candidates) == 1 else "context")
    note = decision.note or _other_kind(toponym, entity)
    return Mention(start, end, words, entity.geoid, entity.level, entity.display, entity.usps, role, rule, score, note)


def _other_kind(toponym: Toponym, entity: Entity) -> str | None:
    """A note where the text calls a county-equivalent by another word than its own: "Martinsville County"."""
    if entity.level != "county" or not toponym.level_cue:
        return None
    word = toponym.level_cue.removesuffix(" after")
    if not word.istitle() or word.lower() not in SINGULAR or entity.full_name.endswith(word):
        return None
    return f"close to {entity.full_name}"


def _claims(text: str, read: Enumerated, rosters: list[Roster]) -> list[Claim]:
    found = {
        roster.count.number: length(roster.members, read.identity)
        for roster in reversed(rosters)
        if roster.kind == "full_list" and roster.count
    }
    claims = [_claim_of_count(text, count, found.get(count.number)) for count in read.counts]
    toponyms = [decision.toponym for decision in read.decisions]
    claims += [_claim_of_roster(text, read, toponyms, roster) for roster in rosters]
    return sorted(claims, key=lambda claim: claim.start)


def _claim_of_count(text: str, count: StatedCount, found: int | None) -> Claim:
    """A stated count, and whether the list that is as long has as many, `found`."""
    same = found == count.number if found is not None else None
    words = text[count.start : count.end]
    return Claim("stated_count", count.start, count.end, words, count.number, count.unit, found, same, [], [])


def _claim_of_roster(text: str, read: Enumerated, toponyms: list[Toponym], roster: Roster) -> Claim:
    """A list, with each of its jurisdictions once and the words that name it first."""
    items: dict[str, str] = {}
    for index in roster.members:
        geoid = read.identity[index]
        if geoid and geoid not in items:
            items[geoid] = text[slice(*item_span(read.tokens, toponyms, index))]
    stated, unit = (roster.count.number, roster.count.unit) if roster.count else (None, None)
    found = length(roster.members, read.identity)
    same = found == stated if roster.kind == "full_list" else None
    span = (roster.start, roster.end)
    return Claim(roster.kind, *span, text[slice(*span)], stated, unit, found, same, list(items), list(items.values()))
