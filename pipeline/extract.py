"""From a document to the jurisdictions it names, what it says of each, and the reason: the engine in one call."""

from dataclasses import dataclass, replace

from pipeline.documents import Document
from pipeline.gazetteer import Entity, Gazetteer, gazetteer
from pipeline.lines import in_parentheses
from pipeline.lists import Enumeration, item_span, names_other_body, read_names
from pipeline.match import CLOSE_TO, fill_holes, fill_quoted
from pipeline.mentions import Tokens, Toponym
from pipeline.publishers import home_of
from pipeline.resolve import PROBABILITY, Decision, resolve
from pipeline.rosters import (
    Roster,
    StatedCount,
    find_rosters,
    length,
    stated_counts,
)
from pipeline.statements import adds, is_added, is_one_of, is_same
from pipeline.told import FEWEST_TOLD, Item

MIN_SCORE = 0.35
"""The probability from which a candidate is published: where F1 on the development news is best."""


SINGULAR = frozenset(("county", "parish", "borough", "municipio"))


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


def extract(document: Document, min_score: float = MIN_SCORE) -> Extraction:
    """Read a document.

    >>> from pipeline.documents import Document
    >>> [m.geoid for m in extract(Document("d", "Letters went to Berkeley, Calif., and Cook County, Ill.")).mentions]
    ['0606000', '06', '17031', '17']
    """
    gaz = gazetteer()
    tokens, toponyms, lists = read_names(document.text, gaz)
    decisions = resolve(tokens, toponyms, gaz, home_of(document), min_score)
    kept = [_named(found, decisions) for found in lists]
    others = any(len(found.members) > 2 for found in kept)
    named = [found for found in kept if _is_list(found, decisions, tokens.text, others)]
    fill_holes(tokens, named, decisions, gaz)
    fill_quoted(tokens, named, decisions, gaz)
    identity = [gaz.entities[d.index].geoid if d.index is not None else None for d in decisions]
    counts = stated_counts(tokens)
    replaced = {decision.replaces for decision in decisions if decision.replaces is not None}
    may_tell = any(FEWEST_TOLD <= count.number <= len(decisions) for count in counts)
    items = _items(tokens, decisions, identity, replaced) if may_tell else []
    rosters = find_rosters(tokens.text, named, counts, identity, items)
    whole = [None if i in replaced else geoid for i, geoid in enumerate(identity)]
    roles = _roles(tokens, toponyms, whole, rosters, counts)
    mentions = [
        _mention(document.text, decision, roles.get(i, "mentioned"), gaz)
        for i, decision in enumerate(decisions)
        if i not in replaced and (decision.index is not None or decision.place >= AMBIGUOUS or i in roles)
    ]
    mentions.sort(key=lambda mention: mention.start)
    return Extraction(
        document, mentions, _claims(document.text, tokens, [d.toponym for d in decisions], identity, counts, rosters)
    )


def _named(found: Enumeration, decisions: list[Decision]) -> Enumeration:
    """The enumeration without the names that are no jurisdiction's; what could not be one at all, a region, stays."""
    members = [i for i in found.members if decisions[i].place >= 0.5 or not decisions[i].toponym.candidates]
    return replace(found, members=members)


def _is_list(found: Enumeration, decisions: list[Decision], text: str, others: bool) -> bool:
    """Whether an enumeration is more than two names in passing ("staff in Bothell and Anchorage").

    Where there are `others`, longer ones, a sentence may add two bare names to them.
    """
    toponyms = [decisions[member].toponym for member in found.members]
    if len(toponyms) != 2:
        return len(toponyms) > 2
    return all(t.level or t.state or t.abbreviated for t in toponyms) or (others and adds(text, found.start, found.end))


def _items(tokens: Tokens, decisions: list[Decision], identity: list[str | None], replaced: set[int]) -> list[Item]:
    """The names that sentences may tell a list of, in order: index, span up to the state, and GEOID."""
    tails = {decision.toponym.tail_of: decision.toponym.end for decision in decisions}
    found = [
        (index, decision.toponym.start, tails.get(index, decision.toponym.end), geoid)
        for index, (decision, geoid) in enumerate(zip(decisions, identity, strict=True))
        if geoid
        and decision.toponym.tail_of is None
        and not decision.toponym.heading
        and "before:near" not in decision.toponym.cues
        and index not in replaced
        and (decision.place >= 0.5 or decision.rule == CLOSE_TO)
        and not names_other_body(tokens.text, decision.toponym)
        and not in_parentheses(tokens.text, decision.toponym)
    ]
    return sorted(found, key=lambda item: item[1])


def _roles(
    tokens: Tokens,
    toponyms: list[Toponym],
    identity: list[str | None],
    rosters: list[Roster],
    counts: list[StatedCount],
) -> dict[int, str]:
    """The roles of the names on rosters, and of those that a sentence says are on one: "Boise joined them"."""
    roles = {}
    for roster in rosters:
        for index in roster.members:
            roles[index] = "claimed" if roster.kind == "partial_list" else "listed"
    text, starts = tokens.text, {count.start for count in counts}
    lists = {roster.start: roster.end for roster in rosters}
    paid = any(text.find("$", *span) >= 0 for span in lists.items())
    last = -1
    for index, toponym in enumerate(toponyms if starts or rosters else ()):
        name = index if toponym.tail_of is None else toponym.tail_of
        if name not in roles and identity[name]:
            said = toponyms[name].mates if len(toponyms[name].mates) == 2 else (name,)  # more are a list of their own
            span = item_span(tokens, toponyms, min(said))[0], toponym.end
            too = last in roles and is_same(text, toponyms[last].end, *span)
            added = bool(rosters) and is_added(text, toponyms[name], *span, lists, paid)
            if too or added or is_one_of(text, *span, starts):
                roles |= {i: "claimed" for i in said if identity[i]}
        last = name
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


def _claims(
    text: str,
    tokens: Tokens,
    toponyms: list[Toponym],
    identity: list[str | None],
    counts: list[StatedCount],
    rosters: list[Roster],
) -> list[Claim]:
    found = {
        roster.count.number: length(roster.members, identity)
        for roster in reversed(rosters)
        if roster.kind == "full_list" and roster.count
    }
    claims = [_claim_of_count(text, count, found.get(count.number)) for count in counts]
    claims += [_claim_of_roster(text, tokens, toponyms, roster, identity) for roster in rosters]
    return sorted(claims, key=lambda claim: claim.start)


def _claim_of_count(text: str, count: StatedCount, found: int | None) -> Claim:
    """A stated count, and whether the list that is as long has as many, `found`."""
    same = found == count.number if found is not None else None
    words = text[count.start : count.end]
    return Claim("stated_count", count.start, count.end, words, count.number, count.unit, found, same, [], [])


def _claim_of_roster(
    text: str, tokens: Tokens, toponyms: list[Toponym], roster: Roster, identity: list[str | None]
) -> Claim:
    """A list, with each of its jurisdictions once and the words that name it first."""
    items: dict[str, str] = {}
    for index in roster.members:
        geoid = identity[index]
        if geoid and geoid not in items:
            items[geoid] = text[slice(*item_span(tokens, toponyms, index))]
    stated, unit = (roster.count.number, roster.count.unit) if roster.count else (None, None)
    found = length(roster.members, identity)
    same = found == stated if roster.kind == "full_list" else None
    span = (roster.start, roster.end)
    return Claim(roster.kind, *span, text[slice(*span)], stated, unit, found, same, list(items), list(items.values()))
