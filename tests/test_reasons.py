"""Why a name is read as it is: through the function and the command line."""

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.documents import Document
from pipeline.reasons import account_for

TEXT = "The mayor of Portland, Maine, wrote to Salem. Jackson said no."


def test_each_name_is_accounted_for_with_its_words_around_it() -> None:
    accounts = account_for(Document("d", TEXT))
    assert [account.words for account in accounts] == ["Portland", "Maine", "Salem", "Jackson"]
    assert all(account.before + account.words + account.after in TEXT for account in accounts)


@pytest.mark.parametrize(
    ("geoid", "words"), [("2360545", ["Portland"]), ("4159000", []), ("23", ["Maine"]), ("4164900", ["Salem"])]
)
def test_a_geoid_keeps_the_names_that_may_stand_for_it(geoid: str, words: list[str]) -> None:
    assert [account.words for account in account_for(Document("d", TEXT), geoid)] == words


def test_the_probabilities_of_the_candidates_add_up_to_that_of_a_jurisdiction() -> None:
    for account in account_for(Document("d", TEXT)):
        if not account.left:
            assert sum(candidate.probability for candidate in account.candidates) == pytest.approx(account.place)


def test_a_name_that_nothing_tells_from_its_namesakes_is_judged_by_itself() -> None:
    [account] = account_for(Document("d", "Police in Dover arrested a man on Monday after a fire at his home."))
    assert not account.left
    assert account.place > 0.9 > sum(candidate.probability for candidate in account.candidates)


def test_the_command_line_explains_a_text_and_a_file(tmp_path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(TEXT, encoding="utf-8")
    for what in (TEXT, str(file)):
        result = CliRunner().invoke(main, ["explain", what, "2360545"])
        assert result.exit_code == 0
        assert "Portland, Maine" in result.output
        assert "state after comma" in result.output
        assert "Salem, " not in result.output.split("cues")[1]


def test_a_name_is_accounted_for_on_a_list_and_beside_it() -> None:
    beside = "Letters went to Reno, Nevada; Salem, Oregon; and Tulsa, Oklahoma. Boise joined them on Friday."
    judged = {account.words: account.listed for account in account_for(Document("d", beside))}
    assert judged["Boise"] is not None
    assert any("join" in weighed.feature for weighed in judged["Boise"].weighed)
    assert judged["Reno"] is None, "a list alone is not judged"
    assert "on the list: 0." in CliRunner().invoke(main, ["explain", beside]).output


@pytest.mark.parametrize("text", ["", "No name at all.", "Boise"])
def test_where_there_is_no_list_nothing_is_said_of_one(text: str) -> None:
    assert [account.listed for account in account_for(Document("d", text))] in ([], [None])


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("A house in  Dallas burned.", "before:in; after:lower"),
        ("Counties in Ohio:\n\nAdams   Clark   Darke\nUnion   Perry   Stark\n", "before:start; after:end"),
        ("the counties of Adams Clark Darke Union Perry Stark and Wayne", "before:comma; after:comma"),
    ],
)
def test_only_in_a_list_do_columns_and_items_side_by_side_part_a_name_from_its_neighbours(text: str, cues: str) -> None:
    assert cues in CliRunner().invoke(main, ["explain", text]).output


@pytest.mark.parametrize(
    ("url", "said"),
    [("https://www.pressherald.com/a", "The publisher is in ME"), ("https://a.co.uk/b", "The publisher is abroad")],
)
def test_the_command_line_says_where_the_publisher_is(tmp_path, url: str, said: str) -> None:
    file = tmp_path / "letter.md"
    file.write_text(f"---\nurl: {url}\n---\n{TEXT}", encoding="utf-8")
    assert said in CliRunner().invoke(main, ["explain", str(file)]).output
