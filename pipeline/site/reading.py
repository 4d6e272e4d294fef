"""Read texts in a process of their own: one line of JSON in, one out, until the input ends.

The site starts it as `python -m pipeline.site.reading`: a hard text neither stops the pages nor outlives its time.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract import Claim, Mention

NICENESS = 5
"""The pages go first."""


def read(text: str) -> dict[str, Any]:
    """What the engine finds in a text.

    Returns `mentions` and `claims` as `pipeline.extract` has them, but with `text` named `words` as in the tables; and
    `shapes`: for each place found, its name, level, label point and boundary as GeoJSON.
    """
    import shapely

    from pipeline.documents import Document
    from pipeline.extract import extract
    from pipeline.geometry import boundaries

    extraction = extract(Document("text", text))
    names = {mention.geoid: mention for mention in extraction.mentions if mention.geoid}
    places = boundaries(list(names)).itertuples() if names else ()
    shapes = [
        {
            "geoid": row.geoid,
            "name": names[row.geoid].name,
            "level": names[row.geoid].level,
            "lon": float(row.lon),
            "lat": float(row.lat),
            "geojson": shapely.to_geojson(shapely.set_precision(row.geometry, 1e-5)),
        }
        for row in places
    ]
    return {
        "mentions": [_mention(mention) for mention in extraction.mentions],
        "claims": [_claim(claim) for claim in extraction.claims],
        "shapes": shapes,
    }


def _mention(mention: "Mention") -> dict[str, Any]:
    fields = asdict(mention)
    return fields | {"words": fields.pop("text")}


def _claim(claim: "Claim") -> dict[str, Any]:
    fields = asdict(claim)
    return fields | {"items": fields.pop("words"), "words": fields.pop("text")}


def main() -> None:
    """Answer each line of standard input; an error is an answer too."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process itself
    for line in sys.stdin:
        try:
            answer = read(json.loads(line)["text"])
        except Exception as error:  # whatever it is, the next text must still be read
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
