"""Files in, documents out; every way a file can be wrong is told with its place and its cure."""

import hashlib
import io
import json
from pathlib import Path
from types import SimpleNamespace

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from pipeline.documents import Document, read_documents
from pipeline.errors import InputError

FRONT = """---
title: "Letters: the list"
author: null
date: 2018-01-24
home: OR
tags: [ignored]
---
"""


PAGE = """<html><head><title>Letters | The Daily</title><meta property="og:site_name" content="The Daily">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2018-01-24T10:00:00Z"></head>
<body><nav><a href="/a">Boston</a> <a href="/b">Seattle</a></nav><article><h1>Letters</h1>
<p>The department wrote to two cities on Wednesday and asked for their records within a month.</p>
<ul><li>Salem, Ore.</li><li>Ca\xf1on City, Colo.</li></ul></article><footer>Printed in Chicago</footer></body></html>"""


def make_pdf(*pages: str) -> bytes:
    """A PDF with a line of text a page; a page with no text where the line is empty."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject({NameObject(f"/{k}"): NameObject(f"/{v}") for k, v in
                             {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}.items()})  # fmt: skip
    for line in pages:
        page = writer.add_blank_page(612, 792)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = StreamObject()
        content.set_data(f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_docx(*blocks: str | list[list[str]]) -> bytes:
    """A Word file: a string is a paragraph, a list of rows a table."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(path: Path, content: bytes | str) -> list[Document]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_documents([path]))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "Salem\n", {"doc_id": "a", "text": "Salem\n", "title": None, "length": 6}),
        ("no-suffix", "Salem", {"doc_id": "no-suffix", "text": "Salem"}),
        ("UPPER.TXT", "Salem", {"doc_id": "UPPER", "text": "Salem"}),
        ("two.dots.txt", "Salem", {"doc_id": "two.dots"}),
        ("crlf.txt", "Salem,\r\nOregon\r\n", {"text": "Salem,\r\nOregon\r\n", "length": 16}),
        ("bom.txt", "\ufeffSalem", {"text": "\ufeffSalem", "length": 6}),
        ("astral.txt", "🏛 Cañon City", {"text": "🏛 Cañon City", "length": 12}),
        ("plain.md", "# Salem\n\n---\n\nOregon", {"text": "# Salem\n\n---\n\nOregon"}),
        ("dash.md", "--- a dash at the start", {"text": "--- a dash at the start"}),
        ("front.md", FRONT + "\nSalem", {"text": "\nSalem", "date": "2018-01-24", "home": "OR", "author": None}),
        ("front.txt", FRONT + "Salem", {"text": "Salem", "title": "Letters: the list"}),
        ("crlf.md", FRONT.replace("\n", "\r\n") + "Salem\r\n", {"text": "Salem\r\n", "title": "Letters: the list"}),
        ("bom.md", "\ufeff" + FRONT + "Salem", {"text": "Salem", "title": "Letters: the list"}),
        ("cased.md", "---\nTitle: Letters\nauthors: [A, B]\n---\nSalem", {"title": "Letters", "author": None}),
        ("others.md", "---\npublished: 2018\nupdate: x\ndated: y\n---\nSalem", {"publisher": None, "date": None}),
        ("empty-front.md", "---\n---\nSalem", {"text": "Salem", "title": None}),
        ("hash.md", f"---\nsha256: {'a' * 64}\nlength: 7\n---\nSalem", {"sha256": "a" * 64, "length": 7}),
        ("one.jsonl", '{"doc_id": "x", "text": "Salem", "meta": 1}', {"doc_id": "x", "text": "Salem"}),
        ("home.jsonl", '{"doc_id": "x", "text": "Salem", "home": "MA"}', {"home": "MA", "url": None}),
    ],
)
def test_reads(tmp_path: Path, name: str, content: str, expected: dict[str, object]) -> None:
    (document,) = read(tmp_path / name, content)
    assert {key: getattr(document, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "a.txt: is empty; put"),
        ("a.txt", b" \r\n\t\n", "a.txt: is empty"),
        ("a.txt", b"\xef\xbb\xbf", "a.txt: is empty"),
        ("a.md", b"---\ntitle: x\n---\n\n", "a.md: is empty"),
        ("a.jsonl", b"\n\n", "a.jsonl: is empty"),
        ("a.txt", b"Salem\nCa\xf1on City", "a.txt: line 2: byte 0xf1 at offset 8 is not UTF-8; save .* WINDOWS-1252 "),
        ("a.txt", "Salem".encode("utf-16"), "a.txt: line 1: byte 0xff at offset 0 is not UTF-8; save .* UTF-16 "),
        (
            "a.txt",
            make_pdf("Salem, Ore."),
            "a.txt: is no plain text, but looks like a .pdf file; give it a name that ends",
        ),
        ("a.txt", make_docx("Salem, Ore."), "a.txt: is no plain text, but looks like a .docx file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"a.txt: is no text, by its bytes; give .txt, .md, .*\.docx"),
        ("a.jsonl", b'{}\n{"doc_id": "\xf1"}', "a.jsonl: line 2: byte 0xf1 at offset 15"),
        ("a.md", b"---\ntitle: x\nSalem", "a.md: line 1: the front matter has no end; close it"),
        ("a.md", b"---\ntitle: x\nauthor: [a\n---\nSalem", "a.md: line 4: the front matter is not YAML .*; mend"),
        ("a.md", b"---\ntitle: a: b\n---\nSalem", "a.md: line 2: the front matter is not YAML"),
        ("a.md", b"---\n\x07: b\n---\nSalem", "a.md: line 2: the front matter is not YAML"),
        ("a.md", b"---\ntitle: x\ndaet: y\n---\nSalem", "a.md: line 3: there is no field 'daet'; write 'date'"),
        ("a.md", b"---\ntitle: x\nTitle: y\n---\nSalem", "a.md: line 3: title is given twice; keep one"),
        (
            "a.md",
            b"---\ntitle: x\npubliser: y\n---\nSalem",
            "a.md: line 3: there is no field 'publiser'; .*'publisher'",
        ),
        ("a.md", b"---\njust words\n---\nSalem", "a.md: line 2: the front matter holds no fields"),
        ("a.md", b"---\ntitle: 1984\n---\nSalem", "a.md: line 2: title is 1984; it should be text"),
        (
            "a.md",
            b"---\ntitle: x\ndate: 24 January\n---\nSalem",
            "a.md: line 3: date is '24 January'; it should be a day such as",
        ),
        ("a.md", b"---\ndate: 2018-01-24 17:30:00\n---\nSalem", "a.md: line 2: date is .* it should be a day such as"),
        ("a.md", b"---\nhome: Oregon\n---\nSalem", "a.md: line 2: home is 'Oregon'; it should be the postal code"),
        ("a.md", b"---\nsha256: 123\n---\nSalem", "a.md: line 2: sha256 is 123; it should be 64 hexadecimal digits"),
        ("a.md", b"---\nlength: -1\n---\nSalem", "a.md: line 2: length is -1; it should be a number of characters"),
        ("a.jsonl", b'{"doc_id": "x", "text": "Salem"}\n{', "a.jsonl: line 2: not JSON"),
        ("a.jsonl", b'["x"]', "a.jsonl: line 1: no .doc_id. or .text.; write one"),
        ("a.jsonl", b'{"doc_id": 7, "text": "Salem"}', "a.jsonl: line 1: no .doc_id. or .text."),
        ("a.jsonl", b'{"doc_id": "x", "text": " "}', "a.jsonl: line 1: is empty"),
        ("a.jsonl", b'{"doc_id": "x", "text": "\\ud800"}', "a.jsonl: line 1: character 0 is half a surrogate pair"),
        (
            "a.jsonl",
            b'{"doc_id": "x", "text": "a"}\n' * 2,
            "a.jsonl: line 2: .* 'x' is already taken by .*line 1; rename",
        ),
        ("a.html", b"<html><body></body></html>", "a.html: no article found in this page; save"),
        ("a.html", b"", "a.html: no article found"),
        ("a.pdf", b"%PDF-1.4 and no more", "a.pdf: cannot be read as PDF"),
        ("a.pdf", make_pdf(""), "a.pdf: no text in this PDF, only pictures; make the text with OCR"),
        ("a.docx", b"PK", "a.docx: cannot be read as a Word file"),
        ("a.docx", make_docx(""), "a.docx: is empty"),
        ("a.xlsx", b"PK", r"a.xlsx: cannot read .xlsx files; give .txt, .*, or pipe"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path / name, content)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "inside", "outside"),
    [
        ("a.html", PAGE.replace("<head>", '<head><meta charset="latin-1">').encode("latin-1"),
         ["- Salem, Ore.\n", "Cañon City"], ["Boston", "Seattle", "Chicago", "<"]),
        ("a.htm", PAGE.encode(), ["Cañon City"], ["Boston"]),
        ("a.pdf", make_pdf("Salem, Ore.", "Duluth, Minn."), ["Salem, Ore.\n\nDuluth, Minn."], []),
        ("a.docx", make_docx("Letters to:", [["Salem", "Ore."], ["Duluth", "Minn."]], "Done."),
         ["Letters to:\nSalem\tOre.\nDuluth\tMinn.\nDone."], []),
    ],
)  # fmt: skip
def test_reads_the_text_of_other_formats(
    tmp_path: Path, name: str, content: bytes, inside: list[str], outside: list[str]
) -> None:
    (document,) = read(tmp_path / name, content)
    assert [words for words in inside if words not in document.text] == []
    assert [words for words in outside if words in document.text] == []
    assert document.length == len(document.text)


