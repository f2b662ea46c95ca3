"""Every mistake in a programme is told in the reader's language, never in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid, Problem
from app.domain.words import Language
from app.recipes import recipe
from app.web.admin.programme.binding import part_of, with_part
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.words import knows, say

DOMAIN = Path(__file__).parents[4] / "app" / "domain" / "programme"
TELLING = ("refuse", "Problem", "PydanticCustomError")
CODE = re.compile(r"[a-z]+(_[a-z]+)*")
OF_SHAPES = (
    "string_too_short",
    "string_too_long",
    "string_type",
    "string_pattern_mismatch",
    "bool_type",
    "int_type",
    "greater_than",
    "greater_than_equal",
    "less_than",
    "less_than_equal",
    "too_long",
    "too_short",
    "list_type",
    "tuple_type",
    "dict_type",
    "mapping_type",
    "model_type",
    "model_attributes_type",
    "missing",
    "not_among",
)


def calls() -> Iterator[ast.Call]:
    for module in sorted(DOMAIN.rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def said_codes() -> set[str]:
    """Return the codes of all problems that the domain can tell."""
    found = set(OF_SHAPES)
    for call in calls():
        name = getattr(call.func, "id", "")
        place = 1 if name == "Problem" else 0
        given = call.args[place] if len(call.args) > place else None
        if (
            name in TELLING
            and isinstance(given, ast.Constant)
            and CODE.fullmatch(str(given.value))
        ):
            found.add(str(given.value))
    return {code for code in found if not code.startswith("unknown_")}


@pytest.mark.parametrize("code", sorted(said_codes()))
def test_every_mistake_has_a_sentence(code: str) -> None:
    assert knows(f"programme.problem.{code}")


@pytest.mark.parametrize("language", Language)
def test_a_mistake_nobody_knows_is_told_plainly(language: Language) -> None:
    problem = Problem((), "brand_new", "String should have at least 9 characters")

    assert problem_words(problem, language) == say("form.wrong", language)


def test_an_address_that_is_too_short_is_told_in_the_readers_language() -> None:
    document = recipe("points-idr")
    first = document.rewards[0].id
    reward = part_of(document, "rewards", first) | {"image": "http://x"}

    with pytest.raises(DocumentInvalid) as refused:
        load_document(with_part(document, "rewards", first, reward))

    [problem] = refused.value.problems
    assert problem_words(problem, Language.ID) == "Terlalu pendek."


def test_the_end_of_a_range_is_no_suggestion() -> None:
    problem = Problem((), "percent_range", "above 0", "200%", '"100%"')

    assert "100%" not in problem_words(problem, Language.ID)
