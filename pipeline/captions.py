"""Takes the rule out of a court's caption, so that the parties beside it read on from line to line.

CITY OF BOSTON; COUNTY OF     )
SANTA CLARA; CITY OF OAKLAND, )   NO. 2:25-cv-00814
"""

import re
from collections.abc import Iterator

RULED = re.compile(
    r"(?m)^(?:[ ]?\d{1,2}(?=[ ]{2}))?(?P<party>[^()§\n]{0,80}[ _])(?P<rule>[)§:])(?P<beside>(?:[ \t][^\n]*)?)$"
)
"""A line of a caption: its number on the page, a party's name, the rule, and what is printed beside it."""
RULES = frozenset(")§:")
"""Marks of which a rule is made: some lines of a caption end with one."""
RULE_ENDS = (")\n", ") \n", "§\n", "§ \n", " :\n", " : \n")
FEWEST_RULED = 4
"""Lines from which marks in a column are a rule."""
SLACK = 2
"""Columns by which they may be out of line."""


def without_rule(text: str) -> str:
    """The text with blanks for the rule of each caption, for what is printed beside it, for the numbers of its lines,
    and where a party's line wraps.

    It is as long as before, so that offsets hold.

    >>> without_rule("a of )\\nB,   ) No. 1\\n     )\\n     )")
    'a of   B,          \\n      \\n      '
    """
    if sum(map(text.count, RULE_ENDS)) < FEWEST_RULED - 2:
        return text
    parts, at = [], 0
    for caption in _captions(text):
        for line, following in zip(caption, [*caption[1:], None], strict=True):
            begin, end = line.span("party")
            goes_on = following is not None and line["party"].strip(" _") and following["party"].strip(" _")
            parts += [text[at : line.start()], " " * (begin - line.start()), text[begin:end], " " * (line.end() - end)]
            parts.append(" " if goes_on else text[line.end() : line.end() + 1])
            at = line.end() + 1
    return "".join(parts) + text[at:]


def _captions(text: str) -> Iterator[list[re.Match[str]]]:
    """The lines of each caption: some in a row with a rule in the same column."""
    run: list[re.Match[str]] = []
    for line in RULED.finditer(text):
        inline = run and line.start() == run[-1].end() + 1 and abs(_column(line) - _column(run[-1])) <= SLACK
        if not inline:
            if _is_caption(run):
                yield run
            run = []
        run.append(line)
    if _is_caption(run):
        yield run


def _column(line: re.Match[str]) -> int:
    """The column of the rule in a line."""
    return line.start("rule") - line.start()


def _is_caption(lines: list[re.Match[str]]) -> bool:
    """Whether lines with a rule are those of a caption; colons in a column may part labels from what they label."""
    if len(lines) < FEWEST_RULED:
        return False
    return lines[0]["rule"] != ":" or any(CASE.search(line["party"]) for line in lines)


CASE = re.compile(r"(?i)\b(?:v(?:s|ersus)?\.|(?:plaintiff|defendant|petitioner|respondent|appell)\w*)")
"""What stands in every caption."""
