"""What a new version changes, as data and in words."""

from typing import Any

import pytest

from app.domain.programme.comparing import Change, changes, changes_in_words
from app.domain.programme.notices import notices
from app.domain.programme.publishing import hindrances
from app.domain.words import Language
from tests.domain.programme.documents import FIFTY, document, spend

EN, ID = Language.EN, Language.ID
SHIP: dict[str, Any] = {"id": "ship", "kind": "free_shipping", "price": 100}
POINTS: dict[str, Any] = {"kind": "points", "id": "points"}
CREDIT: dict[str, Any] = {"kind": "credit", "id": "credit", "currency": "MYR"}
DEARER = {"kind": "rate", "rates": {"IDR": "1 per 2000"}}


def test_the_same_document_changes_nothing() -> None:
    assert changes(document(spend()), document(spend())) == ()
    assert changes_in_words(document(), document(), ID) == ("Tidak ada yang berubah",)


def test_a_changed_setting_is_named_by_the_id_of_its_rule() -> None:
    [found] = changes(document(spend()), document(spend(award=DEARER)))

    assert found == Change(
        "changed",
        "earning",
        "spend",
        "earning.spend.award.rates.IDR",
        "1 per 1000",
        "1 per 2000",
    )


def test_what_comes_and_what_goes_is_whole() -> None:
    before, after = document(spend(), rewards=(SHIP,)), document(spend(id="new"))

    found = [(each.kind, each.path) for each in changes(before, after)]

    assert found == [
        ("removed", "earning.spend"),
        ("added", "earning.new"),
        ("removed", "rewards.ship"),
    ]


def test_a_moved_rule_is_only_an_order() -> None:
    one, two = spend(), spend(id="two", lane="two")

    [found] = changes(document(one, two), document(two, one))

    assert (found.kind, found.before, found.after) == (
        "reordered",
        ["spend", "two"],
        ["two", "spend"],
    )


def said(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    first = document(*before.pop("earning", ()), **before)
    second = document(*after.pop("earning", ()), **after)
    return changes_in_words(first, second, EN)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (
            {},
            {"earning": [spend()]},
            ("New way to earn: Earn 1 point for every Rp1,000 you spend.",),
        ),
        (
            {"earning": [spend()]},
            {},
            ("No longer: Earn 1 point for every Rp1,000 you spend.",),
        ),
        (
            {"earning": [spend()]},
            {"earning": [spend(award=DEARER, minimum={"IDR": 5_000})]},
            (
                (
                    "Earn 1 point for every Rp2,000 you spend, before: Earn 1 point for"
                    " every Rp1,000 you spend. Now: Earn 1 point for every Rp2,000 you"
                    " spend. From Rp5,000."
                ),
            ),
        ),
        (
            {"earning": [spend()]},
            {"earning": [spend(priority=5, enabled=False)]},
            (
                "Switched off: Earn 1 point for every Rp1,000 you spend",
                "Setting earning.spend.priority: 0 becomes 5",
            ),
        ),
        (
            {"earning": [spend(), spend(id="b", lane="b")]},
            {"earning": [spend(id="b", lane="b"), spend()]},
            ("The order of earning changes",),
        ),
        (
            {"earning": [spend(active={"since": "2026-07-01"})]},
            {"earning": [spend(title="T", active={"since": "2026-07-01"})]},
            (
                (
                    "Setting earning.spend.title: nothing becomes "
                    '{"id": "T", "ms": "T", "en": "T"}'
                ),
            ),
        ),
        (
            {"rewards": (SHIP,)},
            {"rewards": ({**SHIP, "enabled": False},)},
            ("Switched off: Free shipping",),
        ),
        (
            {"rewards": ({**SHIP, "enabled": False},)},
            {"rewards": (SHIP,)},
            ("Switched on: Free shipping",),
        ),
        (
            {"rewards": (SHIP,)},
            {"rewards": ({**SHIP, "price": 200, "code": {"prefix": "GO"}},)},
            (
                "Setting rewards.ship.code.prefix: SETIA becomes GO",
                (
                    "Free shipping, before: Free shipping. 100 points needed. Valid for"
                    " 30 days; unused, the points come back. Works together with"
                    " shipping discounts. Now: Free shipping. 200 points needed. Valid"
                    " for 30 days;"
                    " unused, the points come back. Works together with shipping"
                    " discounts."
                ),
            ),
        ),
        (
            {},
            {"terms": {"pending": {"days": 7}}},
            (
                (
                    "Terms, before: Usable 14 days after payment. Points do not expire."
                    " When an order is refunded, the points it gave are taken back in"
                    " step. Points you paid with come back in proportion. Now: Usable 7"
                    " days after payment. Points do not expire. When an order is"
                    " refunded, the points it gave are taken back in step. Points you"
                    " paid with come"
                    " back in proportion."
                ),
            ),
        ),
        (
            {},
            {"terms": {"minimum_life_days": 60}},
            ("Setting terms.minimum_life_days: 30 becomes 60",),
        ),
        (
            {},
            {"words": {"home.greeting": "Hello"}},
            (
                (
                    "Setting words.home.greeting: nothing becomes "
                    '{"id": "Hello", "ms": "Hello", "en": "Hello"}'
                ),
            ),
        ),
        (
            {"assets": [POINTS]},
            {"assets": [POINTS, CREDIT]},
            ("New kind of points or credit: credit",),
        ),
        (
            {"assets": [POINTS, CREDIT]},
            {"assets": [POINTS]},
            ("Kind of points or credit taken away: credit",),
        ),
    ],
    ids=str,
)
def test_changes_are_said(
    before: dict[str, Any], after: dict[str, Any], lines: tuple[str, ...]
) -> None:
    assert set(said(dict(before), dict(after))) == set(lines)


