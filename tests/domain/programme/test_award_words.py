"""What rules give, in words: every trigger, award and condition."""

from typing import Any

import pytest

from app.domain.earning.explaining import step_in_words
from app.domain.programme.award_words import rate_words
from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.earning import RateAward
from app.domain.programme.in_words import rule_in_words, rule_title
from app.domain.programme.section_words import item_title, table_in_words
from app.domain.words import Language
from tests.domain.programme.documents import FIFTY, document, spend

EN = Language.EN
BADGE = {"kind": "gifts", "give": [{"kind": "badge", "badge": "fan"}]}
BADGES = [{"id": "fan", "title": "Fan"}]


def rule(trigger: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    return {"id": "one", "trigger": trigger, "award": FIFTY} | more


def said(one: dict[str, Any], language: Language = EN) -> str:
    found = document(one, badges=BADGES)
    return rule_in_words(found, found.earning[0], language)


FOLLOW = rule("social", act="follow", network="instagram")
BOUGHT = rule("bought", what={"products": ["*"]}, times=3)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            FOLLOW,
            (
                "Earn 50 points for following us on Instagram. Once only. We take your "
                "word for it."
            ),
        ),
        (rule("visit"), "Earn 50 points for visiting us. Once a day."),
        (
            rule("visit", place="Kemang"),
            "Earn 50 points for visiting us at Kemang. Once a day.",
        ),
        (
            rule("consent", consent="newsletter"),
            "Earn 50 points for subscribing to the newsletter. Once only.",
        ),
        (
            rule("consent", consent="sms"),
            "Earn 50 points for agreeing to: sms. Once only.",
        ),
        (
            rule("tag", tag="vip"),
            "Earn 50 points for getting the mark vip. Once only.",
        ),
        (
            rule("profile", needs=["phone"]),
            "Earn 50 points for completing your profile. Once only.",
        ),
        (rule("birthday"), "Earn 50 points for your birthday. Once a year."),
        (
            rule("birthday", before_days=7, after_days=7),
            (
                "Earn 50 points for your birthday. Once a year. From 7 days before to "
                "7 days after it."
            ),
        ),
        (rule("anniversary"), "Earn 50 points for each year with us."),
        (
            rule("anniversary", years=[1, 5]),
            "Earn 50 points for being with us for 1 or 5 years.",
        ),
        (BOUGHT, "Earn 50 points for buying anything 3 times."),
        (
            BOUGHT | {"within_days": 90, "again": True, "what": {"tags": ["tea"]}},
            (
                "Earn 50 points for buying products tagged tea 3 times within 90 days. "
                "As often as you like."
            ),
        ),
        (
            rule("activity", activity="run", title="Running"),
            "Earn 50 points for Running.",
        ),
        (rule("activity", activity="run"), "Earn 50 points for run."),
        (
            rule(
                "activity",
                activity="run",
                award={"kind": "measured", "figure": "metres_run", "points": 3},
            ),
            "Earn 3 points for every metres run.",
        ),
        (
            rule(
                "activity",
                activity="run",
                award={"kind": "measured", "figure": "metres", "points": 3, "per": 9},
            ),
            "Earn 3 points for every 9 metres.",
        ),
        (rule("visit", award=BADGE), "For visiting us: {gift}. Once a day."),
        (rule("sign_up", award=BADGE), "When you join: {gift}."),
        (
            rule("review", award=BADGE, bought=False),
            "For a review: {gift}. Once for each product.",
        ),
        (spend(award=BADGE), "With an order: {gift}."),
        (
            spend(award=FIFTY | {"per": "line"}),
            "Earn 50 points for each item in an order.",
        ),
        (
            spend(award=FIFTY | {"per": "unit"}, amount={"full_price": True}),
            (
                "Earn 50 points for each piece in an order. Only what is sold at full "
                "price."
            ),
        ),
        (
            spend(chosen={"per": "month", "days": 2}, budget={"times": 5}),
            (
                "Earn 1 point for every Rp1,000 you spend. On days that you choose "
                "beforehand, 2 a month. While stocks last."
            ),
        ),
    ],
)
def test_a_rule_is_read_out(one: dict[str, Any], sentence: str) -> None:
    gift = 'the badge "Fan"'
    spoken = said(one).replace("the badge Fan", gift)

    assert spoken.replace(gift, "{gift}") == sentence


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("one", [FOLLOW, BOUGHT, rule("birthday"), spend(award=BADGE)])
def test_a_rule_is_read_out_in_every_language(
    one: dict[str, Any], language: Language
) -> None:
    assert "{" not in said(one, language)


