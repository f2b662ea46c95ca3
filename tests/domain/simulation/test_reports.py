"""What is added up over people, and how it is told."""

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from app.domain.events import OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.life import Month, month_of, months_of
from app.domain.simulation.report import Report
from app.domain.simulation.telling import as_json, compared, months_told, percent
from app.domain.simulation.worth import Worth, worth_of
from tests.domain.simulation.played import (
    NEW_YEAR,
    YEAR_END,
    document_of,
    order,
    person,
    tried,
)

TITLE = {"id": "A", "ms": "A", "en": "A"}
OFF = {
    "id": "off",
    "kind": "fixed_amount",
    "title": TITLE,
    "price": 100,
    "amount": {"IDR": "10000"},
}
TIERS: dict[str, Any] = {
    "tiers": [
        {"id": "bronze"},
        {
            "id": "silver",
            "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": "200000"}}]},
            "gifts": [
                {"kind": "points", "points": 500},
                {"kind": "voucher", "reward": "off"},
            ],
        },
    ],
    "tier_terms": {
        "counts": "paid",
        "window": {"kind": "rolling", "months": 1},
        "at_term_end": "at_once",
    },
    "rewards": [OFF],
}
JANUARY = month_of(NEW_YEAR)


def priced(*rewards: dict[str, object], **sections: object) -> ProgrammeDocument:
    return document_of(rewards=list(rewards), **sections)


def figures(report: Report) -> dict[str, str]:
    return {row.what: row.tried for row in compared(report, None)}


def test_points_cost_what_they_buy_at_the_redemption_rate() -> None:
    report = tried(priced(OFF), person(order("A", 1_000_000))).report()

    [points] = report.assets
    assert (points.issued, points.worth) == (1000, Worth(Fraction(100), Fraction(100)))
    assert (points.cost_minor, report.cost_minor) == (70_000, 70_000)
    assert points.issue_rate == {"IDR": Fraction(1, 1000)}
    assert points.issue_value == Fraction(1, 10)
    assert report.share_of_revenue == Fraction(7, 100)
    assert report.unpriced == ()


def test_what_was_ordered_before_the_span_is_not_counted() -> None:
    report = tried(
        document_of(),
        person(order("A"), order("B", day=60)),
        person(order("C"), ref="budi"),
        since=NEW_YEAR + timedelta(days=30),
    ).report()

    assert (report.orders, report.members, report.earners) == (1, 1, 1)
    assert report.revenue == {"IDR": 100_000}
    assert [(one.ref, one.units) for one in report.leaders] == [("ani", 100)]


def test_what_a_tier_gave_before_the_span_is_not_counted() -> None:
    report = tried(
        document_of(**TIERS),
        person(order("A", 300_000)),
        since=NEW_YEAR + timedelta(days=20),
        in_force_from=NEW_YEAR,
    ).report()

    assert (report.rules, report.vouchers) == ((), ())
    assert [(move.source, move.target) for move in report.moves] == [
        ("silver", "bronze")
    ]


def test_moves_are_counted_and_some_are_named() -> None:
    names = ("ani", "budi", "citra", "dewi")
    people = [person(order("A", 300_000), ref=name) for name in names]

    report = tried(document_of(**TIERS), *people, person(order("B"))).report()

    up, down = sorted(report.moves, key=lambda move: not move.upwards)
    assert (up.source, up.target, up.members) == ("bronze", "silver", 4)
    assert list(up.named) == ["ani", "budi", "citra"]
    assert (down.target, down.members, down.upwards) == ("bronze", 4, False)
    assert [(one.tier_id, one.holders) for one in report.tiers] == [("bronze", 5)]
    told = figures(report)
    assert told["hold bronze at the end"] == "5"
    assert told["bronze to silver"] == told["tier:silver, off"] == "4"
    [voucher] = report.vouchers
    assert (voucher.number, voucher.cost_minor) == (4, 40_000)
    assert report.cost_minor == 40_000 + 7 * (4 * 800 + 100) * 10


