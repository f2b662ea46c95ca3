"""A document is trusted whole, or refused with all its mistakes at once."""

from typing import Any

import pytest

from app.domain.programme.loading import MAX_PROBLEMS, load_document
from app.domain.programme.problems import DocumentInvalid, Problem
from app.domain.programme.schema import known_keys
from tests.domain.programme.documents import (
    FIFTY,
    RATE,
    document,
    only_problem,
    problems,
    raw,
    spend,
)

SLIDER: dict[str, Any] = {
    "id": "off",
    "kind": "slider",
    "value": {"IDR": "100 per 10000"},
}


def join(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    return {"id": "join", "trigger": "sign_up", "award": FIFTY} | more


def test_a_document_of_a_name_alone_is_valid() -> None:
    found = load_document({"identity": {"name": "Kopi"}})

    assert found.identity.timezone == "Asia/Jakarta"
    assert [asset.id for asset in found.assets] == ["points"]
    assert found.terms.pending.days == 14


def test_all_mistakes_come_at_once_in_the_order_of_the_document() -> None:
    wrong = {
        "identity": {"name": "Kopi", "timezone": "Asia/Jakrta"},
        "terms": {"pending": {"days": -1}, "expiry": {"kind": "lyfe"}},
        "earning": [
            spend(id="Big Spender"),
            spend(minimm=3),
            {"id": "odd", "trigger": "oder"},
            join(award={"kind": "fixed", "points": 1.5}),
            spend(id="twin"),
            spend(id="twin", asset="pionts"),
        ],
        "rewords": [],
    }

    found = problems(wrong)

    assert {path: problem.nearest for path, problem in found.items()} == {
        "identity.timezone": "Asia/Jakarta",
        "terms.pending.days": "0",
        "terms.expiry.kind": "life",
        "earning[0].id": "big-spender",
        "earning[1].minimm": "minimum",
        "earning[2].trigger": "order",
        "earning[3].award.points": '"1.5"',
        "earning[5].id": "twin-2",
        "earning[5].asset": "points",
        "rewords": "rewards",
    }


def test_what_is_missing_is_named_last() -> None:
    found = problems({"identty": {"name": "Kopi"}})

    assert list(found) == ["identty", "identity"]
    assert found["identity"].reason == "this is required"


@pytest.mark.parametrize("data", [None, [], "identity", 3])
def test_a_document_is_a_table(data: object) -> None:
    assert only_problem(data).code == "not_a_table"


def test_a_document_that_nests_too_deep_is_refused_before_it_is_read() -> None:
    deep: Any = {}
    for _ in range(10_000):
        deep = {"items": [deep]}

    assert only_problem({"identity": deep}).code == "too_deep"


def test_of_very_many_mistakes_the_first_are_shown() -> None:
    rules = [{"id": str(number)} for number in range(MAX_PROBLEMS + 100)]

    assert len(problems(raw(*rules))) <= MAX_PROBLEMS


def test_a_rule_says_what_it_is() -> None:
    found = only_problem(raw({"id": "spend", "award": RATE}))

    assert (found.path, found.code) == ("earning[0].trigger", "missing")


def test_a_broken_rule_does_not_hide_what_another_gets_wrong() -> None:
    found = problems(raw({"id": "x"}, spend(asset="gems")))

    assert found["earning[1].asset"].code == "unknown_asset"


def test_without_readable_assets_no_rule_is_blamed_for_them() -> None:
    found = problems(raw(spend(asset="gems"), assets=[{"kind": "gems"}]))

    assert found["assets[0].kind"].nearest == "points"
    assert found["earning[0].asset"].nearest is None


@pytest.mark.parametrize("assets", ["points", 5])
def test_a_section_of_the_wrong_kind_is_one_mistake(assets: object) -> None:
    assert "assets" in problems(raw(assets=assets))


@pytest.mark.parametrize(
    ("value", "code", "nearest"),
    [
        ("14", "int_type", "14"),
        (14.0, "int_type", "14"),
        ("x", "int_type", None),
        (True, "int_type", None),
        (-1, "greater_than_equal", "0"),
        (99_999, "less_than_equal", "3660"),
    ],
)
def test_days_are_whole_numbers_within_bounds(
    value: object, code: str, nearest: str | None
) -> None:
    found = only_problem(raw(terms={"pending": {"days": value}}))

    assert (found.code, found.nearest) == (code, nearest)


def test_a_flag_is_true_or_false() -> None:
    found = only_problem(raw(spend(enabled="yes")))

    assert (found.code, found.nearest) == ("bool_type", "true")


def test_a_multiplier_is_above_one() -> None:
    rule = spend(id="more", award={"kind": "multiplier", "by": 1})

    assert only_problem(raw(spend(), rule)).nearest == "2"


def test_a_choice_comes_with_the_nearest_one() -> None:
    found = only_problem(raw(spend(refunds="pro-rata")))

    assert (found.code, found.nearest) == ("not_among", "pro_rata")


def test_a_choice_that_is_like_none_gets_the_first() -> None:
    assert only_problem(raw(spend(refunds=7))).nearest == "recompute"


@pytest.mark.parametrize("name", ["!!!", ""])
def test_an_id_of_nothing_usable_has_no_nearest(name: str) -> None:
    assert only_problem(raw(spend(id=name))).nearest is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ({}, "empty_text"),
        ({"id": None}, "empty_text"),
        ({"en": "a\x1fb"}, "control_character"),
        ({"en": " Kopi"}, "outer_space"),
        ("", "string_too_short"),
        (7, "model_type"),
    ],
)
def test_a_text_is_clean_and_in_some_language(name: object, code: str) -> None:
    found = problems({"identity": {"name": name}})

    assert {problem.code for problem in found.values()} == {code}


