"""Dividends and causes in a document: what is refused, and how they are told."""

from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.page import chapters
from app.domain.programme.problems import DocumentInvalid
from app.domain.words import Language

CREDIT = {"kind": "credit", "id": "bucks", "currency": "USD"}
POINTS = {"kind": "points", "id": "points"}
SHARE = {"metric": "spend", "percent": "2%"}


def document(**dividend: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    found = {"id": "yearly", "asset": "bucks", "shares": [SHARE], **dividend}
    return {
        "identity": {"name": "Toko"},
        "assets": [POINTS, CREDIT],
        "dividends": [found],
    }


@pytest.mark.parametrize(
    ("dividend", "path", "code", "nearest"),
    [
        ({"asset": "buks"}, "dividends[0].asset", "unknown_asset", "bucks"),
        ({"asset": "points"}, "dividends[0].asset", "credit_wanted", "bucks"),
        ({"step": {"IDR": 1}}, "dividends[0].step", "currency_differs", "USD"),
        (
            {"shares": [{"metric": "spent", "percent": "2%"}]},
            "dividends[0].shares[0].metric",
            "unknown_metric",
            "spend",
        ),
        (
            {"shares": [{"metric": "orders", "percent": "2%"}]},
            "dividends[0].shares[0].metric",
            "money_wanted",
            "spend",
        ),
        (
            {"when": {"field": "order.channel", "op": "in", "value": ["web"]}},
            "dividends[0].when",
            "field_not_for_trigger",
            None,
        ),
    ],
)
def test_a_mistake_comes_with_its_place(
    dividend: dict[str, Any], path: str, code: str, nearest: str | None
) -> None:
    with pytest.raises(DocumentInvalid) as refused:
        load_document(document(**dividend))

    [problem] = refused.value.problems
    assert (problem.path, problem.code) == (path, code)
    assert nearest in (None, problem.nearest)


def test_credit_is_looked_for_where_there_is_none() -> None:
    data = document(asset="points") | {"assets": [POINTS]}

    with pytest.raises(DocumentInvalid) as refused:
        load_document(data)

    assert [problem.nearest for problem in refused.value.problems] == [None]


def told(found: ProgrammeDocument, section: str) -> tuple[str, str]:
    [chapter] = [
        each for each in chapters(found, Language.EN) if each.section == section
    ]
    return chapter.told[0].title, chapter.told[0].words


def test_a_dividend_says_its_share_and_for_whom() -> None:
    found = load_document(
        document(
            when={"field": "member.orders", "op": "gte", "value": 3},
            least={"USD": "15.00"},
        )
    )

    title, words = told(found, "dividends")

    assert title == ""
    assert words.startswith("2% back on: ")
    assert "From $15 on; less waits for the next time." in words
    assert "orders" in words


def test_a_cause_without_words_is_told_by_its_name() -> None:
    plain = {**document(), "causes": [{"id": "trees"}]}
    described = {
        **document(),
        "causes": [{"id": "trees", "title": "Trees", "description": "Mangroves."}],
    }

    assert told(load_document(plain), "causes") == ("", "trees")
    assert told(load_document(described), "causes") == ("", "Trees Mangroves.")
