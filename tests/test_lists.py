"""Texts that list jurisdictions, in many layouts: who is on the list, and nobody else."""

import json
from pathlib import Path

import pytest

from pipeline.documents import read_documents
from pipeline.extract import extract

LISTS = Path(__file__).with_name("lists")
TEXTS = sorted(path.stem for path in LISTS.glob("*.txt"))

MISSED = {
    "doj-operation-legend-2020": "sentences tell nine names where eight are said",
    "ags-hud-suit": "two governors are added in a clause of their own",
    "dhs-2025-colorado-misspelt": "misspelt names in quotation marks",
    "ice-2017-detainers-footnote": "a footnote takes rows with an asterisk off the list",
    "eee-massachusetts": "a town that a sentence says is joined by others",
    "air-alert": 'a state that its own label says is meant: "Delaware – the whole State of Delaware"',
    "broadband-awards": "a row whose cell is as wide as its column, so that one blank parts it from the next",
    "cisa-ransomware": 'a note without parentheses on two items: "both in August"',
    "hud-menus": "states in the menu of the page",
    "local-waste-day": "one city more in a sentence of its own",
    "lsa-notice": '"Decatur City" is a place in Iowa, and Decatur one in Illinois',
    "ny-boroughs": "one county more in a sentence of its own",
    "sba-brokenlines": "names hyphenated over lines, and the foot of a page within a list",
    "tennessee-counties": "two governments more in a sentence of their own",
    "travel-status": "two counties that a sentence right under the list says are off it",
    "covid-colorado-metro": "one county more in a sentence of its own",
    "epa-ozone-areas": "areas named after cities, over their counties",
    "fl-briefing-transcript": "one county more in a sentence of its own",
    "hidta-prose-states": "a second list, of what the programme began with",
    "ky-courthouse-closings": "a label for those that are open",
    "mi-thread": "two cities more in a sentence of their own",
    "pa-pdf-wrapped": "the foot of a page within a name",
    "ag-settlement-states": "three states told in a sentence of their own",
    "ca-covid-tiers": "two lists more, of those that may move and of those that don't",
    "census-fastest-growing-2": "a table that is one line, with ranks between its rows",
    "co-sanctuary-paper": 'the state "itself", told before its counties',
    "epa-sensor-grants": "labels glued to sentences",
    "ice-287g-agencies": '"sheriffs of" before three names of places that are counties too',
    "minimum-wage-july": "states that are items among their cities",
    "mo-broadband-awards": "a firm that bears the name of a county",
    "nc-offices-closed": "a label for those that are open",
    "tweet-thread-flips": "one item that a note denies",
    "utah-ranked-choice": "a list that says at its head that its places went back",
    "dhs-2025-05-29-northwest": "one city behind a state that leads it",
    "doj-2017-04-21-inline-numbers": 'the place "Justice" in the name of an office',
    "doj-2017-08-03-four-cities": "two cities that were taken in before",
    "doj-2022-monitors-possessive": "one city behind a state that leads it",
    "doj-2025-08-05-state-headings": "the District among states that label lines",
    "doj-2025-08-14-officials": "counties in the names of their offices",
    "section-203-statewide": "a sentence behind the list says that its names stand for counties",
    "usda-drought-contiguous-2-2": "one name twice, in two states, of which the first is only in the title",
    "covid-orders-by-state-sheet": 'cells of places in the rows of their states: "Local only: Norman and Tulsa"',
    "dhs-2025-new-jersey-lost-breaks": "a list that lost its line breaks, with townships that have no code",
    "dhs-2025-pennsylvania": "a sentence that tells counties and cities by turns",
    "dhs-2025-virginia-sidebar": "four more in prose beside a fact box",
    "dhs-2025-wisconsin-shawano": "two more in a sentence of their own",
    "dhs-kentucky-misspelt": "two more in a sentence of their own",
    "dhs-washington-all-but-four": 'the state itself, told by "STATE (1)"',
    "doj-2017-08-four-paper": "three in a sentence, the fourth is where the story is from",
    "doj-2017-11-15-vermont-radio": "one state more in a sentence of its own",
    "doj-2018-01-24-one-paragraph": 'words that ran into one: "andState of Oregon"',
    "doj-2025-08-05-new-jersey-paper": "the District, told in a clause of its own",
    "fema-kentucky-added": "names in the headline, and two more in a sentence of their own",
    "fema-missouri-two-groups": 'a city set off as "St. Louis, the city"',
    "fema-virginia-helene-amended": "one county more in a sentence of its own",
    "oig-2016-dollars": "a footnote that says that a city stands for its county",
    "oig-2016-ten-prose": 'counties told as "Milwaukee in Wisconsin"',
    "dhs-2025-05-29-washington": 'the state "itself", and a city in a sentence of its own',
    "doj-2017-08-03-four-cities-b": "the place of the dateline is one of the four",
    "doj-2017-11-15-california-part": '"cities from A to B"',
    "doj-2025-08-05-new-jersey": '"X is not, though Y is"',
    "faq-hidta": "one county more in a sentence of its own",
    "fema-puerto-rico-2022": "one municipio more in a clause of its own",
    "covid-nation-2020-03-25": "Anchorage, a city that is a county too",
    "covid-texas-2020": "one by one in sentences of their own, and a state across the line",
    "dhs-2025-05-29-virginia-2": 'pairs behind "with" and "up north"',
    "dhs-2025-05-29-washington-2": 'the state, which is "one of the states that"',
    "dhs-2025-minnesota-numbered": "a misspelt item in a line with another",
    "oig-2016-report-prose": "one county in a sentence of its own",
    "doj-2025-08-05-new-jersey-3": "two cities in sentences of their own",
    "covid-nationwide-paper": '"followed by" three counties',
    "dhs-2025-kentucky-misspelt": "two more in a sentence of their own, one of them misspelt",
    "dhs-2025-north-dakota": "one county more in a sentence of its own",
    "doj-2017-08-03-stockton-paper": "the place of the dateline is one of the four",
    "doj-2025-08-05-delaware-paper": "one state more in a sentence of its own",
    "fema-puerto-rico-added": '"the islands of A and B"',
    "fema-vermont-2023-paper": "two counties in a sentence about another kind of help",
    "oig-2016-milwaukee-paper": "a city in a clause about a county",
    "wildfire-pge-settlement": "two more in a sentence of their own",
    "climate-suits-2020": "five told one by one, in clauses of their own",
    "covid-by-state-2020": "a second list, told in sentences behind labels of states that say they have none",
    "covid-georgia-consolidated": "seven told one by one in four sentences",
    "covid-kansas-city-2020": "orders told in prose, and a second list of those that only advise",
    "covid-kansas-city-two-states-2": "a pair behind the label of its side of a state line",
    "dhs-2025-pennsylvania-web": 'lines lost before "Pittsburgh State College York", and a state that is told in prose',
    "doj-2017-10-last-chance": '"both were told so, and so were" three more',
    "doj-2017-11-15-two-columns": '"Middlesex, New Jersey", which is the borough unless one knows',
    "doj-2025-08-05-newspaper": "the city that a headline and two sentences tell",
    "fema-virginia-helene-2024": "one county more in a sentence of its own",
    "lawsuit-caption-cities-counties": '"Three are counties of Washington; Santa Clara and" two more below the caption',
    "oig-2016-dollars-2": "a footnote that says that a city stands for its county",
    "oig-2016-prose-2": "states in parentheses, and offices elsewhere that make the number full",
    "pge-settlement-2019": "a pair in a sentence of its own",
    "covid-carolinas-release": "cities told by possessives, and counties that two states part from their verb",
    "covid-florida-locals": "two pairs that did the same, in sentences of their own",
    "covid-states-html-cells": "places in parentheses behind the answers for their states",
    "dhs-2025-colorado-western-slope-2": 'one county more, of which the next sentence says that "it" was put on a list',
    "dhs-colorado-western-slope-2": "misspelt names with what they mean in parentheses",
    "dhs-georgia-statement": "the state that says where six names are",
    "doj-2017-08-four-paper-2": "a part of another list, with its own count",
    "doj-2018-01-two-columns-2": "a state that wraps within its column",
    "doj-2025-08-nested-by-state": '"counted as a state" behind the District',
    "doj-2025-08-new-jersey-mayors": '"both New York State and New York City", and one city behind "it takes in"',
    "oig-2016-prose-release": '"by way of the Orleans Parish sheriff, New Orleans"',
    "wildfire-settlement-semicolons": "a claim withdrawn, said in the column of amounts",
    "covid-georgia-municipal-release": "a county that the city says has no order",
    "covid-north-texas": "seven told one by one in sentences of their own",
    "dhs-2025-kentucky-misspelt-2": "misspelt names in quotation marks, one of them before its noun",
    "dhs-2025-north-carolina": '"Three are neighbors in the Triangle, Chatham, Durham and Orange"',
    "dhs-co-western-slope": 'a note between asterisks: "*Aspen is on the list only in so far as"',
    "dhs-va-nested-regions": "a city that is there twice, the second time as a county",
    "dhs-wa-check-marks": "one city more in a sentence of its own",
    "doj-2017-08-four-cities": "four told in two sentences",
    "doj-2017-08-four-release": "four others that are examples of those without a letter",
    "doj-2017-11-new-jersey-angle": "two that the story is about, named before the list",
    "doj-2018-01-by-state": '"In New York the letters went to Albany"',
    "doj-2025-central-pennsylvania": "seven told by state in sentences of their own",
    "oig-2016-prose-5": '"Clark County, around Las Vegas"',
    "oig-2016-prose-release-2": "a city that is a county: 'Milwaukee in Wisconsin'",
    "covid-core4-kansas-city": "one county of two states that a slash joins",
    "covid-kansas-city-core4-2": "governments told by state in two sentences",
    "covid-north-carolina-headings": '"Guilford County, jointly with Greensboro and High Point"',
    "covid-states-pipe-partial": "places in cells that say that their state has no order",
    "dhs-2025-new-jersey-lost-breaks-2": "a list that lost its line breaks and its marks",
    "dhs-cincinnati-tristate": "misspelt names in quotation marks, over two states",
    "dhs-georgia-consolidated": "bullets with sentences that begin with names",
    "dhs-wisconsin": '"the cities of Madison and Milwaukee, and Dane and Shawano counties"',
    "doj-2017-04-nine-release-3": "a state behind the name of its board",
    "doj-2017-11-15-by-state-nested": "a heading for a part of a state: UPSTATE NEW YORK",
    "doj-2018-01-23-by-kind": '"Burlington in the Northeast"',
    "doj-2025-08-05-new-jersey-2": '"So are the states of New York and Delaware; Pennsylvania is not"',
    "fema-south-dakota-tribes-2": "one county more in a sentence of its own",
    "fema-vermont-2023-crosses": "a row with neither cross, under heads that a line wraps",
    "idaho-jury-divisions": '"Clearwater, Idaho, Latah" among counties of Idaho, which nothing says',
    "lawsuit-grant-terms-release": "one county told before the list, and an okina",
    "oig-2016-prose-las-vegas": '"one is a Louisiana parish, Orleans"',
    "wildfire-settlement-release": "a pair in a sentence of its own",
    "fr-flood-suspension-pdf": 'cells of a table that wrap and hyphenate: "Galena, City of, Jo Daviess / County."',
}
"""Texts that are not read exactly yet, and why."""


def reading(name: str) -> tuple[set[str], set[str]]:
    """The words on a list that were missed, and the GEOIDs that are on none."""
    case = json.loads((LISTS / f"{name}.json").read_text("utf-8"))
    (document,) = read_documents([LISTS / f"{name}.txt"])
    listed = {m.geoid for m in extract(document).mentions if m.geoid and m.role in ("listed", "claimed")}
    accepted = [({entry["geoid"], *entry["accept"]} - {None}, entry["text"]) for entry in case["expected"]]
    missed = {text for geoids, text in accepted if geoids and not geoids & listed}
    return missed, listed - {geoid for geoids, _ in accepted for geoid in geoids}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=MISSED[name], strict=True) if name in MISSED else ())
        for name in TEXTS
    ],
)
def test_list_is_read_exactly(name: str) -> None:
    assert reading(name) == (set(), set())