def test_a_word_is_named_by_its_key_in_the_catalogue() -> None:
    assert "words.Home" in problems(raw(words={"Home": "Hi"}))
    assert document(words={"home.greeting": "Hi"}).words["home.greeting"].en == "Hi"


@pytest.mark.parametrize(
    "expiry",
    [{"kind": "life"}, {"kind": "life", "months": 1, "days": 1}],
)
def test_a_life_has_one_unit(expiry: dict[str, Any]) -> None:
    assert only_problem(raw(terms={"expiry": expiry})).code == "life_in_two_units"


@pytest.mark.parametrize(
    "shortfall", [{"policy": "owe_up_to"}, {"policy": "owe", "limit": 5}]
)
def test_a_limit_of_what_is_owed_needs_its_policy(shortfall: dict[str, Any]) -> None:
    found = only_problem(raw(terms={"refunds": {"shortfall": shortfall}}))

    assert found.code == "limit_and_policy"


def test_an_unknown_zone_that_is_like_none_gets_ours() -> None:
    found = only_problem({"identity": {"name": "K", "timezone": "@@@"}})

    assert found.nearest == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (spend(award={"kind": "rate", "rates": {"IDR": "2%"}}), "points_wanted"),
        (join(award={"kind": "fixed", "points": "1.5"}), "too_fine"),
        (spend(minimum={"USD": 1}), "missing"),
        (spend(limits=[{"per": "day"}]), "empty_limit"),
        (spend(limits=[{"per": "order", "times": 1}]), "times_per_order"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(
    rule: dict[str, Any], code: str
) -> None:
    assert only_problem(raw(rule)).code == code


CREDIT = {"kind": "credit", "id": "credit", "currency": "MYR"}


@pytest.mark.parametrize(
    ("rates", "code"),
    [({"IDR": "5%"}, "currency_differs"), ({"MYR": "1 per 1"}, "percentage_wanted")],
)
def test_credit_is_a_percentage_of_its_own_currency(
    rates: dict[str, str], code: str
) -> None:
    rule = spend(asset="credit", award={"kind": "rate", "rates": rates})

    assert only_problem(raw(rule, assets=[CREDIT])).code == code


def test_credit_in_its_own_currency_is_fine() -> None:
    rule = spend(asset="credit", award={"kind": "rate", "rates": {"MYR": "5%"}})

    assert document(rule, assets=[CREDIT]).asset("credit").scale == 0


def test_points_as_fine_as_their_scale_are_fine() -> None:
    assets = [{"kind": "points", "id": "points", "scale": 1}]

    found = document(join(award={"kind": "fixed", "points": "1.5"}), assets=assets)

    assert found.asset("points").scale == 1


def test_one_lane_runs_one_kind_of_award() -> None:
    found = only_problem(raw(spend(), spend(id="flat", award=FIFTY, lane="base")))

    assert (found.path, found.code) == ("earning[1].lane", "mixed_lane")


def test_awards_of_different_assets_may_share_a_lane_name() -> None:
    rule = spend(
        id="back", asset="credit", award={"kind": "rate", "rates": {"MYR": "5%"}}
    )
    assets = [{"kind": "points", "id": "points"}, CREDIT]

    assert len(document(spend(), rule, assets=assets).earning) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"asset": "gems"}, "unknown_asset"),
        ({"minimum": 150, "step": 100}, "minimum_off_step"),
        ({"minimum": 200, "maximum": 100}, "maximum_too_low"),
        ({"step": 100, "maximum": 50}, "maximum_too_low"),
        ({"value": {"IDR": "5%"}}, "percent_value"),
        ({"value": {"IDR": "2 per 1"}}, "worth_nothing"),
        ({"minimum_order": {"USD": 5}}, "missing"),
        ({"scope": {"products": ["sku:A"]}}, "sku_in_reward"),
        ({"code": {"prefix": "lower"}}, "string_pattern_mismatch"),
    ],
)
def test_a_slider_that_contradicts_itself_is_refused(
    change: dict[str, Any], code: str
) -> None:
    assert only_problem(raw(rewards=({**SLIDER, **change},))).code == code


