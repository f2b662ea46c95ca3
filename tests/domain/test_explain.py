"""Every line of a ledger has a reason, words in three languages, and adds up."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from string import Formatter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.explain import (
    Entry,
    Explanation,
    HoldNow,
    LotNow,
    Reason,
    StandingCode,
    Subject,
    TotalCode,
    Units,
    explain,
    plain,
)
from app.domain.ledger import Book, Key, Kind, Lot, LotTerms, ShortfallPolicy
from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.balances import Balance
from app.domain.ledger.posting import Posting
from app.domain.words import Language, count_text, day_text
from app.domain.words.ledger import ADDITIONS, LABELS, LEDGER, LINES, STANDING

ADA = UUID(int=0xADA)
BOB = UUID(int=0xB0B)
ORDER = UUID(int=0x0A)
VOUCHER = UUID(int=0x0C)
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
POINTS = Units()
TERMS = LotTerms(awarded_at=NOON, zone="Asia/Jakarta")
SUBJECTS = {
    Kind.ACCRUAL: Subject("order", "#1042"),
    Kind.HOLD: Subject("reward", "Rp20.000 off"),
    Kind.BURN: Subject("reward", "Rp20.000 off"),
}


def book() -> Book:
    numbers = iter(range(1, 10_000))
    found = Book(
        pepper=bytes(32),
        new_id=lambda: UUID(int=next(numbers)),
        new_salt=lambda: bytes(32),
    )
    found.admit(ADA, "points")
    found.admit(BOB, "points")
    return found


def earn(
    ledger: Book, amount: int, *, award_id: UUID | None = None, pending: bool = False
) -> Lot:
    return ledger.accrue(
        Key.of("test", len(ledger.posted)),
        member_id=ADA,
        asset="points",
        amount=amount,
        award_id=award_id,
        occurred_at=NOON,
        at=NOON,
        pending=pending,
        available_from=LATER if pending else None,
        lapses_at=None,
        zone="Asia/Jakarta",
        rule_ref="base",
        version=3,
    )


def keep(ledger: Book, units: int, policy: ShortfallPolicy) -> None:
    ledger.settle_award(
        ORDER,
        units,
        key=lambda n: Key.of("order", n, units),
        n=0,
        at=NOON,
        occurred_at=NOON,
        member_id=ADA,
        asset="points",
        opening=TERMS,
        shortfall_policy=policy,
    )


def entries(
    ledger: Book, member_id: UUID = ADA, subjects: dict[Kind, Subject] | None = None
) -> list[Entry]:
    known = SUBJECTS if subjects is None else subjects
    return [
        Entry(
            transaction_id=posted.id,
            kind=posted.kind,
            occurred_at=posted.occurred_at,
            posted_at=NOON + timedelta(microseconds=number),
            postings=tuple(posted.postings),
            seq=number,
            subject=known.get(posted.kind),
            rule_ref=posted.rule_ref,
            programme_version=posted.programme_version,
        )
        for number, posted in enumerate(ledger.posted, start=1)
        if member_id
        in {
            account.member_id or ledger.lots[posting.lot].member_id
            for posting in posted.postings
            for account in (posting.source, posting.target)
        }
    ]


def lots_now(lots: Iterable[Lot]) -> list[LotNow]:
    return [
        LotNow(
            lot.lot_id,
            lot.pending,
            lot.available,
            lot.held,
            lot.zone,
            lot.available_from,
            lot.lapses_at,
        )
        for lot in lots
    ]


def explained(
    ledger: Book,
    *,
    member_id: UUID = ADA,
    language: Language = Language.EN,
    subjects: dict[Kind, Subject] | None = None,
    units: Units = POINTS,
) -> Explanation:
    return explain(
        member_id,
        "points",
        entries=entries(ledger, member_id, subjects),
        balance=ledger.balance(member_id, "points"),
        lots=lots_now(ledger.lots_of(member_id, "points")),
        holds=(),
        units=units,
        language=language,
        at=NOON,
    )


def reasons(found: Explanation) -> list[Reason]:
    return [line.reason for line in found.lines]


def sums(found: Explanation) -> dict[TotalCode, int]:
    return {total.code: total.amount for total in found.totals}


def spent_and_refunded(policy: ShortfallPolicy = ShortfallPolicy.SHORTFALL) -> Book:
    """A: spent, refunded, earning again (the worked example)."""
    ledger = book()
    earn(ledger, 100, award_id=ORDER)
    earn(ledger, 50)
    ledger.hold(
        Key.of("hold", VOUCHER),
        member_id=ADA,
        asset="points",
        amount=120,
        at=NOON,
        occurred_at=NOON,
        voucher_id=VOUCHER,
    )
    ledger.burn(VOUCHER, at=NOON, occurred_at=NOON)
    keep(ledger, 0, policy)
    return ledger


def test_the_worked_example_is_told_line_by_line() -> None:
    ledger = spent_and_refunded()
    earn(ledger, 200)
    keep(ledger, 60, ShortfallPolicy.SHORTFALL)

    found = explained(ledger)

    assert [
        (line.reason, line.change, line.held_change, line.after.shown)
        for line in found.lines
    ] == [
        (Reason.EARNED_ORDER, 100, 0, 100),
        (Reason.EARNED_ORDER, 50, 0, 150),
        (Reason.HELD, -120, 120, 30),
        (Reason.SPENT, 0, -120, 30),
        (Reason.TAKEN_BACK, -100, 0, -70),
        (Reason.OWED_SETTLED, 0, 0, -70),
        (Reason.EARNED_ORDER, 200, 0, 130),
        (Reason.OWED_SETTLED, 0, 0, 130),
        (Reason.GIVEN_AGAIN, 60, 0, 190),
    ]
    assert found.balance.shown == 190
    assert found.adds_up


def test_the_totals_add_up_to_the_balance() -> None:
    ledger = spent_and_refunded()
    earn(ledger, 200)
    earn(ledger, 30, pending=True)

    found = explained(ledger)

    assert sums(found) == {
        TotalCode.EARNED: 380,
        TotalCode.SPENT: -120,
        TotalCode.TAKEN_BACK: -100,
        TotalCode.PENDING: -30,
        TotalCode.BALANCE: 130,
    }
    assert [total.words for total in found.totals] == [
        "Earned",
        "Spent",
        "Taken back",
        "Still pending",
        "Balance",
    ]


def test_a_line_names_its_order_rule_and_lots() -> None:
    ledger = book()
    lot = earn(ledger, 129)

    line = explained(ledger).lines[0]

    assert line.sentence == "Earned with order #1042"
    assert (line.entry.rule_ref, line.entry.programme_version) == ("base", 3)
    assert [(touch.lot_id, touch.target, touch.amount) for touch in line.lots] == [
        (lot.lot_id, "available", 129)
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            Language.EN,
            (
                "Taken back: order #1042 was refunded or changed;"
                " 100 points of it were spent already and are owed now"
            ),
        ),
        (
            Language.ID,
            (
                "Ditarik: pesanan #1042 dikembalikan atau berubah;"
                " 100 poin di antaranya sudah dipakai dan kini menjadi kekurangan"
            ),
        ),
        (
            Language.MS,
            (
                "Ditarik balik: pesanan #1042 dipulangkan atau berubah;"
                " 100 mata daripadanya sudah digunakan dan kini terhutang"
            ),
        ),
    ],
)
def test_a_clawback_of_spent_points_says_what_is_owed(
    language: Language, sentence: str
) -> None:
    found = explained(spent_and_refunded(), language=language)

    assert found.lines[4].sentence == sentence


def test_what_the_shop_bears_is_said_and_not_charged() -> None:
    found = explained(spent_and_refunded(ShortfallPolicy.GOODWILL))

    assert found.lines[-1].sentence.endswith("the shop bears 100 points of it")
    assert found.lines[-1].change == 0
    assert found.owed is None


def test_what_is_owed_stands_at_the_end() -> None:
    found = explained(spent_and_refunded())

    assert found.owed is not None
    assert (found.owed.code, found.owed.amount) == (StandingCode.OWES, 70)
    assert found.owed.sentence.startswith("70 points are owed")


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


def test_only_the_members_own_side_of_a_gift_is_shown() -> None:
    ledger = book()
    earn(ledger, 50)
    ledger.gift(
        Key.of("gift", 1),
        giver_id=ADA,
        receiver_id=BOB,
        asset="points",
        amount=20,
        at=NOON,
        occurred_at=NOON,
    )

    given, received = explained(ledger), explained(ledger, member_id=BOB)

    assert [touch.target for touch in given.lines[-1].lots] == ["given"]
    assert [touch.source for touch in received.lines[-1].lots] == ["received"]


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


def test_matured_points_tell_the_order_they_came_from() -> None:
    ledger = book()
    lot = earn(ledger, 129, pending=True)
    ledger.mature(lot.lot_id, at=LATER)

    found = explained(ledger)
    unknown = explained(ledger, subjects={})

    assert reasons(found) == [Reason.EARNED_ORDER, Reason.MATURED]
    assert found.lines[0].sentence == "Earned with order #1042"
    assert found.lines[1].sentence == (
        "Usable now: the waiting period of order #1042 is over"
    )
    assert (found.lines[1].change, found.lines[1].pending_change) == (129, -129)
    assert reasons(unknown) == [Reason.EARNED, Reason.MATURED_OTHER]
    assert found.waiting == ()


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


def test_a_released_and_a_returned_reward_are_named() -> None:
    ledger = book()
    earn(ledger, 100)
    ledger.hold(
        Key.of("hold", 1),
        member_id=ADA,
        asset="points",
        amount=60,
        at=NOON,
        occurred_at=NOON,
        voucher_id=VOUCHER,
    )
    ledger.release(VOUCHER, at=NOON, occurred_at=NOON)

    found = explained(ledger, subjects={})

    assert found.lines[1].sentence == "Set aside for a reward"
    assert found.lines[2].sentence == "Set free again: a reward was not handed out"


def one_entry(
    kind: Kind,
    *postings: Posting,
    subject: Subject | None = None,
    absorbed: int = 0,
    about_lot: UUID | None = None,
) -> Entry:
    return Entry(
        transaction_id=UUID(int=1),
        kind=kind,
        occurred_at=NOON,
        posted_at=NOON,
        postings=postings,
        subject=subject,
        rule_ref="birthday-gift",
        absorbed=absorbed,
        about_lot=about_lot,
    )


def move(source: Account, target: Account, amount: int = 10) -> Posting:
    return Posting(source, target, "points", amount, UUID(int=7))


MINE = Account(Place.AVAILABLE, ADA)
THEIRS = Account(Place.AVAILABLE, BOB)


@pytest.mark.parametrize(
    ("entry", "reason", "total"),
    [
        (one_entry(Kind.IMPORT, move(Account(Pot.IMPORTED), MINE)), "imported", 10),
        (one_entry(Kind.ADJUSTMENT, move(Account(Pot.GRANTED), MINE)), "added", 10),
        (one_entry(Kind.ADJUSTMENT, move(MINE, Account(Pot.REMOVED))), "removed", -10),
        (one_entry(Kind.GIFT, move(Account(Pot.RECEIVED), MINE)), "gift_received", 10),
        (one_entry(Kind.GIFT, move(MINE, Account(Pot.GIVEN))), "gift_given", -10),
        (one_entry(Kind.MERGE, move(THEIRS, MINE)), "merged_in", 10),
        (one_entry(Kind.MERGE, move(MINE, THEIRS)), "merged_out", -10),
        (one_entry(Kind.UNMERGE, move(THEIRS, MINE)), "unmerged_in", 10),
        (one_entry(Kind.UNMERGE, move(MINE, THEIRS)), "unmerged_out", -10),
        (one_entry(Kind.EXPIRY, move(MINE, Account(Pot.EXPIRED))), "lapsed", -10),
        (
            one_entry(Kind.FORFEITURE, move(MINE, Account(Pot.FORFEITED))),
            "forfeited",
            -10,
        ),
        (one_entry(Kind.RETRACTION, move(MINE, Account(Pot.CLAWED))), "retracted", -10),
        (one_entry(Kind.REVERSAL, move(Account(Pot.EXPIRED), MINE)), "undone", 10),
        (one_entry(Kind.RETURN, move(Account(Pot.BURNED), MINE)), "returned", 10),
        (
            one_entry(
                Kind.FORGIVENESS,
                move(Account(Pot.GOODWILL), Account(Place.SHORTFALL, ADA)),
            ),
            "forgiven",
            10,
        ),
        (
            one_entry(Kind.CLAWBACK, move(MINE, Account(Pot.CLAWED))),
            "taken_back_other",
            -10,
        ),
    ],
)
def test_every_kind_has_its_reason_and_counts_under_a_heading(
    entry: Entry, reason: str, total: int
) -> None:
    found = explain(
        ADA,
        "points",
        entries=[entry],
        balance=Balance(),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.MS,
        at=NOON,
    )

    assert reasons(found) == [reason]
    assert sum(one.amount for one in found.totals[:-1]) == total
    assert found.totals[-1].amount == total


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        (Subject("order", None), "Earned with order (no longer known)"),
        (Subject("customer", None), "Welcome bonus for joining"),
        (Subject("signup", "x"), "Welcome bonus for joining"),
        (Subject("review", "x"), "Earned for a review"),
        (Subject("activity", "a quiz"), "Earned for a quiz"),
        (Subject("birthday", None), "Earned by the rule birthday-gift"),
        (Subject("birthday", "birthday"), "Earned by the rule birthday"),
    ],
)
def test_earning_names_what_it_was_for(subject: Subject, sentence: str) -> None:
    entry = one_entry(
        Kind.ACCRUAL,
        move(Account(Pot.ISSUED), MINE),
        subject=subject,
    )

    found = explain(
        ADA,
        "points",
        entries=[entry],
        balance=Balance(available=10),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.EN,
        at=NOON,
    )

    assert found.lines[0].sentence == sentence


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


def test_lapsed_units_that_counted_as_taken_are_told_without_a_movement() -> None:
    ledger = book()
    lot = earn(ledger, 100, award_id=ORDER)
    absorbed = one_entry(Kind.CLAWBACK, absorbed=50, about_lot=lot.lot_id)

    found = explain(
        ADA,
        "points",
        entries=[*entries(ledger), absorbed],
        balance=Balance(available=100),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.EN,
        at=NOON,
    )

    assert reasons(found) == [Reason.EARNED_ORDER, Reason.ABSORBED]
    assert found.lines[1].sentence == (
        "Nothing taken for order #1042: 50 points of it had expired unused"
    )
    assert (found.lines[1].change, found.lines[1].after.shown) == (0, 100)


def test_an_entry_that_touches_nothing_touches_no_lot() -> None:
    assert one_entry(Kind.CLAWBACK).lot_ids == ()


@pytest.mark.parametrize(
    ("units", "amount", "language", "text"),
    [
        (POINTS, 1, Language.EN, "1 point"),
        (POINTS, 1250, Language.EN, "1,250 points"),
        (POINTS, 1250, Language.ID, "1.250 poin"),
        (POINTS, 1250, Language.MS, "1,250 mata"),
        (Units(decimals=2), 12_345, Language.ID, "123,45 poin"),
        (Units(decimals=2), 100, Language.EN, "1.00 point"),
        (Units(currency="IDR"), 1_500_000, Language.ID, "Rp1.500.000"),
        (Units(currency="IDR"), -1_500_000, Language.ID, "\N{MINUS SIGN}Rp1.500.000"),
        (Units(currency="MYR"), 150_050, Language.MS, "RM1,500.50"),
        (Units(currency="USD"), 2_569, Language.EN, "USD 25.69"),
        (Units({Language.EN: ("star", "stars")}), 1, Language.EN, "1 star"),
        (Units({Language.EN: ("star", "stars")}), 2, Language.EN, "2 stars"),
    ],
)
def test_amounts_are_written_as_the_language_does(
    units: Units, amount: int, language: Language, text: str
) -> None:
    assert units.text(amount, language) == text


@pytest.mark.parametrize(
    ("units", "text"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "\N{MINUS SIGN}1,234,567")],
)
def test_figures_are_grouped_by_three(units: int, text: str) -> None:
    assert count_text(units, Language.EN) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.EN, "1 Aug 2026"),
        (Language.ID, "1 Agu 2026"),
        (Language.MS, "1 Ogo 2026"),
    ],
)
def test_days_are_written_as_people_do(language: Language, text: str) -> None:
    assert day_text(date(2026, 8, 1), language) == text


def test_every_code_has_words() -> None:
    assert set(LINES) == {reason.value for reason in Reason}
    assert set(STANDING) == {code.value for code in StandingCode}
    assert {f"sum_{code}" for code in TotalCode} <= set(LABELS)
    assert set(ADDITIONS) == {"pending_until", "pending_open", "owed", "borne"}


@pytest.mark.parametrize(
    ("part", "key"), [(part, key) for part, words in LEDGER.items() for key in words]
)
def test_all_languages_say_the_same_with_the_same_gaps(part: str, key: str) -> None:
    words = LEDGER[part][key]

    gaps = {
        language: {
            name for _, name, _, _ in Formatter().parse(words.template(language))
        }
        for language in Language
    }

    assert all(words.template(language).strip() for language in Language)
    assert gaps[Language.ID] - {None} == gaps[Language.EN] - {None}
    assert gaps[Language.MS] - {None} == gaps[Language.EN] - {None}


@given(
    st.lists(
        st.tuples(st.sampled_from(["earn", "spend", "refund"]), st.integers(1, 99))
    )
)
def test_whatever_happened_the_lines_lead_to_the_balance(
    acts: list[tuple[str, int]],
) -> None:
    ledger = book()

    for number, (act, amount) in enumerate(acts):
        play(ledger, number, act, amount)

    found = explained(ledger)
    assert found.adds_up
    assert found.totals[-1].amount == found.balance.shown
    assert sum(total.amount for total in found.totals[:-1]) == found.balance.shown


def play(ledger: Book, number: int, act: str, amount: int) -> None:
    live = ledger.live(ADA, "points", at=NOON)
    if act == "earn":
        earn(ledger, amount, award_id=ORDER if number % 2 else None)
    elif act == "spend" and live:
        voucher_id = UUID(int=1_000_000 + number)
        ledger.hold(
            Key.of("hold", voucher_id),
            member_id=ADA,
            asset="points",
            amount=min(amount, live),
            at=NOON,
            occurred_at=NOON,
            voucher_id=voucher_id,
        )
        if amount % 3:
            ledger.burn(voucher_id, at=NOON, occurred_at=NOON)
    elif act == "refund":
        ledger.settle_award(
            ORDER,
            min(amount, ledger.net(ORDER)),
            key=lambda n: Key.of("settle", number, n),
            n=0,
            at=NOON,
            occurred_at=NOON,
            member_id=ADA,
            asset="points",
            opening=TERMS,
        )
