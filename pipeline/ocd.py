"""Open Civic Data division identifiers, made by that project's rules for names.

The rules are those of https://github.com/opencivicdata/ocd-division-ids: lower case, spaces as "_", periods dropped,
any other mark as "~"; a division's type is the last word of a county's full name. Where the rules give no identifier
that the project is known to use, there is none: its list leaves out consolidated governments with composite names
("… (balance)").
"""

import re

ROOT = "ocd-division/country:us"
DISTRICT = {"DC"}
TERRITORIES = {"AS", "GU", "MP", "PR", "VI"}
COUNTY_TYPES = {
    "County": "county",
    "Parish": "parish",
    "Census Area": "census_area",
    "Borough": "borough",
    "city": "place",
}
"""How a county's full name ends, and the type of its division. Independent cities are places."""


def ocd_id(level: str, name: str, full_name: str, usps: str) -> str | None:
    """The division identifier of a state, county or place, or None where the rules give none.

    >>> ocd_id("city", "Coeur d'Alene", "Coeur d'Alene", "ID")
    'ocd-division/country:us/state:id/place:coeur_d~alene'
    """
    state = f"{ROOT}/{_state_type(usps)}:{usps.lower()}"
    if level == "state":
        return state
    if re.search(r"[/()]", name):
        return None
    if level == "city":
        return f"{state}/place:{slug(name)}"
    for ending, kind in COUNTY_TYPES.items():
        if full_name.endswith(f" {ending}"):
            return f"{state}/{kind}:{slug(full_name.removesuffix(f' {ending}'))}"
    return None


def slug(name: str) -> str:
    """A name as these identifiers spell it: "St. Louis" gives "st_louis"."""
    return re.sub(r"[^\w~-]", "~", name.lower().replace(".", "").replace(" ", "_"))


def _state_type(usps: str) -> str:
    if usps in DISTRICT:
        return "district"
    return "territory" if usps in TERRITORIES else "state"
