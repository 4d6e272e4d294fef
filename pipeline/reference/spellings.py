"""The names one place goes by: spellings of a Census name, and a key under which two spellings compare equal."""

from __future__ import annotations

import re
import unicodedata

# Words the Census adds to a consolidated government's name; nobody writes them in a text.
_GOVERNMENT = re.compile(
    r"(?:\s+city)?\s*\(balance\)$|(?:\s+(?:metro|metropolitan|unified|consolidated)\s+government\b)", re.IGNORECASE
)
_PARENTHESISED = re.compile(r"^(?P<main>.+?)\s*\((?P<other>[^)]+)\)$")
_ABBREVIATIONS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "and": ""}
_OPTIONAL_SUFFIX = re.compile(r"\s+(?:city|village|town)$", re.IGNORECASE)


def fold(name: str) -> str:
    """Reduce a name to letters and digits, so that spellings of it compare equal.

    Accents, case, punctuation and spaces go; "Saint", "Fort" and "Mount" are abbreviated; "and" and "&" are dropped.

    >>> fold("Saint Louis") == fold("St. Louis"), fold("La Cañada Flintridge"), fold("DeKalb") == fold("De Kalb")
    (True, 'lacanadaflintridge', True)
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("`", ""))
    return "".join(_ABBREVIATIONS.get(word, word) for word in words)


def spellings(name: str, counties: frozenset[str] = frozenset()) -> list[str]:
    """List the names that a Census place name stands for, the official one first.

    Parameters
    ----------
    name
        A place's name as in TIGER/Line.
    counties
        Folded short names of the counties of the place's state. "Athens-Clarke" is Athens because Clarke is a county
        of Georgia; "Winston-Salem" stays whole because Salem is no county of North Carolina.

    >>> spellings("El Paso de Robles (Paso Robles)")
    ['El Paso de Robles (Paso Robles)', 'El Paso de Robles', 'Paso Robles']
    >>> spellings("Nashville-Davidson metropolitan government (balance)", frozenset({"davidson"}))
    ['Nashville-Davidson metropolitan government (balance)', 'Nashville-Davidson', 'Nashville']
    """
    plain = _GOVERNMENT.sub("", name).strip()
    found = [name, plain]
    if match := _PARENTHESISED.match(plain):
        found += [match["main"], match["other"]]
    head, separator, tail = re.sub(r"\s+County$", "", plain).partition(_joint(plain))
    if separator and fold(tail) in counties:
        found.append(head)
    if plain.startswith("Urban "):
        found.append(plain.removeprefix("Urban "))
    return list(dict.fromkeys(found))


def loose(name: str) -> str:
    """Fold a name without a last "City", "Village" or "Town": "New York City" and "New York", "Boise City" and "Boise".

    >>> loose("New York City") == loose("New York")
    True
    """
    return fold(_OPTIONAL_SUFFIX.sub("", name))


def _joint(name: str) -> str:
    """Return what joins a city's and a county's name: "/", ", " or "-"."""
    return next((joint for joint in ("/", ", ") if joint in name), "-")
