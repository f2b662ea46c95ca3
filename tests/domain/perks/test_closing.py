"""Which goods a store is told to sell to some only."""

from typing import Any

import pytest

from app.domain.perks.closing import closed_goods, digest_of_goods
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from tests.domain.programme.documents import only_problem

ALL = {"everybody": True}
ONLY = {"kind": "exclusive_products", "products": ["12"], "collections": ["gold"]}
EARLY = {"kind": "early_access", "hours": 24, "collections": ["sale"]}


def written(*perks: dict[str, Any], **sections: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    given = [
        {"id": f"perk-{number}", "held_by": ALL, **perk}
        for number, perk in enumerate(perks)
    ]
    identity = {"name": "Satu", "timezone": "Asia/Jakarta"}
    return {"identity": identity, "perks": given, **sections}


def made(*perks: dict[str, Any], **sections: Any) -> ProgrammeDocument:  # noqa: ANN401 - a document's
    return load_document(written(*perks, **sections))


def rules(*perks: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = closed_goods(made(*perks), "s1", "a.example")["rules"]
    return found


def test_exclusive_goods_are_named_with_the_tag_of_those_who_may() -> None:
    (rule,) = rules({"what": ONLY, "tag": "gold-club"})

    assert (rule["kind"], rule["tag"], rule["hidden"]) == ("only", "gold-club", False)
    assert (rule["products"], rule["collections"]) == (["12"], ["gold"])
    assert rule["texts"]["id"] == "Hanya untuk semua member."


def test_a_whole_store_is_closed_but_for_what_brings_one_in() -> None:
    club = {
        "id": "club",
        "offers": [{"products": ["sku:CLUB"], "lasts": {"months": 12}}],
    }
    off = {**club, "id": "old", "enabled": False}
    what = {"kind": "exclusive_products", "whole_store": True}
    document = made(
        {"what": what, "held_by": {"plans": ["club"]}}, memberships=[club, off]
    )
    said = closed_goods(document, "s1")

    assert said["rules"][0]["all"] is True
    assert said["never"] == ["sku:CLUB"]


def test_a_members_collection_is_hidden() -> None:
    (rule,) = rules({"what": {"kind": "member_collection", "collections": ["club"]}})

    assert (rule["kind"], rule["hidden"], rule["collections"]) == (
        "only",
        True,
        ["club"],
    )


@pytest.mark.parametrize(
    ("opens_at", "instant"),
    [
        (None, None),
        ("2026-12-01", 1796058000),  # midnight in Jakarta
        ("2026-12-01T10:00Z", 1796119200),
    ],
)
def test_early_access_counts_to_its_date_or_from_each_publication(
    opens_at: str | None, instant: int | None
) -> None:
    (rule,) = rules({"what": {**EARLY, "opens_at": opens_at}})

    assert (rule["kind"], rule["ahead_s"], rule["all"]) == ("early", 86_400, False)
    assert rule["opens_at"] == instant
    assert rule["texts"]["en"] == "For every member first."


def test_early_access_to_no_collection_is_to_all_that_is_new() -> None:
    (rule,) = rules({"what": {"kind": "early_access", "hours": 1}})

    assert rule["all"] is True


def test_a_date_alone_would_close_the_whole_shop() -> None:
    what = {"kind": "early_access", "opens_at": "2026-12-01"}

    found = only_problem(written({"what": what}))

    assert found.code == "opens_without_collections"


@pytest.mark.parametrize(
    "more",
    [
        {"enabled": False},
        {"put": "nothing"},
        {"where": {"online": False, "till": True}},
        {"where": {"stores": ["b.example"]}},
        {"what": {"kind": "tag", "text": "First look"}},
    ],
)
def test_a_perk_that_no_store_holds_online_closes_nothing(more: dict[str, Any]) -> None:
    assert rules({"what": ONLY, **more}) == []


def test_a_store_that_is_named_closes() -> None:
    assert rules({"what": ONLY, "where": {"stores": ["a.example"]}})


def test_a_store_is_told_anew_when_something_changes() -> None:
    one, same = closed_goods(made({"what": ONLY})), closed_goods(made({"what": ONLY}))
    other = closed_goods(made({"what": ONLY, "tag": "x"}))

    assert digest_of_goods(one) == digest_of_goods(same) != digest_of_goods(other)
