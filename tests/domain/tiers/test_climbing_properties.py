"""Random histories: one step at most, never down by a purchase, always the same."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.tiers.climbing import climb
from app.domain.tiers.ladder import Ladder
from app.domain.tiers.tally import Entry
from tests.domain.tiers.ladders import at, facts, ladder

RULES = [
    ladder(),
    ladder(grace_days=0),
    ladder(window={"kind": "rolling", "months": 3, "term_months": 6}),
    ladder(window={"kind": "calendar_year"}),
    ladder(window={"kind": "calendar_year"}, upgrade="period_end"),
    ladder(window={"kind": "anniversary"}),
    ladder(window={"kind": "lifetime"}),
]
LOSING = [ladder(at_term_end="at_once"), ladder(at_term_end="recount")]
FIRST_DAY = date(2025, 2, 1)
LAST = at(2031, 1, 1)


def entry(day: int, amount: int, wait: int) -> Entry:
    on = FIRST_DAY + timedelta(days=day)
    paid_at = datetime.combine(on, time(3), UTC)
    return Entry(
        "spend", "IDR", on, amount * 250_000, paid_at + timedelta(days=wait), paid_at
    )


entries = st.lists(
    st.builds(
        entry,
        day=st.integers(0, 1_400),
        amount=st.integers(0, 24),
        wait=st.integers(0, 60),
    ),
    max_size=12,
)
rules = st.sampled_from(RULES)
instants = st.datetimes(datetime(2025, 1, 2), datetime(2031, 1, 1)).map(  # noqa: DTZ001 - strategies take naive bounds
    lambda found: found.replace(tzinfo=UTC)
)


def ranks(ladder_: Ladder, found: list[Entry], until: datetime) -> list[int]:
    steps = climb(facts(ladder_, *found), until=until)
    return [ladder_.ranks[one.tier_id or "bronze"] for one in steps]


@given(rules, entries)
def test_nobody_drops_more_than_one_step_at_once(
    ladder_: Ladder, found: list[Entry]
) -> None:
    held = ranks(ladder_, found, LAST)

    assert all(after >= before - 1 for before, after in pairwise(held))


@given(st.sampled_from(RULES + LOSING), entries, st.randoms())
def test_facts_in_any_order_give_the_same_history(
    ladder_: Ladder, found: list[Entry], random: st.DataObject
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random

    assert climb(facts(ladder_, *found), until=LAST) == climb(
        facts(ladder_, *shuffled), until=LAST
    )


@given(st.sampled_from(RULES + LOSING), entries, instants)
def test_being_asked_late_changes_nothing_about_what_was(
    ladder_: Ladder, found: list[Entry], early: datetime
) -> None:
    then = climb(facts(ladder_, *found), until=early)
    later = climb(facts(ladder_, *found), until=LAST)

    assert later[: len(then)] == then


@given(rules, entries, st.integers(0, 24), st.integers(0, 400))
def test_a_purchase_puts_nobody_lower_then_or_later(
    ladder_: Ladder, found: list[Entry], amount: int, days_after: int
) -> None:
    known = climb(facts(ladder_, *found), until=LAST)
    newest = max((one.matured_at for one in found), default=at(2026, 1, 1))
    bought = (newest - datetime(2025, 2, 1, 3, tzinfo=UTC)).days + 1
    more = [*found, entry(bought, amount, 0)]
    when = newest + timedelta(days=days_after + 1)
    without = climb(facts(ladder_, *found), until=when)[-1]
    with_it = climb(facts(ladder_, *more), until=when)[-1]

    assert known[0].tier_id == "bronze"
    assert (
        ladder_.ranks[with_it.tier_id or "bronze"]
        >= ladder_.ranks[without.tier_id or "bronze"]
    )


@given(rules, entries)
def test_a_term_ends_before_its_grace(ladder_: Ladder, found: list[Entry]) -> None:
    steps = climb(facts(ladder_, *found), until=LAST)

    assert all(
        one.grace_end is not None and one.at < one.term_end <= one.grace_end
        for one in steps
        if one.term_end is not None
    )
