"""Laws that the engine keeps for any text whatever."""

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents import Document
from pipeline.extract import Extraction, extract

ROOT = Path(__file__).parent.parent

NAMES = """
Springfield|Portland|St. Louis|Saint Paul|Ft. Wayne|Mount Vernon|Washington|Washington, D.C.|New York|New York City
the Bronx|L.A.|Cook County|Orleans Parish|Rapides|Cook Co.|Doña Ana County|Mayagüez|Prince George's|Prince George’s
Miami-Dade|Isle of Wight|Fond du Lac|DeKalb|Louisville Metro|Baltimore city|BALTIMORE COUNTY|Georgia|Oregon|Ore.
Calif.|N.Y.|D.C.|OR|IN|W.Va.|Mobile|Reading|Jackson|Madison|Tacoma Park|Martinsville County|Ontario|Richmond
""".strip().replace("\n", "|")
WORDS = """
City of |the cities of |County of |the State of | counties| Counties| Parish|Mayor |Sen. | said| University| River
Post|(D-Calif.)|Northern |New |23 jurisdictions|the nine|fourteen cities and 3 counties|including |not |except |also
27601|(806) 555-0100|Cities:|STATES:|Counties in Montana:|Parish ¦ |1) |12. |- |• |* |# |A. B. |based|-based|Jr.
""".strip().replace("\n", "|")
MARKS = [
    *(
        ", ",
        "; ",
        " and ",
        ", and ",
        " or ",
        ". ",
        ": ",
        " (",
        ") ",
        "—",
        " – ",
        "/",
        "-",
        "’s ",
        "'s ",
        " | ",
        " & ",
        "…",
    ),
    *(" ", "  ", "\n", "\r\n", "\n\n", "\r", "\t", "\u2028", "\u00a0", "\u200b", "\x0b", "\x85", "“", "”", '"'),
]

LINES = """
#RENO|Ohio|Lee County  Ada County|Counties:|Texas: Waco.|* Iowa: Lee. * Ohio: Lake.|Some Hall, Reno|CITY OF RENO,   :
  v.            :| 7  CITY OF OAKLAND  )|Reno, NV 89501|Denver,    Reno,|Colorado   Nevada|Mayor|It was so. It is.
Reno, NV – A note.|- Oswego Township|STATE  PLACE  STATE  PLACE|Ohio   Akron  Iowa   Ames|3 counties and 2 cities:||
""".strip("\n").replace("\n", "|")

layouts = st.lists(st.sampled_from(LINES.split("|")), max_size=14).map("\n".join)
texts = layouts | st.lists(
    st.one_of(
        st.sampled_from(NAMES.split("|")),
        st.sampled_from(MARKS),
        st.sampled_from(WORDS.split("|")),
        st.sampled_from([" ", ", ", "\n"]),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)
homes = st.sampled_from([None, "OR", "NY", "PR"])

EXAMPLES = 120

fast = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, home: str | None = None) -> Extraction:
    return extract(Document("text", text, home=home))


def content(extraction: Extraction) -> list[dict[str, Any]]:
    """What was read, without offsets and the words they quote."""
    left_out = {"start", "end", "text", "words"}
    return [
        {name: value for name, value in dataclasses.asdict(found).items() if name not in left_out}
        for found in [*extraction.mentions, *extraction.claims]
    ]


@fast
@given(texts, homes)
def test_mentions_and_claims_quote_the_text(text: str, home: str | None) -> None:
    extraction = read(text, home)
    for found in [*extraction.mentions, *extraction.claims]:
        assert 0 <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
    for claim in extraction.claims:
        assert all(words in text for words in claim.words)
        assert len(claim.words) == len(claim.geoids) == len(set(claim.geoids))


@fast
@given(texts, homes)
def test_mentions_are_in_order_and_never_overlap(text: str, home: str | None) -> None:
    mentions = read(text, home).mentions
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@fast
@given(texts, homes)
def test_a_mention_has_a_score_and_all_its_codes_or_none(text: str, home: str | None) -> None:
    for mention in read(text, home).mentions:
        assert 0 <= mention.score <= 1
        assert mention.role in {"listed", "claimed", "mentioned"}
        codes = [mention.geoid, mention.level, mention.name, mention.state]
        assert all(codes) or (not any(codes) and mention.note)


@fast
@given(texts, homes)
def test_reading_twice_gives_the_same(text: str, home: str | None) -> None:
    assert read(text, home) == read(text, home)


def test_the_order_of_sets_changes_nothing() -> None:
    text = "Offices: Rochester, Syracuse, Buffalo,\nNew York\nBoston, Worcester"  # both states have the same number
    code = "import sys; from pipeline.extract import extract; from pipeline.documents import Document\n"
    code += "print([mention.geoid for mention in extract(Document('x', sys.argv[1])).mentions])"
    run = partial(subprocess.run, [sys.executable, "-c", code, text], capture_output=True, check=True, cwd=ROOT)
    assert len({run(env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("0", "1")}) == 1


def surrounded(text: str) -> Iterator[str]:
    yield "\n\n" + text
    yield text + "\n\n"
    yield "\ufeff" + text


@fast
@given(texts)
def test_blank_lines_or_a_byte_order_mark_around_a_text_change_nothing(text: str) -> None:
    for changed in surrounded(text):
        assert content(read(changed)) == content(read(text))


@fast
@given(texts)
def test_windows_line_ends_change_nothing(text: str) -> None:
    text = text.replace("\r", "")
    assert content(read(text.replace("\n", "\r\n"))) == content(read(text))


@fast
@given(texts, texts)
def test_a_second_blank_line_between_paragraphs_changes_nothing(first: str, second: str) -> None:
    assert content(read(f"{first}\n\n\n{second}")) == content(read(f"{first}\n\n{second}"))


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "é" * 3, "،؟", "New", "City of", "23", "the nine"])
def test_a_text_without_names_has_no_mentions(text: str) -> None:
    assert read(text).mentions == []
