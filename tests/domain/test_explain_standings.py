"""What waits, lapses, is set aside or owed is said with its day and its reason."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.domain.explain import (
    HoldNow,
    LotNow,
    StandingCode,
    explain,
    plain,
)
from app.domain.ledger.balances import Balance
from app.domain.words import Language
from tests.domain.told import (
    ADA,
    NOON,
    POINTS,
    book,
    earn,
    explained,
    spent_and_refunded,
)


def test_pending_points_say_from_when_they_can_be_used() -> None:
    ledger = book()
    lot = earn(ledger, 129, pending=True)

    found = explained(ledger)

    assert found.lines[0].sentence == (
        "Earned with order #1042; usable from 29 Jan 2026"
    )
    assert [
        (one.code, one.amount, one.day, one.sentence, one.lot_ids)
        for one in found.waiting
    ] == [
        (
            StandingCode.WAITS_UNTIL,
            129,
            date(2026, 1, 29),
            (
                "129 points of order #1042 become usable on 29 Jan 2026:"
                " it can still be returned until then"
            ),
            (lot.lot_id,),
        )
    ]


def test_pending_points_of_no_order_wait_for_a_date_too() -> None:
    ledger = book()
    earn(ledger, 50, pending=True)

    (waiting,) = explained(ledger, subjects={}).waiting

    assert (waiting.code, waiting.day) == (
        StandingCode.WAITS_UNTIL_OTHER,
        date(2026, 1, 29),
    )


def test_points_of_an_unpaid_order_say_what_they_wait_for() -> None:
    ledger = book()
    lot = earn(ledger, 129, pending=True)
    ledger.set_dates(lot.lot_id, available_from=None, lapses_at=None, reason="test")

    by_order = explained(ledger)
    by_signup = explained(ledger, subjects={})

    assert by_order.lines[0].sentence.endswith(
        "usable once the order is confirmed and its waiting period is over"
    )
    assert [one.code for one in by_order.waiting] == [StandingCode.WAITS_FOR_ORDER]
    assert by_order.waiting[0].sentence == (
        "129 points wait for order #1042: it is not paid or delivered yet"
    )
    assert [one.code for one in by_signup.waiting] == [StandingCode.WAITS]


def test_available_points_are_listed_by_their_last_day() -> None:
    midnight = datetime(2026, 1, 15, 17, tzinfo=UTC)
    lots = [
        LotNow(UUID(int=1), 0, 5, 0, "Asia/Jakarta", None, None),
        LotNow(UUID(int=2), 0, 7, 0, "Asia/Jakarta", None, midnight),
        LotNow(UUID(int=3), 0, 8, 0, "Asia/Jakarta", None, midnight),
        LotNow(UUID(int=4), 0, 9, 0, "UTC", None, NOON),
        LotNow(UUID(int=5), 0, 0, 3, "UTC", None, NOON),
    ]

    found = explain(
        ADA,
        "points",
        entries=[],
        balance=Balance(available=29, held=3),
        lots=lots,
        holds=(),
        units=POINTS,
        language=Language.EN,
        at=NOON,
    )

    assert [(one.code, one.amount, one.sentence) for one in found.lapsing] == [
        (
            StandingCode.USABLE_THROUGH,
            15,
            "15 points are usable through 15 Jan 2026",
        ),
        (
            StandingCode.LAPSED_UNSWEPT,
            9,
            "9 points have expired on 15 Jan 2026 and will leave the balance shortly",
        ),
        (StandingCode.NO_END, 5, "5 points do not expire"),
    ]
    assert not found.adds_up


def test_held_points_name_the_reward_oldest_first() -> None:
    holds = [
        HoldNow(UUID(int=2), 20, None, "granted", NOON + timedelta(hours=1)),
        HoldNow(UUID(int=1), 120, "Rp20.000 off", "issuing", NOON),
    ]

    found = explain(
        ADA,
        "points",
        entries=[],
        balance=Balance(),
        lots=(),
        holds=holds,
        units=POINTS,
        language=Language.ID,
        at=NOON,
    )

    assert [one.sentence for one in found.set_aside] == [
        "120 poin disisihkan untuk Rp20.000 off",
        "20 poin disisihkan untuk hadiah",
    ]
    assert found.adds_up


def test_an_explanation_is_plain_data_that_json_can_carry() -> None:
    ledger = spent_and_refunded()
    earn(ledger, 30, pending=True)

    found = json.loads(json.dumps(plain(explained(ledger))))

    assert found["balance"] == {
        "balance": -70,
        "available": 0,
        "pending": 30,
        "held": 0,
        "owed": 70,
    }
    assert found["lines"][4]["reason"] == "taken_back"
    assert found["lines"][4]["lots"] == [
        {
            "lot_id": "00000000-0000-0000-0000-000000000001",
            "from": "shortfall",
            "to": "clawed",
            "amount": 100,
        }
    ]
    assert found["owed"]["code"] == "owes"
    assert found["waiting"][0]["day"] == "2026-01-29"
    assert found["adds_up"] is True
