"""The citation as the pages show it, for the whole and for one row."""

from pipeline.dataset import Dataset


def citations(about: Dataset, address: str | None, part: str | None = None) -> dict[str, str]:
    """How to cite the data, by style.

    Args:
        about: The package as a whole.
        address: Where it, or the row, is published; left out where that is not known.
        part: The row's name, to cite that row alone.
    """
    year = (about.released or "n.d.")[:4]
    title = f"{part}. In {about.title}" if part else about.title
    where = address or about.homepage
    plain = f"{about.creator} ({year}). {title} (Version {about.version}) [Data set]." + (f" {where}" if where else "")
    fields = {
        "author": f"{{{about.creator}}}",
        "title": f"{{{title}}}",
        "year": year,
        "version": about.version,
        "note": "Data set",
        "url": where,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return {
        "Text": plain,
        "BibTeX": f"@misc{{{about.name.replace('-', '_')}_{about.version.replace('.', '_')},\n{lines}}}",
    }
