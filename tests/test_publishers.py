"""Where a text's publisher is, and what that decides."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import Document, read_documents
from pipeline.extract import extract
from pipeline.publishers import OTHER_COUNTRY, home_of, place_of

MEETING = "The city council of Portland met on Monday."


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://www.dispatch.com/story/1", "OH"),
        ("HTTP://WWW.DISPATCH.COM:80/", "OH"),
        ("dispatch.com", "OH"),
        ("http://news.postbulletin.com/a.html", "MN"),
        ("https://dispatch.com.example.org/", None),
        ("https://notdispatch.com/", None),
        ("http://www.ci.austin.tx.us/news", "TX"),
        ("https://www.dhs.wisconsin.gov/covid", "WI"),
        ("https://www.northcarolina.gov", "NC"),
        ("https://www.ca.gov/", "CA"),
        ("https://www.justice.gov/opa", None),
        ("https://www.va.gov/boston", None),
        ("https://lnkd.in/abcd", None),
        ("https://youtu.be/abcd", None),
        ("https://www.thisisbath.co.uk/", OTHER_COUNTRY),
        ("http://weekly.ahram.org.eg/2009", OTHER_COUNTRY),
        ("https://www.elnuevodia.pr/", "PR"),
        ("https://example.tv/", None),
        ("https://simpsoncounty.ms/", "MS"),
        ("https://192.0.2.1/", None),
        ("http://[::1]/", None),
        ("http://[half", None),
        ("localhost", None),
        ("uk", None),
        ("", None),
    ],
)
def test_an_address_tells_where_its_publisher_is(url: str, place: str | None) -> None:
    assert place_of(url) == place


@given(st.text())
def test_no_address_is_too_odd(url: str) -> None:
    place = place_of(url)
    assert place is None or place == OTHER_COUNTRY or len(place) == 2


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ({"url": "https://www.oregonlive.com/a"}, "OR"),
        ({"url": "https://www.oregonlive.com/a", "home": "ME"}, "ME"),
        ({"home": "ME"}, "ME"),
        ({}, None),
    ],
)
def test_the_record_has_the_first_word(said: dict[str, str], home: str | None) -> None:
    assert home_of(Document("d", MEETING, **said)) == home


@pytest.mark.parametrize(("paper", "geoid"), [("oregonlive.com", "4159000"), ("pressherald.com", "2360545")])
def test_the_address_decides_between_namesakes(paper: str, geoid: str) -> None:
    assert [mention.geoid for mention in extract(Document("d", MEETING, url=f"https://{paper}/a")).mentions] == [geoid]


def test_a_paper_abroad_means_its_own_towns() -> None:
    text = "Police in Richmond are looking for a man who stole a bicycle in Hill Street on Sunday."
    abroad, unsaid, there = (
        extract(Document("d", text, url=url), 0.0).mentions[0].score
        for url in ("https://richmondandtwickenhamtimes.co.uk", None, "https://richmond.com")
    )
    assert abroad < unsaid < there


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ({"meta": {"url": "https://a.example/1"}}, "https://a.example/1"),
        ({"url": "https://b.example/", "meta": {"url": "https://a.example/1"}}, "https://b.example/"),
        ({"meta": {"url": 7}}, None),
        ({"meta": {"date": "yesterday"}}, None),
        ({"meta": "https://a.example/1"}, None),
    ],
)
def test_json_lines_may_say_the_address_apart(tmp_path: Path, line: dict[str, object], url: str | None) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"doc_id": "d", "text": MEETING} | line))
    (document,) = read_documents([path])
    assert document.url == url
