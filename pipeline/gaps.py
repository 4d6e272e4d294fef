"""What may stand between two items of one enumeration: marks, conjunctions, notes, and what leads to the second."""

import re

from pipeline.cues import LEVEL_OF, NOUNS, PLURALS

BODY = "reservation|nation|tribe|rancheria"
"""What ends the name of a body that is no jurisdiction and may stand between two items."""
DOLLARS = r"\$\d[\d.,]*"
NOTE = r"""\s*\([^()\n]{1,60}\)|\s\[sic\b[^\]\n]{0,60}\]|\s(?:itself|alone)  # (Atlanta office)
    |,\s+(?:(?:all|both|most|none|some)(?:\s\w+)?\s+of\s+)?(?:which|where|whose)\s[^;.\n]{1,90}(?=;)
    |,\s(?:in|with|c/o|care\sof)\s[^;.\n]{1,90}(?=;)
    |,\s(?:all|both)\sin\s[A-Z][^;.\n]{1,40}(?=;)
    |,\s\d[\d.,]*(?:%|\s(?:percent|per\scent|cases|deaths|people|residents|votes))(?=[,;\s])
    |\s(?:with|at)\s\d[\d,]*(?:\s(?!and\b|or\b)[a-z]+)?"""
JOINT = r"""(?:and(?:,\s[a-z][^,.;\n]{2,60},)?|or|&|plus|as\s+well\s+as|(?:along\s+|together\s+)?with|followed\s+by)
    (?=\s|$)(?:\s+(?:to|for|in|by)(?=\s))?"""
LEADS_ITEM = rf"""(?:{DOLLARS}\s+(?:thousand\s+|[mb]illion\s+)?(?:in|to|for)\s+)?(?:the\s+)?
    (?:both\s+(?:the\s+)?|(?:balance|remainder|rest|whole)\s+of\s+|independent\s+|unincorporated\s+)?
    (?:(?:{NOUNS})\s*[|:]?\s+(?:of\s+)?|(?:mayors?|governors?|attorneys?\s+general)\s+of\s+|(?:one|a)\s+(?:{NOUNS}),\s)?
    (?:the\s+)?["“‘]?"""
GAP = re.compile(
    rf"""[*†‡§]{{0,3}}(?P<quote>[,.]?["”])?
    (?P<kind>\s\((?:{NOUNS})\)(?:\s(?:[A-Z][\w'’-]*\s){{1,5}}(?:{BODY}))?)?          # (County) Sac and Fox Nation
    (?P<amount>(?:\s(?:gets?|got|receives?|received))?,?\s\(?\$\d[\d.,]*\d(?:\s[mb]illion)?\)?(?=[,;\s]))?
    (?:{NOTE})?
    \s*(?P<mark>;\sto(?=\s)|[,;/|+]|[.]?\n|(?<=\s)[-–—•·*](?=\s)|-|[.]{{3,}})?\s*
    (?P<joint>{JOINT})?
    (?:\s?(?:in|along|across|from)\s+the\s[A-Z][\w ]{{3,25}},\s)?                  # ; in the Midwest, Chicago
    [\s•·*+▪◦‣–—|\-]*                                                             # bullets, numbers and letters
    (?P<number>\(?\d{{1,3}}[.)]\s*|\([a-z]\)\s+|(?<=[ ]{{2}})\d{{1,3}}[ ]{{1,3}}(?=$))?
    {LEADS_ITEM}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand between two items of one enumeration."""
GAP_WORDS = frozenset(
    """alone and or plus as along followed get gets got receive received receives the independent unincorporated with at
    balance itself remainder rest whole""".split()
) | {*LEVEL_OF}
"""The words in lower case that the gap between two items may begin with."""
GAP_ENDS = frozenset("and both or plus as with by to for in the of independent unincorporated".split()) | {
    *LEVEL_OF,
    *BODY.split("|"),
}
"""The words that it may end with, and that the item behind it may begin with."""
WITH = re.compile(r"(?<!along)(?<!together)[ ]with[ ]$")
PLURAL_OF = re.compile(rf"the[ ](?:{'|'.join(PLURALS)})[ ]of\b")
"""What stands behind "with" where it joins items and no clause: ", with the cities of Akron and Dayton"."""
COLUMN = re.compile(r"\n|\t|  ")
"""What parts two items without a mark: a line break, or the blanks between columns."""


def is_clause(text: str, between: str, start: int) -> bool:
    """Whether "with" in a gap, before an item at `start`, begins a clause and no further item."""
    return WITH.search(between) is not None and PLURAL_OF.match(text, start) is None


def separates(between: str, glued: bool, priced: bool) -> bool:
    """Whether a gap holds nothing but what parts two items; `glued` items may have no more than a blank there, and
    `priced` ones an amount.
    """
    gap = GAP.match(between)
    if gap is None:
        return False
    parted = gap["mark"] or gap["joint"] or gap["number"] or gap["kind"] or gap["quote"] or (priced and gap["amount"])
    return bool(parted or glued or COLUMN.search(between) or not between)