def clause(field: str, op: str, value: object) -> str:
    found = document(spend(when={"field": field, "op": op, "value": value})).earning[0]
    assert found.when is not None
    return condition_in_words(found.when, EN)


@pytest.mark.parametrize(
    ("field", "op", "value", "words"),
    [
        ("order.number", "eq", 3, "number of this order is 3"),
        (
            "order.number",
            "multiple_of",
            5,
            "number of this order is a multiple of 5",
        ),
        ("at.weekday", "in", ["mon", "sun"], "day of the week is Monday, Sunday"),
        (
            "at.clock",
            "within",
            {"since": "17:00", "until": "19:00"},
            "from 17:00 until 19:00",
        ),
        (
            "member.tier_began",
            "within_days",
            {"of": ["gold"], "days": 30},
            "tier gold for less than 30 days",
        ),
        ("member.tag_began", "after_days", {"days": 3}, "mark for 3 days or more"),
        (
            "order.new_products",
            "contains_any",
            ["*"],
            "products bought for the first time with one of anything",
        ),
    ],
)
def test_a_new_question_is_read_out(
    field: str, op: str, value: object, words: str
) -> None:
    assert clause(field, op, value) == words


def test_the_rate_of_a_store_is_the_one_that_was_used() -> None:
    own = [{"stores": ["a.test"], "rates": {"IDR": "1 per 2000"}}]
    found = document(
        spend(award={"kind": "rate", "rates": {"IDR": "1 per 1000"}, "stores": own})
    )
    award = found.earning[0].award
    assert isinstance(award, RateAward)
    asset = found.asset("points")

    assert rate_words(asset, award, "IDR", "0.0005", EN) == "1 point for every Rp2,000"
    assert rate_words(asset, award, "IDR", "7", EN) == ""
    assert rate_words(asset, award, "USD", "7", EN) == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.ID, "setiap pasang"), (Language.MS, "bagi setiap pasang")],
)
def test_a_figure_that_is_known_is_told_in_the_readers_language(
    language: Language, said: str
) -> None:
    award = {"kind": "measured", "figure": "pairs", "points": 50}
    found = document(rule("activity", activity="donation", award=award))

    assert said in rule_in_words(found, found.earning[0], language)


def test_a_missing_figure_is_named() -> None:
    one = rule(
        "activity",
        activity="run",
        award={"kind": "measured", "figure": "metres", "points": 3},
        title="Running",
    )
    found = document(one)
    step = {"rule": "one", "outcome": "figure_missing", "figure": "metres"}

    assert step_in_words(found, step, EN) == (
        "Running: the figure metres was not told."
    )
    assert rule_title(found, found.earning[0], EN) == "Running"


def test_what_is_unusual_of_adding_up_is_said() -> None:
    caps = [{"per": "month", "points": 500}]
    budgets = [{"per": "month", "points": 9_000}]
    best = document(stacking={"multipliers": "best", "caps": caps, "budgets": budgets})

    assert table_in_words(document(), "stacking", EN) == ""
    assert table_in_words(best, "stacking", EN) == (
        "Of several bonuses the best one counts. At most 500 points a month, "
        "everything together. While stocks last."
    )
    assert item_title(best, "stacking", best.stacking, EN) == "Several rewards at once"
