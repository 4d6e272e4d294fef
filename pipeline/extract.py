"""From a document to the jurisdictions it names, what it says of each, and the reason: the engine in one call."""

from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.gazetteer import Gazetteer, gazetteer
from pipeline.lists import Enumeration, find_enumerations, item_span, share_cues
from pipeline.mentions import Tokens, Toponym, find_toponyms, tokenize
from pipeline.resolve import Decision, resolve
from pipeline.rosters import ADDITIVE, Roster, StatedCount, find_rosters, is_left_out, length, stated_counts

MIN_SCORE = 0.4
"""The probability from which a candidate is published: where F1 on the development news is best."""


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
    tokens = tokenize(document.text)
    toponyms = find_toponyms(tokens, gaz)
    lists = find_enumerations(tokens, toponyms)
    share_cues(tokens, toponyms, lists, gaz)
    decisions = resolve(tokens, toponyms, gaz, document.home, min_score)
    identity = [gaz.entities[d.index].geoid if d.index is not None else None for d in decisions]
    named = [Enumeration([i for i in found.members if decisions[i].place >= 0.5], found.start, found.end) for found in lists]
    named = [found for found in named if len(found.members) > 1]
    counts = stated_counts(document.text)
    rosters = find_rosters(document.text, named, counts, identity)
    roles = _roles(document.text, toponyms, decisions, rosters)
    mentions = [
        _mention(document.text, decision, roles.get(i, "mentioned"), gaz)
        for i, decision in enumerate(decisions)
        if decision.index is not None or decision.place >= 0.5
    ]
    return Extraction(document, mentions, _claims(tokens, toponyms, identity, counts, rosters))


def _roles(text: str, toponyms: list[Toponym], decisions: list[Decision], rosters: list[Roster]) -> dict[int, str]:
    roles = {}
    for roster in rosters:
        for index in roster.members:
            roles[index] = "claimed" if roster.kind == "partial_list" else "listed"
    if rosters:
        for index, toponym in enumerate(toponyms):
            if index in roles or toponym.tail_of is not None or toponym.level is None or toponym.start < rosters[0].end:
                continue
            end = text.find(". ", toponym.end)
            sentence = text[toponym.end : end if end >= 0 else len(text)]
            if ADDITIVE.search(sentence) and not is_left_out(text, toponym.start, toponym.end):
                roles[index] = "claimed"
    return roles


def _mention(text: str, decision: Decision, role: str, gaz: Gazetteer) -> Mention:
    toponym = decision.toponym
    start, end = toponym.start, toponym.end
    words = text[start:end]
    rule = toponym.state_cue or toponym.level_cue or ("one of its name" if len(toponym.candidates) == 1 else "context")
    score = round(decision.score, 3)
    if decision.index is None:
        best = "; ".join(f"{gaz.entities[i].display} {gaz.entities[i].geoid} {p:.2f}" for i, p in decision.outcomes[:3])
        return Mention(start, end, words, None, None, None, None, role, "ambiguous", score, f"candidates: {best}")
    entity = gaz.entities[decision.index]
    return Mention(start, end, words, entity.geoid, entity.level, entity.display, entity.usps, role, rule, score)


def _claims(
    tokens: Tokens,
    toponyms: list[Toponym],
    identity: list[str | None],
    counts: list[StatedCount],
    rosters: list[Roster],
) -> list[Claim]:
    text = tokens.text
    full = [roster for roster in rosters if roster.kind == "full_list"]
    claims = []
    for count in counts:
        match = next((roster for roster in full if roster.count is not None and roster.count.number == count.number), None)
        found = length(match.members, identity) if match else None
        claims.append(
            Claim("stated_count", count.start, count.end, text[count.start : count.end], count.number, count.unit, found,
                  found == count.number if found is not None else None, [], [])
        )
    for roster in rosters:
        items: dict[str, str] = {}
        for index in roster.members:
            geoid = identity[index]
            if geoid and geoid not in items:
                start, end = item_span(tokens, toponyms, index)
                items[geoid] = text[start:end]
        stated = roster.count.number if roster.count else None
        found = length(roster.members, identity)
        claims.append(
            Claim(roster.kind, roster.start, roster.end, text[roster.start : roster.end], stated,
                  roster.count.unit if roster.count else None, found,
                  found == stated if roster.kind == "full_list" else None, list(items), list(items.values()))
        )
    return sorted(claims, key=lambda claim: claim.start)
