"""Reads which columns of a table within a text say of each row whether it is on the list: "Approved", "No", a mark."""

import re
from collections.abc import Container, Sequence

from pipeline.table_rows import Row, Span

STRUCK = re.compile(r"dropped|removed|rescinded|struck|withdrawn", re.IGNORECASE)
"""What a cell of a column that says whether a row is on the list says of one that was on it before."""
DENIED = re.compile(
    "|".join(
        (
            r"no(?:ne|where)?(?:,[^|\n]{1,40}|[ ]\w+[ ]order;[^|\n]{1,90}|[ ]?\([^()\n]{1,40}\))?",
            r"no[ ]order(?:[ ]yet)?",
            r"(?:never|not)[ ]on[ ](?:it|the[ ]list)",
            r"taken[ ]off(?:[ ][A-Z]\w+)?",
            r"not[ ]\w+(?:ed|ible)|declined|denied|ineligible|rejected|[✗✘–—-]",
            STRUCK.pattern,
        )
    ),
    re.IGNORECASE,
)
AFFIRMED = re.compile(
    r"(?:added|approved|awarded|contiguous|designated|eligible|funded|in[ ]force|included|issued|listed|local|named|"
    r"on[ ](?:it|the[ ]list)|ordered|primary|statewide|whole|yes)\b",
    re.IGNORECASE,
)
MARKED = re.compile(r"[xX✓✔☑☒]")
"""The words of such a column, and its marks."""
ABOUT_LIST = re.compile(r"(?<![a-z])(?:designated|letters?|list(?:ed)?|named|notified|orders?)(?![a-z])", re.IGNORECASE)
"""The head of such a column that is about the list, where there are others."""
ABOUT_HELP = re.compile(
    r"(?<![a-z])(?:agreement|aid|approved|assistance|covered|debris|eligible|help|individual|public|signed|status)(?![a-z])",
    re.IGNORECASE,
)
"""The same that is about what those on a list get."""
TOTAL = ("Total", "TOTAL", "total")
"""What the last row of a table may begin with, which sums up the others."""


def status_columns(body: Sequence[Row], others: Container[int], heads: Sequence[Span], text: str) -> list[int]:
    """The columns, of those without names, that say of each row whether it is on the list."""
    rows = [row for row in body if not text.startswith(TOTAL, row[1][0][0])]
    found = [n for n in range(len(heads)) if n not in others and _is_status(rows, n, text)]
    about = [n for n in found if ABOUT_LIST.search(text, *heads[n])]
    helped = any(ABOUT_HELP.search(text, *heads[n]) for n in found)
    return about or [n for n in found if helped or not _is_answered(rows, n, text)]


def _is_answered(body: Sequence[Row], column: int, text: str) -> bool:
    """Whether the cells of a column are marks or a bare yes, which may answer anything: "Parking", "New"."""
    cells = [_plain(cells[column], text) for _, cells in body]
    return any(MARKED.fullmatch(cell) or cell.lower() == "yes" for cell in cells)


def _is_status(body: Sequence[Row], column: int, text: str) -> bool:
    """Whether a column says of each row whether it is on the list: "Statewide" or "None", a mark or nothing."""
    cells = [cell for _, cells in body if (cell := _plain(cells[column], text))]
    denied = sum(DENIED.fullmatch(cell) is not None for cell in cells)
    affirmed = sum(AFFIRMED.match(cell) is not None for cell in cells)
    marked = sum(MARKED.fullmatch(cell) is not None for cell in cells)
    return len(cells) > denied and denied + max(affirmed, marked) == len(cells)


def _plain(cell: Span, text: str) -> str:
    """What a cell holds, without the marks of bold type."""
    return text[slice(*cell)].strip().removeprefix("**").removesuffix("**")


def denied(body: Sequence[Row], columns: Sequence[int], text: str) -> frozenset[int]:
    """The offsets of the rows of which all these columns deny that they are on the list."""
    rows = {line.start: [_plain(cells[n], text) for n in columns] for line, cells in body}
    marked = any(MARKED.fullmatch(cell) for cells in rows.values() for cell in cells)

    def denies(cell: str) -> bool:
        return DENIED.fullmatch(cell) is not None or (marked and not cell)

    return frozenset(
        start
        for start, cells in rows.items()
        if cells and (all(map(denies, cells)) or any(map(STRUCK.fullmatch, cells)))
    )
