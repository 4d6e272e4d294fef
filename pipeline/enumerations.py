"""What an enumeration is made of: its items, those among them that no name of the gazetteer is, and their spans."""

from dataclasses import dataclass, field

from pipeline.cues import LEVEL_OF
from pipeline.items import LEAD
from pipeline.tokens import Tokens
from pipeline.toponyms import OWNED, Toponym

LEAD_NOUNS = frozenset("balance government remainder rest whole".split()) | {*LEVEL_OF}
"""The words that belong to an item before its name where "of" is behind them."""


@dataclass(slots=True)
class Hole:
    """An item of an enumeration that is no name of the gazetteer: "Tacoma Park", "Hyatsville"."""

    start: int
    end: int
    replaces: int | None
    """The toponym that is only a part of it ("Tacoma"), or that is elsewhere."""
    usps: str | None = None
    """The state whose heading it stands under."""
    soft: bool = False
    """Whether it is an item only where a name is close to it."""


@dataclass(slots=True)
class Enumeration:
    """Toponyms in one enumeration, by index, and the span of the text from the first item to the last."""

    members: list[int]
    start: int
    end: int
    holes: list[Hole] = field(default_factory=list)
    told: bool = False
    """Whether sentences tell it, name by name."""
    in_lines: bool = False
    """Whether its items begin lines."""
    counties: bool = False
    """Whether "counties" or a word like it stands before it or ends it."""


def item_span(tokens: Tokens, toponyms: list[Toponym], index: int) -> tuple[int, int]:
    """The span of an item: the name with "the state of" before it and ", Calif." or "(Oregon)" behind it."""
    toponym = toponyms[index]
    text = tokens.text
    start, end = toponym.start, toponym.end
    if toponym.first and _may_lead(tokens.words, toponym.first - 1):
        lead = LEAD.search(text, max(0, start - 40, toponyms[index - 1].end if index else 0), start)
        start = lead.start() if lead else start
    if toponym.state_cue == OWNED:
        start = toponyms[index - 1].start
    following = toponyms[index + 1] if index + 1 < len(toponyms) else None
    if following is not None and following.tail_of == index:
        end = following.end
        if text[end : end + 1] in (")", "]"):
            end += 1
    return start, end


def _may_lead(words: list[str], last: int) -> bool:
    """Whether a word may end what belongs to the item behind it: "the state of", "the"."""
    word = words[last].lower()
    return word == "the" or (word == "of" and words[last - 1].lower() in LEAD_NOUNS)
