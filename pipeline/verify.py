"""Whether a package follows from its sources: it is derived again, and compared byte for byte."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.descriptor import read_dataset
from pipeline.documents import Document
from pipeline.errors import InputError
from pipeline.package import DESCRIPTOR, assemble, read_descriptor, read_tables, render
from pipeline.tables import Tables, records


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file when the package was derived again: "same", "differs" or "missing"."""

    path: str
    outcome: str


def verify(path: Path, report: Callable[[str], None] = lambda step: None) -> list[Verdict]:
    """Derive the package in a folder or zip again from its source records and the reference; a verdict for each file.

    Raises `InputError` where there is no package, and where a source's text is not in it, so that nothing can be
    derived.
    """
    with opened(path) as folder:
        about = read_dataset(read_descriptor(folder))
        derived = render(assemble(recorded_documents(read_tables(folder), path), about, report))
        report("Comparing")
        return [Verdict(name, _outcome(folder / name, data)) for name, data in derived.items()]


def recorded_documents(tables: Tables, path: Path) -> list[Document]:
    """The documents that a package was made of, from its table of sources.

    Raises `InputError`, naming `path`, where a text is missing.
    """
    sources = list(records(tables["sources"]))
    without = [source["source_id"] for source in sources if source["text"] is None]
    if without:
        more = f" and {len(without) - 1} more" if without[1:] else ""
        raise InputError(
            f"{path}: does not hold the text of {without[0]}{more}, only its fingerprint; build a package of the same "
            "texts and compare the two: jurisdictions diff"
        )
    fields = ("text", "title", "publisher", "author", "date", "url", "home", "sha256", "length")
    return [Document(source["source_id"], **{field: source[field] for field in fields}) for source in sources]


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a package: the path itself, or where a zip of one has been unpacked for the moment.

    Raises `InputError` for a file that is no zip, and a zip that holds no package.
    """
    if not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory() as unpacked:
        try:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(unpacked)
        except (zipfile.BadZipFile, OSError) as error:
            raise InputError(f"{path}: not a zip that can be unpacked ({error}); download it again") from error
        inside = sorted(Path(unpacked).rglob(DESCRIPTOR), key=lambda found: len(found.parts))
        if not inside:
            raise InputError(f"{path}: no {DESCRIPTOR} inside; give a zip of a package")
        yield inside[0].parent


def _outcome(path: Path, data: bytes) -> str:
    if not path.is_file():
        return "missing"
    return "same" if path.read_bytes() == data else "differs"