def test_a_rule_and_a_reward_of_one_name_are_told_apart() -> None:
    before = document(spend(id="ship"))
    after = document(spend(id="ship"), rewards=(SHIP,))

    [line] = changes_in_words(before, after, EN)

    assert line.startswith("New reward: Free shipping.")


def test_a_long_setting_is_cut() -> None:
    [line] = changes_in_words(document(), document(words={"nav.home": "x" * 500}), EN)

    assert len(line) < 300
    assert line.endswith("…")


def test_an_asset_stays_and_keeps_its_unit() -> None:
    before = document(assets=[POINTS, CREDIT])

    [gone] = hindrances(before, document(assets=[POINTS]))
    [finer] = hindrances(before, document(assets=[{**POINTS, "scale": 1}, CREDIT]))
    [other] = hindrances(
        before, document(assets=[POINTS, {**CREDIT, "currency": "IDR"}])
    )
    [kind] = hindrances(
        before, document(assets=[POINTS, {"kind": "points", "id": "credit"}])
    )

    assert (gone.code, gone.value) == ("asset_removed", "credit")
    assert (finer.path, finer.nearest) == ("assets[0].scale", "0")
    assert (other.path, other.nearest) == ("assets[1].currency", "MYR")
    assert (kind.path, kind.nearest) == ("assets[1].kind", "credit")


def test_new_assets_hinder_nothing() -> None:
    assert hindrances(document(), document(assets=[POINTS, CREDIT])) == ()


def noticed(*earning: dict[str, Any], **sections: Any) -> set[tuple[str, str]]:  # noqa: ANN401 - parts of a document
    found = notices(document(*earning, **sections))
    return {(notice.path, notice.code) for notice in found}


def test_a_programme_without_ways_and_rewards_is_noticed() -> None:
    assert noticed() == {
        ("earning", "nothing_to_earn"),
        ("rewards", "nothing_to_have"),
    }


def test_a_text_that_falls_back_is_noticed_for_each_language() -> None:
    found = notices(
        document(
            spend(title={"en": "Shopping"}),
            rewards=(SHIP,),
            words={"home.greeting": {"id": "Hai, {name}", "ms": "Hai, {name}"}},
        )
    )

    assert [(notice.path, notice.code) for notice in found] == [
        ("earning[0].title.id", "text_falls_back"),
        ("earning[0].title.ms", "text_falls_back"),
    ]
    assert found[0].reason == "missing in id; members read: 'Shopping'"


@pytest.mark.parametrize(
    ("rules", "notice"),
    [
        (
            [spend(refunds="threshold")],
            ("earning[0].refunds", "threshold_without_condition"),
        ),
        ([spend(lane="extra")], ("earning[0].lane", "not_multiplied")),
        (
            [spend(award={"kind": "multiplier", "by": 2})],
            ("earning[0].award", "nothing_to_multiply"),
        ),
    ],
)
def test_a_rule_that_does_less_than_it_says_is_noticed(
    rules: list[dict[str, Any]], notice: tuple[str, str]
) -> None:
    assert noticed(*rules, rewards=(SHIP,)) == {notice}


def test_rules_that_do_what_they_say_are_not_noticed() -> None:
    rules = [
        spend(refunds="threshold", minimum={"IDR": 5}),
        spend(id="more", award={"kind": "multiplier", "by": 2}),
        spend(id="flat", award=FIFTY),
        {"id": "join", "trigger": "sign_up", "award": FIFTY},
    ]

    assert noticed(*rules, rewards=(SHIP,)) == set()


def test_a_step_that_is_no_whole_amount_is_noticed() -> None:
    slider = {"id": "off", "kind": "slider", "value": {"IDR": "3 per 1000"}}

    assert noticed(spend(), rewards=(slider,)) == {
        ("rewards[0].value.IDR", "step_is_no_whole_amount")
    }
    assert noticed(spend(), rewards=({**slider, "step": 3, "minimum": 3},)) == set()