def test_only_as_many_leaders_are_named_as_were_asked_for() -> None:
    people = [person(order("A", n * 1000), ref=f"m{n}") for n in (3, 9, 1, 7)]

    two = tried(document_of(), *people, leaders=2).report()
    none = tried(document_of(), *people, leaders=0).report()

    assert [one.ref for one in two.leaders] == ["m9", "m7"]
    assert none.leaders == ()


def test_nothing_sold_has_no_share_and_no_currency() -> None:
    report = tried(priced(OFF), person(order("A", state=OrderState.OPEN))).report()

    assert (report.currency, report.share_of_revenue, report.assets) == (None, None, ())
    assert figures(report)["cost as a share of what was sold"] == "-"


def test_gifts_without_any_order_counted_have_no_price() -> None:
    stays = {
        "id": "kept",
        "trigger": "order",
        "refunds": "stays",
        "award": {"kind": "fixed", "points": 5},
    }
    gift = {
        "id": "cup",
        "trigger": "order",
        "refunds": "stays",
        "award": {"kind": "gifts", "give": [{"kind": "voucher", "reward": "off"}]},
    }
    document = document_of(stays, gift, rewards=[OFF])

    report = tried(document, person(order("A", refunded_minor=100_000))).report()

    assert report.revenue == {"IDR": 0}
    assert report.assets[0].issue_value is None
    assert report.assets[0].issue_rate == {}
    assert report.share_of_revenue is None


def test_what_has_no_price_is_named() -> None:
    gift = {
        "id": "cup",
        "trigger": "order",
        "award": {"kind": "gifts", "give": [{"kind": "voucher", "reward": "mug"}]},
    }
    mug = {"id": "mug", "kind": "manual", "title": TITLE, "price": 40}

    report = tried(document_of(gift, rewards=[mug]), person(order("A"))).report()

    assert report.unpriced == ("points", "mug")
    assert report.assets[0].owed_minor is None
    assert figures(report)["without a price"] == "points, mug"


def test_ways_to_earn_that_orders_do_not_decide_are_named() -> None:
    review = {
        "id": "review",
        "trigger": "review",
        "award": {"kind": "fixed", "points": 5},
    }

    report = tried(document_of(review), person(order("A"))).report()

    assert report.left_out == ("review",)


@pytest.mark.parametrize(
    ("reward", "currency", "worth"),
    [
        (OFF, "IDR", (100, 100)),
        (OFF, "MYR", None),
        ({**OFF, "cost": {"IDR": "4000"}}, "IDR", (40, 40)),
        ({**OFF, "enabled": False}, "IDR", None),
        ({**OFF, "price": None}, "IDR", None),
        (
            {
                "id": "slide",
                "kind": "slider",
                "title": TITLE,
                "value": {"IDR": "100 per 5000"},
            },
            "IDR",
            (50, 50),
        ),
        (
            {
                "id": "slide",
                "kind": "slider",
                "title": TITLE,
                "value": {"IDR": "100 per 5000"},
            },
            "MYR",
            None,
        ),
        (
            {"id": "ship", "kind": "free_shipping", "title": TITLE, "price": 9},
            "IDR",
            None,
        ),
    ],
)
def test_points_are_worth_what_rewards_say(
    reward: dict[str, object], currency: str, worth: tuple[int, int] | None
) -> None:
    found = worth_of(priced(reward), "points", currency)

    assert found == (None if worth is None else Worth(*map(Fraction, worth)))


def test_credit_is_worth_itself_in_its_own_currency() -> None:
    document = document_of(
        {
            "id": "back",
            "trigger": "order",
            "asset": "cash",
            "award": {"kind": "rate", "rates": {"IDR": "2%"}},
        },
        assets=[
            {"kind": "points", "id": "points", "scale": 1},
            {"kind": "credit", "id": "cash", "currency": "IDR"},
        ],
        rewards=[OFF],
    )

    report = tried(document, person(order("A", 1_000_000))).report()

    assert worth_of(document, "cash", "MYR") is None
    credit = report.assets[1]
    assert (credit.issued, credit.cost_minor) == (20_000, 20_000)
    assert figures(report)["points issued"] == "1000.0"
    assert figures(report)["one of points is worth, smallest IDR"] == "100"


