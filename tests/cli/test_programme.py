"""``setia programme``: from a recipe to a published version, and every refusal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.programme.schema import json_schema
from app.recipes import recipe_text

Run = Callable[..., Result]
WRONG = """\
identity:
  name: Kopi
earning:
  - id: shopping
    trigger: order
    award:
      kind: rate
      rats: {IDR: 1 per 1000}
  - id: welcome
    trigger: sign_up
    award: {kind: fixed, points: "1.5"}
"""


@pytest.fixture
def run(fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        found = CliRunner(env=environment).invoke(main, ["programme", *arguments])
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


def quick(*arguments: str) -> Result:
    """Run a command that needs no database."""
    return CliRunner().invoke(main, ["programme", *arguments])


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_programme_goes_from_a_recipe_to_its_third_version(
    run: Run, written: Callable[[str], str]
) -> None:
    made = run("new", "--recipe", "points-idr", "--publish")
    programme_id = made.output.split()[-1]
    cheaper = recipe_text("points-idr").replace("IDR: 1 per 1000", "IDR: 2 per 1000")
    path = written(cheaper)

    applied = run("apply", path, "--language", "id")
    differing = run("diff")
    published = run("publish", "--note", "double", "--programme", programme_id)
    restored = run("restore", "1", "--note", "back")
    listed = run("versions")

    assert "published as version 1" in made.output
    assert "Dapat 2 poin setiap belanja Rp1.000" in applied.output
    assert "Earn 2 points for every Rp1,000 you spend" in differing.output
    assert published.output == "published version 2\n"
    assert restored.output == "published version 3\n"
    assert "double" in listed.output
    assert "in force" in listed.output


def test_a_file_may_be_published_at_once_and_again_without_harm(
    run: Run, written: Callable[[str], str]
) -> None:
    path = written(recipe_text("points-classic"))
    run("new", "--file", path, "--merchant", "Toko")

    first = run("apply", path, "--publish")
    again = run("apply", path, "--publish")

    assert first.output.endswith("published version 1\n")
    assert again.output.endswith("was in force already: version 1\n")


def test_a_document_is_shown_in_every_form(run: Run) -> None:
    run("new", "--recipe", "points-ladder")
    draft = run("show", "--draft")
    run("publish")

    as_yaml = run("show")
    as_json = run("show", "--as", "json", "--version", "1")
    as_words = run("show", "--as", "words", "--language", "ms")

    assert as_yaml.output == draft.output
    assert json.loads(as_json.output)["identity"]["currency"] == "USD"
    assert "Diskaun 20% untuk pesanan seterusnya: Diskaun 20%." in as_words.output


def test_a_change_that_can_not_be_published_ends_with_one(
    run: Run, written: Callable[[str], str]
) -> None:
    stars = "assets:\n  - {kind: points, id: points}\n  - {kind: points, id: stars}\n"
    plain = "identity: {name: Kopi}\n"
    run("new", "--file", written(plain + stars), "--publish")

    found = run("diff", written(plain))
    data = run("diff", written(plain), "--json")

    assert (found.exit_code, data.exit_code) == (1, 1)
    assert "can't be published: assets: members hold stars" in found.output
    assert json.loads(data.output)[0]["path"] == "assets.stars"


def test_a_draft_without_a_store_has_no_link(run: Run) -> None:
    run("new", "--recipe", "points-idr")

    found = run("preview")

    assert found.output == "no store is connected\n"


def test_what_is_missing_is_said_in_one_line(run: Run) -> None:
    none = run("show", "--programme", "018f3c1e-0000-7000-8000-000000000001")
    run("new", "--recipe", "points-idr")
    unpublished = run("show")
    unknown = run("restore", "7")
    stale = run("publish", "--digest", "0" * 64)

    assert "there is no programme" in none.output
    assert "nothing_published" in unpublished.output
    assert "version_missing" in unknown.output
    assert "draft_changed" in stale.output
    assert {found.exit_code for found in (none, unpublished, unknown, stale)} == {1}


def test_every_mistake_of_a_file_comes_with_its_line(
    written: Callable[[str], str],
) -> None:
    path = written(WRONG)

    found = quick("apply", path)

    assert found.exit_code == 1
    assert found.output == (
        f"{path}:8: earning[0].award.rats\n"
        "    unknown key; known are kind, rates, rounding, stores\n"
        "    found: {'IDR': '1 per 1000'}\n"
        "    nearest: rates\n"
        f"{path}:7: earning[0].award.rates\n"
        "    this is required\n"
        f"{path}:11: earning[1].award.points\n"
        "    points has 0 decimals\n"
        "    found: '1.5'\n"
        "    nearest: 1\n"
        "Error: 3 problem(s), nothing was changed\n"
    )


def test_a_file_that_is_no_yaml_is_named(written: Callable[[str], str]) -> None:
    path = written("a: [1")

    found = quick("apply", path)

    assert f"{path}: (document)\n    line" in found.output


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xff\xfe")

    assert "is not UTF-8 text" in quick("apply", str(path)).output


@pytest.mark.parametrize(
    "arguments", [(), ("--recipe", "points-idr", "--file", "pyproject.toml")]
)
def test_a_programme_begins_with_a_recipe_or_a_file(arguments: tuple[str, ...]) -> None:
    found = quick("new", *arguments)

    assert found.exit_code == 2
    assert "either --recipe or --file" in found.output


def test_recipes_are_listed_and_printed() -> None:
    listed = quick("recipes")
    printed = quick("recipes", "points-idr")
    shown = quick("show", "--recipe", "points-idr", "--as", "words")

    assert "points-ladder" in listed.output
    assert printed.output == recipe_text("points-idr")
    assert "Setia Points" in shown.output


def test_an_unknown_recipe_is_refused() -> None:
    found = quick("recipes", "points-idx")

    assert found.exit_code == 1
    assert "points-idr" in found.output


def test_the_schema_is_printed() -> None:
    assert json.loads(quick("schema").output) == json_schema()
