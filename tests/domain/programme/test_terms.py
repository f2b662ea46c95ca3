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
    endless = {"id": "more", "trigger": "order", "award": RATE}
    data = document(law=law, expiry=LIFE) | {"earning": [rule, endless]}

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


CARD = {"field": "member.tags", "op": "contains_any", "value": ["card"]}
GOLD = {"field": "member.tier", "op": "in", "value": ["gold"]}


@pytest.mark.parametrize("expiry", [LIFE, SILENT])
def test_an_exception_is_told_and_makes_members_stand_somewhere(
    expiry: dict[str, Any],
) -> None:
    plain = load_document(document(expiry=expiry))
    spared = load_document(document(expiry=expiry | {"unless": CARD}))

    told = terms_in_words(spared.terms, Language.EN)

    assert "nothing expires: mark with one of card; when that ends" in told
    assert (plain.has_standing, spared.has_standing) == (False, True)
    assert plain.terms.lot_expiry == spared.terms.lot_expiry


@pytest.mark.parametrize(
    ("unless", "problem"),
    [
        (GOLD, ("unknown_tier", "gold")),
        (
            {"field": "order.channel", "op": "in", "value": ["web"]},
            ("field_not_here", "order.channel"),
        ),
        (
            {"field": "member.language", "op": "in", "value": ["id"]},
            ("field_not_here", "member.language"),
        ),
    ],
)
def test_an_exception_asks_what_members_are_looked_at_again_for(
    unless: dict[str, Any], problem: tuple[str, str]
) -> None:
    with pytest.raises(DocumentInvalid) as refused:
        load_document(document(expiry=LIFE | {"unless": unless}))

    assert [(one.code, one.value) for one in refused.value.problems] == [problem]


def test_an_exception_is_as_deep_as_other_conditions() -> None:
    deep: dict[str, Any] = CARD
    for _ in range(4):
        deep = {"match": "all", "items": [deep]}

    with pytest.raises(DocumentInvalid) as refused:
        load_document(document(expiry=LIFE | {"unless": deep}))

    assert [one.code for one in refused.value.problems] == ["too_deep"]


def test_an_exception_of_a_tier_that_is_there_is_fine() -> None:
    tiers = [
        {"id": "bronze"},
        {"id": "gold", "reach": {"all_of": [{"metric": "orders", "count": 2}]}},
    ]

    read = load_document(document(expiry=LIFE | {"unless": GOLD}) | {"tiers": tiers})

    assert read.terms.spared is not None


def test_a_notice_counts_by_the_law_or_by_the_last_of_the_days() -> None:
    laws = {"quebec": 30, "none": 7}
    for law, least in laws.items():
        terms = document(law=law, expiry=SILENT, expiry_notices=TOLD)
        assert load_document(terms).terms.least_notice_days == least
