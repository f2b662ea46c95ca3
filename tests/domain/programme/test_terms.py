"""Terms: what a law forbids, and how they are told."""

from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.programme.terms_words import terms_in_words
from app.domain.words import Language
from tests.domain.programme.documents import RATE

LIFE = {"kind": "life", "months": 12}
SILENT = {"kind": "inactivity", "months": 12}
TOLD = {"required": True, "days_before": [45, 7]}


def document(**terms: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    return {"identity": {"name": "Toko"}, "terms": terms}


def found(data: dict[str, Any]) -> list[tuple[str, str | None]]:
    with pytest.raises(DocumentInvalid) as refused:
        load_document(data)
    assert {problem.code for problem in refused.value.problems} == {"law_forbids"}
    return [(problem.path, problem.nearest) for problem in refused.value.problems]


@pytest.mark.parametrize("law", ["ontario", "quebec"])
def test_points_do_not_lapse_by_time_alone(law: str) -> None:
    rule = {"id": "shop", "trigger": "order", "award": RATE, "expiry": LIFE}
    data = document(law=law, expiry=LIFE) | {"earning": [rule]}

    assert found(data) == [
        ("terms.expiry.kind", "inactivity"),
        ("earning[0].expiry.kind", "inactivity"),
    ]


def test_quebec_wants_a_year_and_a_notice_in_its_window() -> None:
    short = {"kind": "inactivity", "months": 6}

    assert found(document(law="quebec", expiry=short)) == [
        ("terms.expiry.months", "12"),
        ("terms.expiry_notices.required", "true"),
    ]
    days = {"kind": "inactivity", "days": 365}
    late = {"required": True, "days_before": [7]}
    assert found(document(law="quebec", expiry=days, expiry_notices=late)) == [
        ("terms.expiry.days", "366"),
        ("terms.expiry_notices.days_before", "[45, 7, 1]"),
    ]


@pytest.mark.parametrize(
    "terms",
    [
        {"law": "ontario", "expiry": {"kind": "inactivity", "days": 90}},
        {"law": "quebec", "expiry": SILENT, "expiry_notices": TOLD},
        {
            "law": "quebec",
            "expiry": {"kind": "inactivity", "days": 366},
            "expiry_notices": TOLD,
        },
        {"law": "quebec"},
    ],
)
def test_terms_that_the_law_allows(terms: dict[str, Any]) -> None:
    assert load_document(document(**terms)).terms.law == terms["law"]


def test_a_broken_section_of_terms_hides_no_other_mistake() -> None:
    broken = document(law="mars") | {"earning": [{"id": "x", "trigger": "nope"}]}

    with pytest.raises(DocumentInvalid) as refused:
        load_document(broken)

    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (
            {"expiry": {**LIFE, "until": "month_end"}},
            (
                "Points expire 12 months after they can be used, counted to the end of "
                "that month."
            ),
        ),
        (
            {"expiry": {**SILENT, "activity": ["order", "review"]}},
            "Points expire after 12 months without an order or a review.",
        ),
        (
            {"expiry": {"kind": "inactivity", "days": 400}, "expiry_notices": TOLD},
            "You are told 45, 7 days before points expire; without a notice they stay.",
        ),
        ({"law": "ontario"}, "The law of Ontario holds"),
    ],
)
def test_terms_say_how_long_points_live(terms: dict[str, Any], said: str) -> None:
    told = load_document(document(**terms)).terms

    assert said in terms_in_words(told, Language.EN)
    assert all("{" not in terms_in_words(told, language) for language in Language)
