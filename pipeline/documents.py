"""Files in, `Document`s out: text, Markdown with front matter, JSON lines, web pages, PDF and Word files, folders."""

import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

DESCRIPTOR = "datapackage.json"
"""The file that a folder with a data package holds."""
STDIN = "-"
SIGNATURES = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx"}
"""How the files begin that are read, but not as plain text, with their suffixes."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*(?:\r?\n|\Z)")
FENCE = re.compile(r"^---[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_date(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def _is_state(value: object) -> bool:
    import us

    state = us.states.lookup(str(value), field="abbr")
    return state is not None and state.abbr == value


FIELDS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "title": ("text", _is_text),
    "publisher": ("text", _is_text),
    "author": ("text", _is_text),
    "date": ("a day such as 2018-01-24", _is_date),
    "url": ("text", _is_text),
    "home": ("the postal code of a state, such as OR", _is_state),
    "sha256": ("64 hexadecimal digits", lambda value: re.fullmatch(r"[0-9a-f]{64}", str(value)) is not None),
    "length": ("a number of characters", lambda value: type(value) is int and value > 0),
}
"""What front matter, or a JSON line, may say of a text: each field in words and as a test. Other keys are ignored, but
for those of front matter that are one of these misspelt."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about it. Offsets into `text` count Unicode code points."""

    doc_id: str
    """The file's stem, the `doc_id` of a JSON line, or "stdin"."""
    text: str
    """The text as given, after the front matter if there is any; never normalised."""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    """When it was published, ISO 8601 ("2018-01-24")."""
    url: str | None = None
    home: str | None = None
    """The postal code of the publisher's home state ("OR"), where it is known."""
    sha256: str = ""
    """Of the article: what the front matter says, else of the text in UTF-8."""
    length: int = 0
    """Code points of the article: what the front matter says, else of the text."""


def read_documents(paths: Iterable[str | Path]) -> Iterator[Document]:
    """Read documents, in the order of the paths.

    A path is a file of one of the kinds in `READERS` (no suffix: plain text), a folder (its files of those kinds at any
    depth, sorted by path; hidden ones, ones with no suffix and those of a data package are left out), or "-" for plain
    text on standard input.

    Raises `InputError` for a path that is not there or cannot be read, an empty text, bytes that are not UTF-8, broken
    front matter or JSON, a page, PDF or Word file with no text in it, and two documents of one `doc_id`.
    """
    seen: dict[str, str] = {}
    for source in _files(paths):
        read = READERS[Path(source).suffix.lower()] if source != STDIN else _read_text
        for where, document in read(source, _bytes(source)):
            if document.doc_id in seen:
                raise InputError(
                    f"{where}: the id {document.doc_id!r} is already taken by {seen[document.doc_id]}; rename one"
                )
            seen[document.doc_id] = where
            yield document


def at_home(documents: Iterable[Document], home: str | None) -> Iterator[Document]:
    """The documents, those that do not say where their publisher is with `home`, a postal code or a name, for it.

    Raises `InputError` for a `home` that is no state.
    """
    import us

    state = us.states.lookup(home) if home else None
    home = state.abbr if state else home
    _checked("--home", "home", home)
    for document in documents:
        yield document if document.home else replace(document, home=home)


def _files(paths: Iterable[str | Path]) -> Iterator[str]:
    for path in map(str, paths):
        if path == STDIN:
            yield path
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        elif Path(path).suffix.lower() in READERS:
            yield path
        else:
            raise InputError(
                f"{path}: cannot read {Path(path).suffix} files; give {_kinds()}, "
                f"or pipe plain text: jurisdictions extract - < {path}"
            )


def _folder(folder: Path) -> list[str]:
    try:
        inside = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}; check the folder's permissions") from error
    left_out = {path for path in inside if any(part.startswith(".") for part in path.relative_to(folder).parts)}
    for package in (path.parent for path in inside if path.name == DESCRIPTOR):
        left_out |= {path for path in inside if path.is_relative_to(package) and _is_made(path, package, folder)}
    files = [str(path) for path in inside if path not in left_out and path.suffix and path.suffix.lower() in READERS]
    if not files:
        raise InputError(f"{folder}: no document in this folder; put in {_kinds()}")
    return files


def _is_made(path: Path, package: Path, folder: Path) -> bool:
    """Whether a file in the folder of a data package is the package's, and no text of one who builds it in `folder`."""
    beside = package == folder and not path.is_relative_to(package / "data")
    return not beside and not path.is_relative_to(package / "data" / "sources")


def _kinds() -> str:
    return ", ".join(suffix for suffix in READERS if suffix)


