"""What a package says of itself: read from dataset.yml, carried through the descriptor, described field by field."""

from pathlib import Path

import pytest

from pipeline.dataset import Dataset, read_dataset
from pipeline.descriptor import read_dataset as dataset_of
from pipeline.errors import InputError
from pipeline.ocd import ocd_id
from pipeline.package import read_descriptor
from pipeline.schema import ORIGINS, TABLES, table


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_dataset(tmp_path) == Dataset()


def test_the_descriptor_carries_the_dataset_whole(root: Path) -> None:
    assert dataset_of(read_descriptor(root)) == read_dataset(root / "data" / "sources")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("titel: A", "'titel' is no field; use one of name, title"),
        ("version: 1.0", "version is 1.0; it should be text, in quotes if need be"),
        ("version: '1.0'", "version is '1.0'; it should be three numbers, such as 1.0.0"),
        ("name: My Data", "name is 'My Data'; it should be lower-case letters, digits and hyphens"),
        ("keywords: a, b", "keywords should be a list of texts"),
        ("- a", "line 1: no fields"),
        ("a: [", "not YAML in UTF-8"),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "dataset.yml").write_text(content)
    with pytest.raises(InputError) as raised:
        read_dataset(tmp_path)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_dates_are_read_with_or_without_quotes(tmp_path: Path) -> None:
    (tmp_path / "dataset.yml").write_text("released: 2020-03-09\nevent: '2020-01-02'\n")
    about = read_dataset(tmp_path)
    assert (about.released, about.event) == ("2020-03-09", "2020-01-02")


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (("state", "Minnesota", "Minnesota", "MN"), "ocd-division/country:us/state:mn"),
        (("state", "District of Columbia", "District of Columbia", "DC"), "ocd-division/country:us/district:dc"),
        (("state", "Puerto Rico", "Puerto Rico", "PR"), "ocd-division/country:us/territory:pr"),
        (("city", "St. Paul", "St. Paul", "MN"), "ocd-division/country:us/state:mn/place:st_paul"),
        (("city", "O'Fallon", "O'Fallon", "MO"), "ocd-division/country:us/state:mo/place:o~fallon"),
        (("county", "Cook", "Cook County", "IL"), "ocd-division/country:us/state:il/county:cook"),
        (("county", "Rapides", "Rapides Parish", "LA"), "ocd-division/country:us/state:la/parish:rapides"),
        (("county", "Baltimore", "Baltimore city", "MD"), "ocd-division/country:us/state:md/place:baltimore"),
        (("county", "Nome", "Nome Census Area", "AK"), "ocd-division/country:us/state:ak/census_area:nome"),
        (("city", "Butte-Silver Bow (balance)", "Butte-Silver Bow (balance)", "MT"), None),
    ],
)
def test_divisions_are_named_by_the_rules_of_open_civic_data(entity: tuple[str, ...], expected: str | None) -> None:
    assert ocd_id(*entity) == expected


@pytest.mark.parametrize("each", TABLES, ids=lambda each: each.name)
def test_every_field_is_described_and_its_example_fits(each) -> None:
    import re

    for field in each.fields:
        assert field.description.endswith("."), field.name
        assert set(field.origin) <= set(ORIGINS)
        assert field.pattern is None or re.fullmatch(field.pattern, str(field.example)), field.name
        assert not field.enum or field.example in field.enum
        assert field.minimum is None or field.minimum <= field.example
    for name in (*each.primary_key, *each.search, *filter(None, [each.label, each.sort])):
        assert each.field(name)
    for key in each.foreign_keys:
        assert table(key.table).field(key.references)


def test_unknown_names_are_errors() -> None:
    with pytest.raises(KeyError):
        table("nothing")
    with pytest.raises(KeyError):
        TABLES[0].field("nothing")