def test_a_slider_whose_first_step_is_one_coin_is_fine() -> None:
    reward = {**SLIDER, "value": {"IDR": "2 per 1"}, "step": 2}

    assert len(document(rewards=(reward,)).rewards) == 1


def test_a_slider_with_a_minimum_order_for_its_currencies_is_fine() -> None:
    reward = {**SLIDER, "minimum_order": {"IDR": 50_000}}

    assert len(document(rewards=(reward,)).rewards) == 1


@pytest.mark.parametrize(
    "reward",
    [
        {"kind": "free_product", "products": ["sku:A"]},
        {
            "kind": "fixed_amount",
            "amount": {"IDR": 1},
            "scope": {"products": ["sku:A"]},
        },
    ],
)
def test_a_reward_names_products_by_reference(reward: dict[str, Any]) -> None:
    found = only_problem(raw(rewards=({"id": "gift", "price": 5, **reward},)))

    assert found.code == "sku_in_reward"


def test_free_shipping_has_no_products_to_name() -> None:
    reward = {"id": "ship", "kind": "free_shipping", "price": 5}

    assert document(rewards=(reward,)).reward("ship") is not None


def test_twins_among_rewards_are_refused() -> None:
    found = only_problem(raw(rewards=(SLIDER, SLIDER)))

    assert found.reason == "the id is taken by rewards[0]"


def test_a_document_finds_its_parts_by_name() -> None:
    found = document(spend(), rewards=(SLIDER,))

    assert found.rule("spend") is found.earning[0]
    assert found.rule("other") is None
    assert found.reward("off") is found.rewards[0]
    assert found.reward("other") is None


def test_what_is_made_of_a_document_is_made_once() -> None:
    found = document()

    first = found.remember("list", lambda _: [1])

    assert found.remember("list", lambda _: [2]) is first
    assert found == document()


def test_a_problem_tells_its_place_as_path_and_as_pointer() -> None:
    problem = Problem(("words", "a/b~c", 0), "code", "no", "x" * 500, "y")

    assert problem.path == "words.a/b~c[0]"
    assert problem.pointer == "/words/a~1b~0c/0"
    assert len(problem.shown) == 120
    assert problem.sentence.endswith("(nearest: y)")


def test_the_refusal_reads_as_a_list() -> None:
    with pytest.raises(DocumentInvalid) as refusal:
        load_document([])

    assert refusal.value.code == "document_invalid"
    assert "(document): a programme document is a table" in str(refusal.value)


def test_the_known_keys_of_a_place_follow_the_kinds_on_the_way() -> None:
    assert known_keys(("earning", 0, "order", "award", "rate")) == [
        "kind",
        "rates",
        "rounding",
        "stores",
    ]
    assert "pending" in known_keys(("terms",))
    assert "since" in known_keys(("earning", 0, "review", "active"))


def test_a_kind_that_is_named_like_one_of_its_keys_does_not_lose_the_place() -> None:
    tag = {"id": "vip", "trigger": "tag", "tag": "", "award": {"points": 0}}

    assert set(problems(raw(tag))) == {"earning[0].tag", "earning[0].award.points"}
