"""What members have is opened, moved and closed to the unit."""

import itertools
from datetime import date, timedelta
from fractions import Fraction

from app.domain.analytics.flows import RollForward
from app.services.analytics.points import (
    Owed,
    cost,
    owed,
    roll_forward,
    steps,
)
from app.services.analytics.reading import read, subject
from app.services.liability import report
from app.services.rollups import differences, sweep
from app.storage.analytics.spans import Span
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import POINTS, Books

ALWAYS = Span(date(2020, 1, 1), date(2040, 1, 1))


def moved(books: Books, span: Span = ALWAYS) -> RollForward:
    sweep(books.env, books.programme_id)
    found: RollForward = books.counter.run(lambda uow: roll_forward(uow, POINTS, span))
    return found


def test_closing_is_what_members_have_by_the_ledger(books: Books) -> None:
    found = moved(books)
    due = report(books.env, books.programme_id, POINTS, value_minor=Fraction(1))

    assert found.opening == 0
    assert found.closing == due.outstanding
    assert differences(books.env, books.programme_id) == []


def test_every_way_of_the_history_is_a_line(books: Books) -> None:
    lines = dict(moved(books).lines())

    assert lines["earned"] > 0
    assert lines["released"] > 0
    assert lines["redeemed"] < 0
    assert lines["returned"] > 0
    assert lines["expired"] < 0
    assert lines["taken_back"] < 0


def test_the_closing_of_a_day_is_the_opening_of_the_next(books: Books) -> None:
    sweep(books.env, books.programme_id)
    span = Span(date(2026, 11, 1), date(2027, 1, 31))

    days = books.counter.run(lambda uow: steps(uow, POINTS, span, months=False))
    months = books.counter.run(lambda uow: steps(uow, POINTS, span, months=True))

    assert len(days) == span.days
    assert [step.name for step in months] == ["2026-11", "2026-12", "2027-01"]
    assert all(
        one.moved.closing == later.moved.opening
        for one, later in itertools.pairwise(days)
    )
    assert days[-1].moved.closing == months[-1].moved.closing
    assert months[-1].moved.closing == moved(books, span).closing


def test_a_given_lot_is_earned_imported_or_adjusted_by_its_kind(books: Books) -> None:
    before = dict(moved(books).lines())
    books.give(70, books.ada)
    books.counter.give(30)
    books.seal()

    after = dict(moved(books).lines())

    assert after["imported"] - before["imported"] == 70
    assert after["adjusted"] - before["adjusted"] == 30
    assert after["closing"] - before["closing"] == 100


def test_the_rewards_of_a_year_cost_what_they_took_off_and_what_is_owed(
    books: Books,
) -> None:
    sweep(books.env, books.programme_id)

    def work(uow: UnitOfWork) -> tuple[Owed | None, int, int]:
        about, found = subject(books.env, uow), read(books.env, uow, 365)
        moved = roll_forward(uow, POINTS, found.span)
        due = owed(about, found, moved)
        return due, moved.closing, cost(about, found, due).total_minor

    due, closing, total = books.counter.run(work)

    assert due is not None
    # Ten rupiah a point with the dearest reward; nothing was there a year ago.
    assert due.opening.gross_minor == 0
    assert due.closing.gross_minor == closing * 10
    assert total >= due.change_minor


def test_an_older_form_of_the_days_is_worked_out_again(books: Books) -> None:
    sweep(books.env, books.programme_id)
    due = moved(books)
    books.plant(
        "DELETE FROM rollup_day WHERE {ours} AND figure LIKE 'flow:%'",
        "UPDATE rollup_cursor SET format = 0 WHERE {ours}",
    )

    assert moved(books) == due
    assert differences(books.env, books.programme_id) == []


def test_the_redemption_rate_has_the_same_points_above_and_below(
    books: Books,
) -> None:
    found = books.counter.run(lambda uow: read(books.env, uow, 365))
    rate = found.of("redemption_rate")

    assert 0 < rate.part <= rate.whole


def test_a_span_has_a_span_before_it() -> None:
    span = Span.ending(date(2026, 11, 22), 28)

    assert span.before.until == span.since - timedelta(days=1)
    assert span.before.days == span.days == 28