def test_a_page_says_where_it_comes_from(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.html", PAGE)
    about = (document.title, document.publisher, document.author, document.date)
    assert about == ("Letters", "The Daily", "Ann Lee", "2018-01-24")


def test_missing_and_unreadable_paths(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "photo.png").write_bytes(b"")
    for path, message in [("none.txt", "no such file"), ("none", "no such file"), ("empty", "no document in")]:
        with pytest.raises(InputError, match=f"{path}: {message}"):
            list(read_documents([tmp_path / path]))


def test_a_folder_is_read_in_order_and_in_depth(tmp_path: Path) -> None:
    for name in ["b.txt", "a.md", "deep/c.jsonl", ".hidden/d.txt", ".e.txt", "photo.png", "README"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"doc_id": "c", "text": "Salem"}' if name.endswith("jsonl") else "Salem")
    assert [document.doc_id for document in read_documents([tmp_path])] == ["a", "b", "c"]


def test_what_a_package_made_is_no_text_of_a_folder(tmp_path: Path) -> None:
    for name in ["a.md", "mine/data/README.md", "mine/data/sources/b.md", "data/README.md", "data/sources/c.md"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Salem")
    (tmp_path / "mine" / "datapackage.json").write_text("{}")
    assert [document.doc_id for document in read_documents([tmp_path / "data"])] == ["README", "c"]
    (tmp_path / "datapackage.json").write_text("{}")
    assert [document.doc_id for document in read_documents([tmp_path])] == ["a", "c", "b"]


def test_paths_keep_their_order_and_ids_are_unique(tmp_path: Path) -> None:
    for name in ["b.txt", "a.txt", "a.md"]:
        (tmp_path / name).write_text("Salem")
    paths = [tmp_path / "b.txt", tmp_path / "a.txt"]
    assert [document.doc_id for document in read_documents(paths)] == ["b", "a"]
    with pytest.raises(InputError, match=r"a.md: the id 'a' is already taken by .*a.txt; rename one"):
        list(read_documents([*paths, tmp_path / "a.md"]))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("Cañon City".encode())))
    (document,) = read_documents(["-"])
    assert (document.doc_id, document.text) == ("stdin", "Cañon City")


TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: text.strip("\ufeff \t\r\n\f\v") and not text.lstrip("\ufeff").startswith("---")
)


@given(text=TEXT)
def test_text_is_never_changed(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("texts")
    documents = read(folder / "a.txt", text) + read(folder / "b.jsonl", json.dumps({"doc_id": "b", "text": text}))
    for document in documents:
        assert document.text == text
        assert document.length == len(text)
        assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