def _bytes(source: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{source}: no such file or folder; check the path") from error
    except OSError as error:
        raise InputError(f"{source}: {error.strerror}; check the file and its permissions") from error


def _decode(source: str, raw: bytes) -> str:
    kind = next((suffix for signature, suffix in SIGNATURES.items() if raw.startswith(signature)), None)
    if kind:
        raise InputError(
            f"{source}: is no plain text, but looks like a {kind} file; give it a name that ends in {kind}"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in raw and raw[:2] not in UTF_16:
            raise InputError(f"{source}: is no text, by its bytes; give {_kinds()}") from error
        line = raw.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if raw[:2] in UTF_16 else "WINDOWS-1252"
        raise InputError(
            f"{source}: line {line}: byte 0x{raw[error.start]:02x} at offset {error.start} is not UTF-8; save the text "
            f"as UTF-8, for instance: iconv -f {encoding} -t UTF-8"
        ) from error


Found = Iterator[tuple[str, Document]]
"""Documents, each with where it was found: the file, and the line of a file of many."""


def _read_text(source: str, raw: bytes) -> Found:
    """One document from plain text or Markdown, with front matter or without."""
    front, body = _split_front_matter(source, _decode(source, raw))
    doc_id = "stdin" if source == STDIN else Path(source).stem
    yield source, _document(source, doc_id, body, front)


def _read_json_lines(source: str, raw: bytes) -> Found:
    """One document from each line `{"doc_id": …, "text": …}`; blank lines are skipped."""
    lines = [
        (number, line) for number, line in enumerate(_decode(source, raw).split("\n"), 1) if line.strip("\ufeff \t\r")
    ]
    if not lines:
        raise InputError(f"{source}: is empty; put a text into it")
    for number, line in lines:
        where = f"{source}: line {number}"
        try:
            record = json.loads(line.lstrip("\ufeff"))
        except ValueError as error:
            raise InputError(f'{where}: not JSON ({error}); write one {{"doc_id": …, "text": …}} a line') from error
        if not isinstance(record, dict) or not all(isinstance(record.get(key), str) for key in ("doc_id", "text")):
            raise InputError(f'{where}: no "doc_id" or "text"; write one {{"doc_id": "…", "text": "…"}} a line')
        meta = record.get("meta")
        if "url" not in record and isinstance(meta, dict) and isinstance(meta.get("url"), str):
            record["url"] = meta["url"]  # where tools for annotators keep what they know of a text
        fields = {name: _checked(where, name, record.get(name)) for name in FIELDS}
        yield where, _document(where, record["doc_id"], record["text"], fields)


def _read_html(source: str, raw: bytes) -> Found:
    """The article of a web page, without menus and comments, and what the page's metadata say of it."""
    import trafilatura

    page: Any = trafilatura.bare_extraction(
        raw,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # what the page says, no guess
    )
    if page is None:
        raise InputError(f"{source}: no article found in this page; save its text as a .txt file")
    fields = {
        "title": page.title,
        "publisher": page.sitename,
        "author": page.author,
        "date": page.date,
        "url": page.url,
    }
    yield source, _document(source, Path(source).stem, page.text, fields)


def _read_pdf(source: str, raw: bytes) -> Found:
    """The text of a PDF, page by page."""
    import pypdf

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{source}: cannot be read as PDF ({error}); save its text as a .txt file") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError(
            f"{source}: no text in this PDF, only pictures; make the text with OCR, for instance: ocrmypdf"
        )
    yield source, _document(source, Path(source).stem, text, {})


def _read_docx(source: str, raw: bytes) -> Found:
    """The text of a Word file: a line for each paragraph, and for each row of a table."""
    import docx
    from docx.table import Table

    try:
        blocks = list(docx.Document(io.BytesIO(raw)).iter_inner_content())
    except (zipfile.BadZipFile, ValueError, KeyError) as error:
        raise InputError(f"{source}: cannot be read as a Word file ({error}); save its text as a .txt file") from error
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    yield source, _document(source, Path(source).stem, "\n".join(lines), {})


READERS: dict[str, Callable[[str, bytes], Found]] = {
    "": _read_text,
    ".txt": _read_text,
    ".md": _read_text,
    ".jsonl": _read_json_lines,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
"""How a file is read, by its suffix."""


def _split_front_matter(source: str, text: str) -> tuple[dict[str, Any], str]:
    """The fields between two `---` lines at the start (none where there are no such lines) and the text after them."""
    opening = FRONT_MATTER.match(text)
    if not opening:
        return {}, text
    closing = FENCE.search(text, opening.end())
    if not closing:
        raise InputError(f"{source}: line 1: the front matter has no end; close it with a line of three dashes: ---")
    front = _parse_front_matter(source, text[opening.end() : closing.start()])
    return front, text[closing.end() :]


def _parse_front_matter(source: str, block: str) -> dict[str, Any]:
    import yaml

    try:
        front = yaml.safe_load(block)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "a character that YAML forbids"
        line = mark.line + 2 if mark else 2
        raise InputError(
            f"{source}: line {line}: the front matter is not YAML ({problem}); mend or quote it"
        ) from error
    if front is not None and not isinstance(front, dict):
        raise InputError(f"{source}: line 2: the front matter holds no fields; write one `title: …` a line")
    at = {line.partition(":")[0]: n for n, line in reversed([*enumerate(block.splitlines(), 2)])}
    fields: dict[str, Any] = {}
    for key, value in (front or {}).items():
        where, name = f"{source}: line {at.get(str(key), 2)}", str(key).lower()
        meant = name if name in FIELDS else _misspelt(name)
        if meant is None:
            continue
        if meant != name:
            raise InputError(f"{where}: there is no field {key!r}; write {meant!r} if that is meant")
        if name in fields:
            raise InputError(f"{where}: {name} is given twice; keep one")
        fields[name] = _checked(where, name, value)
    return fields


def _misspelt(key: str) -> str | None:
    """The field whose name a key has with a letter left out or two that are swapped, or None."""
    from rapidfuzz.distance import OSA

    near = [field for field in FIELDS if OSA.distance(key, field) == 1]
    return next((field for field in near if len(key) < len(field) or sorted(key) == sorted(field)), None)


def _checked(where: str, name: str, value: Any) -> Any:
    """The value of one field; raises `InputError` where it cannot be what it should be."""
    meant, good = FIELDS[name]
    if isinstance(value, date):
        value = value.isoformat()
    if value is not None and not good(value):
        raise InputError(f"{where}: {name} is {value!r}; it should be {meant}")
    return value


def _document(where: str, doc_id: str, text: str, fields: dict[str, Any]) -> Document:
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError(f"{where}: is empty; put a text into it")
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"{where}: character {error.start} is half a surrogate pair; write it whole") from error
    computed: dict[str, Any] = {"sha256": sha256, "length": len(text)}
    return Document(doc_id, text, **computed | {name: value for name, value in fields.items() if value})