def test_half_is_used_over_a_year_and_the_rest_stays() -> None:
    months = months_of({(0, None): 240}, until=13, rate=Fraction(1, 2))

    assert months[0] == Month(0, 240, 0, 0, 240)
    assert months[1] == Month(1, 0, 10, 0, 230)
    assert months[12] == Month(12, 0, 10, 0, 120)
    assert months[13] == Month(13, 0, 0, 0, 120)


def test_what_is_not_used_lapses_with_its_lot() -> None:
    months = months_of({(0, 2): 100, (1, 1): 9}, until=3, rate=Fraction(7, 10))

    assert months == [
        Month(0, 100, 0, 0, 100),
        Month(1, 9, 41, 3, 65),
        Month(2, 0, 35, 30, 0),
        Month(3, 0, 0, 0, 0),
    ]


def test_no_lots_have_no_months() -> None:
    assert months_of({}, until=3, rate=Fraction(1)) == []


@pytest.mark.parametrize(
    ("expiry", "lapses"),
    [
        ({"kind": "none"}, None),
        ({"kind": "life", "months": 1}, "2026-02"),
        ({"kind": "life", "days": 10}, "2026-01"),
        ({"kind": "inactivity", "days": 20, "activity": ["order"]}, "2026-01"),
        ({"kind": "inactivity", "days": 20, "activity": ["review"]}, "2026-01"),
        ({"kind": "inactivity", "months": 60}, None),
    ],
)
def test_points_lapse_by_the_terms(
    expiry: dict[str, object], lapses: str | None
) -> None:
    document = document_of(terms={"pending": {"days": 0}, "expiry": expiry})

    report = tried(document, person(order("A"), order("B"))).report()

    gone = [row[0] for row in months_told(report) if row[4] != "0"]
    assert gone == ([] if lapses is None else [lapses])


def test_both_documents_stand_side_by_side() -> None:
    live = tried(priced(OFF), person(order("A"))).report()
    free = tried(document_of(rewards=[OFF]), person(order("A", 50_000))).report()

    rows = {row.what: row for row in compared(free, live)}

    assert (rows["cost"].tried, rows["cost"].live) == ("3500 IDR", "7000 IDR")


def test_a_figure_of_one_document_only_has_a_dash_beside_it() -> None:
    extra = {
        "id": "extra",
        "trigger": "order",
        "award": {"kind": "fixed", "points": 5},
    }
    live = tried(document_of(), person(order("A"))).report()
    new = tried(document_of(extra), person(order("A"))).report()

    rows = {row.what: row for row in compared(new, live)}
    back = {row.what: row for row in compared(live, new)}

    assert (rows["extra, points"].tried, rows["extra, points"].live) == ("5", "-")
    assert (back["extra, points"].tried, back["extra, points"].live) == ("-", "5")


def test_a_report_is_plain_data() -> None:
    report = tried(document_of(**TIERS), person(order("A", 300_000))).report()

    told = json.loads(json.dumps(as_json(report, report)))

    assert told["live"] == told["tried"]
    assert told["tried"]["redemption_rate"] == "7/10"
    assert told["tried"]["assets"][0]["months"][0]["month"] == "2026-01"
    assert told["tried"]["leaders"][0]["ref"] == "ani"
    assert as_json(report, None)["live"] is None


def test_months_are_told_in_the_zone_of_the_programme() -> None:
    late = datetime(2026, 1, 31, 18, tzinfo=UTC)

    report = tried(
        priced(OFF), person(order("A", day=31)), zone="Pacific/Auckland"
    ).report()

    assert late < YEAR_END
    assert next(months_told(report))[0] == "2026-02"


def test_a_percentage_has_two_decimals() -> None:
    assert percent(Fraction(1, 3)) == "33.33%"
    assert month_of(date(2026, 1, 1)) == JANUARY
