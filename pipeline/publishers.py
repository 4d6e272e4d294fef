"""Where the publisher of a text is, by its record or by the address of its page.

The sites of newspapers and stations, `reference/publishers.csv`, are those of the Local News Dataset 2018 of Leon Yin
(https://github.com/yinleon/LocalNewsDataset, MIT), less national papers, broadcasters and hosts of many sites.
"""

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.reference import read_table

if TYPE_CHECKING:
    from pipeline.documents import Document

OTHER_COUNTRY = "abroad"
"""In the place of a state's postal code: the publisher is in another country."""
WORLDWIDE = frozenset("ai am be cc cd co dj fm gg io is la ly me ms nu sc sh so sr st su tk to tv vc ws".split())
"""Domains of countries that are sold, and used, all over the world."""
SHORT = frozenset("archive.ph archive.vn cnn.it flip.it goo.gl linktr.ee lnkd.in n.pr reut.rs redd.it".split())
"""Sites of short links and of copies, which tell nothing of what they lead to."""
FEDERAL = frozenset(("va.gov",))
"""Sites of the United States that look like a state's."""
OURS = frozenset("us as gu mp pr vi".split())
"""Domains of the United States and of its territories."""


def home_of(document: "Document") -> str | None:
    """Where the publisher of a text is: what the record says, else what the address of its page tells.

    Returns
    -------
    str or None
        The postal code of a state, `OTHER_COUNTRY`, or None where nothing tells.
    """
    return document.home or (place_of(document.url) if document.url else None)


def place_of(url: str) -> str | None:
    """Where a site is: the state that its newspaper or station serves, or whose government it is; `OTHER_COUNTRY` by a
    country's domain.

    >>> place_of("https://www.dispatch.com/a"), place_of("http://www.dps.state.tx.us"), place_of("thisisbath.co.uk")
    ('OH', 'TX', 'abroad')
    """
    labels = _labels(url)
    top = labels[-1]
    if ".".join(labels[-2:]) in SHORT | FEDERAL:
        return None
    domains = (".".join(labels[start:]) for start in range(len(labels) - 1))
    state = next(filter(None, map(sites().get, domains)), None)
    if state or len(labels) < 2:
        return state
    if top in ("gov", "us"):
        return _state(labels[-2])
    if top in OURS:
        return _state(top)
    return OTHER_COUNTRY if len(top) == 2 and top.isascii() and top.isalpha() and top not in WORLDWIDE else None


@cache
def sites() -> dict[str, str]:
    """The postal code of the state that a newspaper or station serves, by the domain of its site."""
    return {row["domain"]: row["usps"] for row in read_table("publishers.csv")}


def _labels(url: str) -> list[str]:
    """The parts of the name of a page's host; of a name alone, too."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:  # no address: "http://[a"
        host = None
    return (host or "").rstrip(".").lower().split(".")


def _state(label: str) -> str | None:
    """The postal code of the state that a part of a government's address names: "tx", "texas"."""
    import us

    states = (*us.STATES_AND_TERRITORIES, us.states.DC)
    return next((s.abbr for s in states if label in (s.abbr.lower(), s.name.lower().replace(" ", ""))), None)
