"""Documents as files: read strictly, written so that they read back."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.domain.programme.problems import DocumentInvalid
from app.domain.words.storefront import gaps_of
from app.recipes import print_document, read_document, read_source, recipe, recipe_names
from app.recipes.reading import MAX_BYTES, MAX_VALUES
from tests.domain.programme.documents import document, spend


def refusal(text: str) -> str:
    with pytest.raises(DocumentInvalid) as refused:
        read_source(text)
    [problem] = refused.value.problems
    assert problem.code == "unreadable_file"
    return problem.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.25", "1.25"),
        ("1e3", "1e3"),
        ("15", 15),
        ("-3", -3),
        ("0", 0),
        ("007", "007"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1:30", "1:30"),
        ("2026-07-01", "2026-07-01"),
        (".inf", ".inf"),
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ('"15"', "15"),
        ("'true'", "true"),
        ("1234567890123456789012", "1234567890123456789012"),
        ("|\n  15\n", "15\n"),
    ],
)
def test_a_value_is_what_it_looks_like(text: str, value: object) -> None:
    assert read_source(f"a: {text}").data == {"a": value}


def test_a_key_is_text() -> None:
    data = read_source("on: 1\nno: 2\n3: 4\n2026-07-01: 5").data

    assert list(data) == ["on", "no", "3", "2026-07-01"]


def test_an_empty_file_is_an_empty_document() -> None:
    assert read_source("# nothing\n").data == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x 1\nb: *x", "line 1: anchors and aliases are not used here"),
        ("a: 1\nb: !!python/object:os.system x", "line 2: tags are not used here"),
        ("a: 1\nb: 2\na: 3", "line 3: the key 'a' stands here twice"),
        ("? [a, b]\n: 1", "line 1: a key is a text"),
        ("a: 1\n---\nb: 2", "line 2: but found another document"),
        ("a: [1", "line 2: did not find expected ',' or ']'"),
        ("a: \x00", "control characters are not allowed"),
        ("[" * 100_000 + "]" * 100_000, "line 1: more than 40 levels"),
    ],
)
def test_what_a_document_does_not_need_is_refused(text: str, reason: str) -> None:
    assert refusal(text) == reason


def test_a_file_has_a_size() -> None:
    assert "bytes" in refusal("a" * (MAX_BYTES + 1))
    assert "values" in refusal("[" + "1," * MAX_VALUES + "1]")


def test_a_place_has_a_line() -> None:
    source = read_source("identity:\n  name: Kopi\nearning:\n  - id: a\n    x: 1\n")

    assert source.line(("identity", "name")) == 2
    assert source.line(("earning", 0, "x")) == 5
    assert source.line(("earning", 0, "missing", "key")) == 4
    assert source.line(()) == 1


def test_json_is_read_too() -> None:
    assert read_source('{"a": [1, "1.5", true]}').data == {"a": [1, "1.5", True]}


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_reads_back_as_it_was_written(name: str) -> None:
    assert read_document(print_document(recipe(name))) == recipe(name)


TEXTS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n"),
    min_size=1,
    max_size=60,
).filter(lambda text: text == text.strip())
LIKE_VALUES = st.sampled_from(
    [
        "1.25",
        "007",
        "15",
        "true",
        "no",
        "~",
        "null",
        "2026-07-01",
        "1:30",
        "- a",
        "a: b",
    ]
)


@given(TEXTS | LIKE_VALUES)
@example("{_}")
def test_any_text_reads_back_as_it_was_written(text: str) -> None:
    # A gap that the sentence does not know is refused (`unknown_gap`).
    assume(not gaps_of(text))
    original = document(spend(title={"en": text}), words={"nav.back": {"id": text}})

    assert read_document(print_document(original)) == original
