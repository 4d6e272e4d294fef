"""Tells what an item of a list looks like in its line: what may stand before its name, and what behind it."""

import re
from collections.abc import Sequence

from pipeline.cues import NOUNS
from pipeline.lines import SHORT, Line
from pipeline.officials import AGENCY, OFFICIAL, PERSON
from pipeline.statements import IS_NOT
from pipeline.toponyms import Toponym

LEAD = re.compile(
    r"(?:\bthe\s+)?(?:\bindependent\s+)?(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))"  # glued: "ColoradoCity of"
    rf"(?:{NOUNS}|(?:consolidated|unified)\s+government)(?:(?:\s+(?:and|&)\s+|/)(?:{NOUNS}))?\s+of\s+(?:the\s+)?$|\bthe\s+$"
    r"|(?:\bthe\s+)?\b(?:(?:balance|remainder|rest|whole)\s+of|unincorporated)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What belongs to an item before its name: "the city and county of", "State of", "Balance of"."""
OFFICE = re.compile(
    r"(?:[A-Z][\w.'’]*,?\s+(?:and\s+)?){0,5}(?:Mayor|Governor|General|Reporter|Commissioner|Supervisor|Executive|Sheriff|"
    r"Manager|President|Chair\w*|Attorneys?|Counsel|Solicitors?|Council\w*|Director|Board[ ]of[ ]\w+)"
    r"(?:\s+of|\s+for|,)\s+(?:the\s+)?"
    rf"(?:(?:Board of \w+|City Council|Council),\s+)?(?:(?i:{NOUNS})\s+of\s+(?:the\s+)?)?"
    r"|(?:(?:City|Commission|County|Deputy|Town|Vice|Village)[ ])?"
    r"(?:Mayor(?:-President)?|Governor|Gov\.|Attorney[ ]General|Chair\w*|Commissioner|Executive|Judge|Manager|Sheriff|"
    rf"Supervisor)(?:\s+[A-Z][\w.'’-]*|\s+\([^()\n]{{1,40}}\)){{1,6}}(?:,|\s+of)\s+(?:(?i:{NOUNS})\s+of\s+(?:the\s+)?)?"
)
"""What stands before the name of a signer's jurisdiction: "Attorney General of", "Mayor, City of", "Mayor Ann Lee,"."""
AMOUNT = re.compile(r"\$?\d[\d.,]*(?:[ ](?:thousand|million|billion))?(?:[ ](?:to|for|in)[ ]+|:[ ]+)")
"""What may stand before the name of one who gets money: "$4.2 million to", "$4.2 million: "."""
HELD = re.compile(rf"[ ]{OFFICIAL}[ ]{PERSON}[ ]*", re.IGNORECASE)
"""Who stands behind a name that is all of an item: "Iowa Gov. Ann Lee"."""
AGENT = re.compile(rf"^(?:{AGENCY})", re.IGNORECASE | re.VERBOSE)
"""What of a jurisdiction an item may name."""
GRANTED = re.compile(r"[;,.]|$|[ ](?:for|to)\b")
"""What stands behind the name of who gets an amount: ", which", " for repairs"."""
LAST_BUT_ONE = r"[,;][ ](?:and|or)[ \t]*$"
"""The end of the last item but one."""
ITEM_REST = re.compile(
    rf"(?:[ ]only)?[ \t]*(?:$|[,;.]?[ \t]*$|{LAST_BUT_ONE}"
    r"|,[ ]?\$?\d|,[ ](?:in|with)[ ][^.]*;|,[ ]which[ ]|[–—|:(*†‡§\[\d$\t-]"
    r"|;[ ](?!and\b|or\b)[a-z]|,?[ ]{2,}|[ ]?\.{2})"
)
"""What stands behind an item that has a line of its own: nothing, a note, a figure, a row of dots."""
CLOSES = re.compile(r"^(?:;[^()\[\]]*)?[)\]]")
"""The end of what stands in parentheses behind an item: its state, and a note."""
DATED = re.compile(
    r"[ ]?[,|–—-][ ](?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[ ]\d", re.IGNORECASE
)
"""What stands behind the place of a letter or a story: "Harrisburg, PA | May 30"."""
FIGURES = re.compile(
    r"(?:,[ ](?:pop\.?[ ]|population[ ])?\$?\d[\d.,]*(?:[ ](?:thousand|million|billion|percent|people))?)+[.;]?$"
)
"""Figures behind an item, to the end of its line: ", pop. 542,107, $12.5 million."."""
INTRODUCING = 4
"""Words behind a name, up to a colon, that introduce what is under a line and are no note."""
AND = re.compile(r"^(?:and|plus)\b[ ]?")
"""What may lead to an item that goes with the one above it."""
AND_MORE = re.compile(r"(?:,[ ][A-Z][\w. ]*)*,?[ ](?:AND|&)[ ][A-Z][\w. ]{1,40}")
"""More names behind the first of a heading in capitals: "CLARKE AND OCONEE COUNTIES"."""
LEADER = re.compile(r"\.{4,}|(?:\.[ ]){3,}")
"""The dots that lead from an item to what is said of it, so that the line is a row and no sentence."""
SENTENCE = re.compile(r"(?:[a-z]{3}|\b[a-z]{2}|(?<!  )(?<!  \d)\d|\))[.!?][\"”’)]*\s+[A-Z]|[a-z]{3,}[.!?][\"”’)]*$")
"""The end of a sentence, and not the number of an item in a second column: a line that holds one is prose."""
LONG_LINE = 120
"""Code points from which a line is prose and no heading."""


def is_sentence(content: str) -> bool:
    """Whether a sentence ends in a line that is no row with dots between its cells."""
    return SENTENCE.search(content) is not None and LEADER.search(content) is None


def begins_with(line: Line, begin: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether nothing but what belongs to it stands between an offset in a line and its first name."""
    start = toponyms[line.names[0]].start if line.names else -1
    return start == begin or LEAD.fullmatch(text, begin, start) is not None


def last_of(line: Line, toponyms: Sequence[Toponym]) -> int:
    """The toponym that ends the first name of a line: its state, or the name itself."""
    first = line.names[0]
    return first + 1 if first + 1 in line.names and toponyms[first + 1].tail_of == first else first


def first_item(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that a line begins with, where the line is an item of a list and no prose."""
    if not line.names:
        return None
    own = toponyms[line.names[0]]
    placed = own.start == line.begin and (own.level or own.state)  # "Clark County, Nevada, County Manager, Las Vegas"
    office = None if placed else OFFICE.match(text, line.begin, line.end)
    if office:  # behind a signer's own name
        line.names = range(
            next((i for i in line.names if toponyms[i].start >= office.end()), line.names.stop), line.names.stop
        )
        if not line.names:
            return None
    first = toponyms[line.names[0]]
    if first.tail_of is not None and toponyms[first.tail_of].start >= line.start:
        return None
    paid = AMOUNT.match(text, line.begin, first.start)
    before = text[paid.end() if paid else line.begin : first.start].strip("*_ \t$")
    before = AND.sub("", before) if line.bullet else before
    if before and not (
        LEAD.fullmatch(before + " ") or OFFICE.fullmatch(before + " ") or (line.says and len(before) < SHORT)
    ):
        return None
    last = last_of(line, toponyms)
    if last + 1 in line.names and text[toponyms[last].end : toponyms[last + 1].start] == "...":
        return None  # "NORMAN...PURCELL...", a line of a sentence as the Weather Service writes it
    rest = text[toponyms[last].end : line.end].rstrip(" ")
    if rest.startswith("-based"):
        return None
    granted = paid is not None and paid[0].endswith("to ") and GRANTED.match(rest)
    if line.bullet or line.says or granted:
        return None if IS_NOT.match(rest) else line.names[0]
    if len(rest) >= LONG_LINE or (rest.rstrip().endswith(":") and len(rest.split()) >= INTRODUCING):
        return None
    if DATED.match(rest):
        return None
    rest = FIGURES.sub("", AGENT.sub("", CLOSES.sub("", rest)))
    formal = rest.lower().startswith(", by ")  # "DISTRICT OF COLUMBIA, by its Attorney General"
    several = (toponyms[line.names[-1]].level_cue or "").endswith("S after") and AND_MORE.fullmatch(rest)
    named = formal or office or several or HELD.fullmatch(rest) or ITEM_REST.match(rest)
    return line.names[0] if named and not is_sentence(rest) else None
