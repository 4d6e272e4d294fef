"""The command line: arguments in, calls, messages out.

Each command imports what it needs when it runs, so that `jurisdictions --help` answers at once.
"""

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.errors import InputError

DEFAULT_SOURCES = "data/sources"

package_folder = click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path))
package_option = click.option(
    "--package", "folder", default=".", type=click.Path(path_type=Path), help="Folder of the data package."
)
output_option = click.option("--output", required=True, type=click.Path(path_type=Path), help="Folder to write to.")


class Commands(click.Group):
    """A group whose commands are listed in the order written here, and that tells a user's mistake in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except InputError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # the reader, such as `head`, has seen enough; click ends quietly
            raise
        except OSError as error:
            where = error.filename or "standard output"
            cure = "check that it is there and may be read" if error.filename else "free some space or write elsewhere"
            raise click.ClickException(f"{where}: {error.strerror}; {cure}") from error
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jurisdictions")
def main() -> None:
    """Find the US states, counties and cities that texts name, with Census codes and boundaries.

    \b
    jurisdictions extract letter.txt              who is named in a text of yours
    jurisdictions build letters/ --output mine    a data package from a folder of texts
    jurisdictions serve mine                      look at it in the browser

    Texts are plain text, Markdown, web pages (.html), PDF, Word (.docx) or JSON lines, in UTF-8.
    """
    import logging

    for library in ("trafilatura", "htmldate", "pypdf"):  # they log what an InputError tells
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)


@main.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option("--output", default=".", type=click.Path(path_type=Path), help="Folder to write to.  [default: this one]")
def build(sources: tuple[Path, ...], output: Path) -> None:
    """Build a data package from texts.

    SOURCES are files or folders of texts that tell of one list; without any, data/sources. Where they disagree, the
    package says so; texts about another list make a package of their own. It is written whole or not at all: CSV
    tables and GeoJSON boundaries in data/, datapackage.json to describe them, metadata.yml for Datasette, CITATION.cff
    to cite. The same texts give the same bytes, always. Its title, author, version and licence are those of a
    dataset.yml beside the texts; the licence is CC BY 4.0 if it says none.

    \b
    jurisdictions build                           the project's own sources, in place
    jurisdictions build letter.txt --output mine  a text of yours
    """
    from pipeline import printing
    from pipeline.package import build_package

    if not sources and not Path(DEFAULT_SOURCES).exists():
        raise InputError(f"{DEFAULT_SOURCES}: no such folder; give texts: jurisdictions build letter.txt --output mine")
    with printing.steps() as report:
        package = build_package(sources or (Path(DEFAULT_SOURCES),), output, report)
    printing.print_package(package)
    click.echo(f"\nWritten to {output.resolve()}")


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl", "geojson"]),
    default="table",
    show_default=True,
    help="table: for people; csv: a row for each name; jsonl: a line for each text; geojson: the boundaries.",
)
@click.option("--home", metavar="STATE", help="Where the texts are from, such as OR, if they do not say so themselves.")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    help="Report GEOIDs from this probability on.  [default: the one with the best balance of misses and errors]",
)
@click.pass_context
def extract(ctx: click.Context, files: tuple[str, ...], form: str, home: str | None, min_score: float | None) -> None:
    """Find the jurisdictions that texts name.

    FILES are files, folders, or - for standard input. Every name found comes with its place in the text (start and end
    count Unicode code points), its GEOID, a score (the probability that the GEOID is right), a role (listed, claimed or
    mentioned) and the rule that decided. Where no text names a jurisdiction, the exit status is 1, as grep's is.

    \b
    jurisdictions extract letter.txt
    jurisdictions extract letters/ --format csv --home OR > names.csv
    jurisdictions extract letter.txt --format geojson > map.geojson
    echo "Letters went to Salem, Ore., and Cook County, Ill." | jurisdictions extract -
    """
    from pipeline import printing
    from pipeline.documents import at_home, read_documents
    from pipeline.extract import MIN_SCORE
    from pipeline.extract import extract as extract_from

    documents = printing.progress(at_home(read_documents(files), home), "Reading texts")
    threshold = MIN_SCORE if min_score is None else min_score
    found = printing.PRINTERS[form](extract_from(document, threshold) for document in documents)
    if not found:
        click.echo("No jurisdiction found; texts should name US states, counties or cities.", err=True)
        ctx.exit(1)


@main.command()
@package_folder
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def validate(ctx: click.Context, folder: Path, form: str) -> None:
    """Check a data package.

    It is the one in DIR, or in this folder. Every failure is a line that names the file, the row, what is wrong and the
    cure; the exit status is then 1. As JSON, every rule is told, and whether it holds.

    \b
    jurisdictions validate
    jurisdictions validate mine
    jurisdictions validate mine --format json
    """
    import json

    from pipeline import printing
    from pipeline.rules import RULES
    from pipeline.validate import report_on
    from pipeline.validate import validate as problems_of

    with printing.steps() as report:
        report("Checking the package")
        problems = problems_of(folder)
    if form == "json":
        click.echo(json.dumps(report_on(problems), ensure_ascii=False, indent=2))
        ctx.exit(1 if problems else 0)
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"Not valid: {len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        ctx.exit(1)
    click.echo(f"Valid: {len(RULES)} rules hold")


@main.command()
@click.argument("path", default=".", metavar="[PATH]", type=click.Path(path_type=Path))
@click.pass_context
def verify(ctx: click.Context, path: Path) -> None:
    """Derive a data package again, and compare.

    PATH is its folder (default: this one) or a zip of it. Everything is made anew from the source records in it and the
    reference file, and compared byte for byte. The exit status is 1 where a file differs or is missing.

    \b
    jurisdictions verify
    jurisdictions verify jurisdictions-0.1.0.zip
    """
    from pipeline import printing
    from pipeline.verify import verify as derive_again

    with printing.steps() as report:
        verdicts = derive_again(path, report)
    for verdict in verdicts:
        click.echo(f"{verdict.outcome:8} {verdict.path}")
    wrong = sum(verdict.outcome != "same" for verdict in verdicts)
    if wrong:
        click.echo(f"Not verified: {wrong} of {len(verdicts)} files are not what the sources give", err=True)
        ctx.exit(1)
    click.echo(f"Verified: all {len(verdicts)} files follow from the sources, byte for byte")


@main.command()
@click.argument("what")
@click.argument("geoid", required=False)
@package_option
def explain(what: str, geoid: str | None, folder: Path) -> None:
    """Say why: of a jurisdiction in a data package, or of the names in a text.

    WHAT is a GEOID, a file or a text. For a GEOID: the words of each source, the claim, the match in the reference, and
    where the boundary comes from. For a text: the words around each name, the cues that fired, the candidates with
    their scores and why the others lost; with a GEOID behind it, only the names that may stand for that.

    \b
    jurisdictions explain 17031
    jurisdictions explain 4159000 --package mine
    jurisdictions explain letter.txt
    jurisdictions explain "The mayor of Portland, Maine, wrote to Salem." 2360545
    """
    if what.isdigit() and not Path(what).exists():
        from pipeline.explain import explain as reasons

        click.echo(reasons(folder, what))
        return
    from pipeline import printing
    from pipeline.documents import Document, read_documents
    from pipeline.publishers import home_of
    from pipeline.reasons import account_for

    is_text = not Path(what).exists() and any(char.isspace() for char in what)
    for document in [Document("text", what)] if is_text else read_documents([what]):
        printing.print_accounts(account_for(document, geoid), home_of(document), geoid)


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(old: Path, new: Path, form: str) -> None:
    """Say what changed between two data packages.

    OLD and NEW are their folders. Rows added and removed, and every field changed, table by table.

    \b
    jurisdictions diff old .
    jurisdictions diff old . --format json
    """
    import json

    from pipeline.diff import describe_changes
    from pipeline.diff import diff as changes_between

    changes = changes_between(old, new)
    click.echo(describe_changes(changes) if form == "text" else json.dumps(changes, ensure_ascii=False, indent=2))


@main.command()
@package_folder
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all of them.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
def serve(folder: Path, host: str, port: int) -> None:
    """Open a data package in Datasette.

    It is the one in DIR, or in this folder. Nothing is changed on disk. End it with Ctrl+C.

    \b
    jurisdictions serve
    jurisdictions serve mine --port 8002
    """
    from pipeline.site.serve import serve as serve_package

    serve_package(folder, host, port)


@main.command()
@package_folder
@output_option
def site(folder: Path, output: Path) -> None:
    """Write the site of a data package as files.

    They are the pages that `serve` shows, for any host that serves files; what needs a server is left out.

    \b
    jurisdictions site --output public
    """
    from pipeline import printing
    from pipeline.site.static_copy import write_site

    with printing.steps() as report:
        count = write_site(folder, output, report)
    click.echo(f"{count} files in {output}")


@main.command()
@package_folder
@output_option
def release(folder: Path, output: Path) -> None:
    """Write a data package in every format.

    Excel, GeoParquet, GeoPackage and SQLite, a zip and a BagIt bag of the whole, and their checksums.

    \b
    jurisdictions release --output dist
    """
    from pipeline import printing
    from pipeline.release import write_release

    with printing.steps() as report:
        files = write_release(folder, output, report)
    for path, data in files.items():
        click.echo(f"{len(data) / 1e6:8.2f} MB  {output / path}")


@main.command()
@click.argument("geoid", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(["apa", "chicago", "bibtex", "ris", "csl-json", "datacite", "cff"]),
    default="apa",
    show_default=True,
    help="What it is for: a style of citation, or a file that reference managers read.",
)
@package_option
def cite(geoid: str | None, style: str, folder: Path) -> None:
    """Print how to cite a data package, or one row of it.

    \b
    jurisdictions cite
    jurisdictions cite 17031 --format bibtex
    """
    from pipeline.cite import cite as citation
    from pipeline.descriptor import read_dataset
    from pipeline.package import read_descriptor

    about = read_dataset(read_descriptor(folder))
    click.echo(citation(about, style, _entry(folder, geoid) if geoid else None))


def _entry(folder: Path, geoid: str) -> str:
    """A row as a citation names it."""
    from pipeline.package import read_tables

    names = read_tables(folder)["jurisdictions"].set_index("geoid")["display_name"]
    if geoid not in names:
        raise InputError(
            f"{geoid}: no such GEOID in {folder / 'data/jurisdictions.csv'}; leave it out to cite the whole"
        )
    return f"{names[geoid]} (GEOID {geoid})"


@main.group()
def reference() -> None:
    """Look at the reference file, or make it anew.

    It holds every US state, county and place, with names, codes and boundary.

    \b
    jurisdictions reference info
    jurisdictions reference build
    """


@reference.command("build")
@click.option("--archive", type=click.Path(path_type=Path), help="The upstream archive, if it is on disk already.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write.  [default: the one in use]")
def build_reference(archive: Path | None, output: Path | None) -> None:
    """Make the reference file from the upstream packages.

    A maintainer needs this once in a while. It takes about five minutes, npm, and the packages that
    `pip install 'jurisdictions[reference]'` installs.

    \b
    jurisdictions reference build
    """
    from pipeline.reference import REFERENCE
    from pipeline.reference.build import build_reference as make

    report = make(output or REFERENCE, archive, lambda step: click.echo(f"{step} ...", err=True))
    click.echo(report.summary())


@reference.command()
def info() -> None:
    """Say what the reference file holds.

    \b
    jurisdictions reference info
    """
    from pipeline import printing

    printing.print_reference()
