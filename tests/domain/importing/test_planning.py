"""Rows are brought together by person; what each is given follows from the mode."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.importing.entries import Entry
from app.domain.importing.faults import RowFault
from app.domain.importing.options import ImportOptions
from app.domain.importing.planning import (
    Gift,
    Person,
    Plan,
    as_one,
    by_person,
    plan,
    terms_of,
)
from app.domain.programme.loading import load_document

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAY, JUNE = date(2027, 5, 31), date(2027, 6, 30)
ADA = "ada@x.test"


def entry(row: int, email: str | None = ADA, **said: Any) -> Entry:  # noqa: ANN401 - fields
    return Entry(row, email=email, **said)


def rows_of(entries: list[Entry], *, lots: bool = False) -> list[list[int]]:
    people, _ = by_person(entries, lots=lots)
    return [[each.row for each in person.entries] for person in people]


def test_rows_of_one_person_without_days_are_duplicates() -> None:
    people, left_out = by_person(
        [entry(2, points=5), entry(3, points=9), entry(4, points=9)], lots=False
    )

    assert [person.entries for person in people] == [[entry(3, points=9)]]
    assert left_out == [RowFault(2, "duplicate"), RowFault(4, "duplicate")]


def test_rows_that_expire_on_their_own_days_are_lots() -> None:
    entries = [entry(2, expires_on=MAY), entry(3, expires_on=JUNE), entry(4)]

    assert rows_of(entries) == [[2, 3, 4]]


def test_a_source_that_keeps_lots_has_no_duplicates() -> None:
    assert rows_of([entry(2, points=5), entry(3, points=5)], lots=True) == [[2, 3]]


def test_people_who_are_one_member_keep_the_higher_of_their_rows() -> None:
    low, high = Person([entry(3, points=10)]), Person([entry(2, points=20)])

    one, left_out = as_one([low, high], lots=False)

    assert [each.row for each in one.entries] == [2]
    assert left_out == [RowFault(3, "duplicate")]


def test_lots_of_people_who_are_one_member_all_count() -> None:
    low, high = Person([entry(3, points=10)]), Person([entry(2, points=20)])

    one, left_out = as_one([low, high], lots=True)

    assert [each.row for each in one.entries] == [2, 3]
    assert left_out == []


def test_people_are_known_by_any_name_they_have() -> None:
    entries = [
        entry(2, external_id="7"),
        entry(3, "other@x.test", external_id="7"),
        entry(4, phone="+62"),
        entry(5, None, phone="+62"),
        entry(6, "b@x.test"),
    ]

    assert rows_of(entries, lots=True) == [[2, 3, 4, 5], [6]]


def test_two_accounts_may_share_an_address() -> None:
    entries = [entry(2, external_id="7"), entry(3, external_id="8"), entry(4)]

    assert rows_of(entries, lots=True) == [[2, 4], [3]]


def test_a_row_with_a_code_of_its_own_keeps_that() -> None:
    rows = [
        entry(2, points=5, reward_code="A", tags=("x",)),
        entry(3, points=9, reward_code="B"),
        entry(4, points=1, reward_code="b"),
    ]

    (person,), left_out = by_person(rows, lots=False)

    kept = [(one.row, one.points, one.reward_code) for one in person.entries]
    assert kept == [(3, 9, "B"), (2, 0, "A")]
    assert left_out == [RowFault(4, "duplicate")]


def test_a_code_belongs_to_one_person() -> None:
    rows = [
        entry(2, reward_code="A"),
        entry(3, "b@x.test", reward_code="a"),
        entry(4, "c@x.test", points=5),
        entry(5, "c@x.test", points=6, reward_code="A"),
    ]

    people, left_out = by_person(rows, lots=True)

    assert [[one.row for one in person.entries] for person in people] == [[2], [4]]
    assert left_out == [
        RowFault(3, "reward_code_taken", "reward_code"),
        RowFault(5, "reward_code_taken", "reward_code"),
    ]


def test_people_come_in_the_order_of_the_rows_that_lead() -> None:
    rows = [entry(2, points=1), entry(3, "b@x.test"), entry(4, points=9)]

    assert rows_of(rows) == [[3], [4]]


def test_later_rows_fill_what_the_first_left_out() -> None:
    (person,), _ = by_person(
        [entry(2, first_name="Ada"), entry(3, first_name="X", tier="gold")], lots=True
    )

    assert (person.lead.first_name, person.lead.tier) == ("Ada", "gold")


FIVE, NINE = entry(2, points=5, expires_on=MAY), entry(3, points=9, pending=4)


@pytest.mark.parametrize(
    ("mode", "held", "pending", "gifts", "taken"),
    [
        ("add", 100, 0, [(2, 5, False), (3, 9, False), (3, 4, True)], 0),
        ("set", 0, 4, [(3, 9, False), (2, 5, False)], 0),
        ("set", 10, 0, [(3, 4, False), (3, 4, True)], 0),
        ("set", 20, 4, [], 6),
        ("set", -3, 4, [(3, 9, False), (2, 5, False)], 0),
        ("keep_higher", 20, 9, [], 0),
        ("keep_higher", 2, 4, [(3, 9, False), (2, 3, False)], 0),
    ],
)
def test_a_plan_leads_from_what_is_held_to_what_is_said(
    mode: Any,  # noqa: ANN401 - one of three
    held: int,
    pending: int,
    gifts: list[tuple[int, int, bool]],
    taken: int,
) -> None:
    found = plan(mode, [FIVE, NINE], held=held, pending=pending)

    told = [(gift.row, gift.units, gift.pending) for gift in found.gifts]
    assert (told, found.taken) == (gifts, taken)


def test_nothing_said_gives_nothing() -> None:
    assert plan("add", [entry(2)], held=0) == Plan(())


def terms(said: Entry, *, pending: bool = False, **options: Any) -> Any:  # noqa: ANN401 - terms
    document = load_document(
        {
            "identity": {"name": {"en": "P"}, "timezone": "Asia/Jakarta"},
            "terms": {"expiry": {"kind": "life", "months": 12}},
        }
    )
    gift = Gift(said.row, 5, said, pending)
    answers = ImportOptions.model_validate(options)
    return terms_of(gift, answers, document, at=NOON, zone="Asia/Jakarta")


@pytest.mark.parametrize(
    ("said", "options", "lapses_at"),
    [
        ({}, {}, datetime(2027, 11, 22, 17, tzinfo=UTC)),
        ({}, {"expiry": "never"}, None),
        (
            {},
            {"expiry": "days", "expiry_days": 1},
            datetime(2026, 11, 23, 17, tzinfo=UTC),
        ),
        (
            {},
            {"expiry": "date", "expiry_date": "2026-12-31"},
            datetime(2026, 12, 31, 17, tzinfo=UTC),
        ),
        ({"expires_on": MAY}, {}, datetime(2027, 5, 31, 17, tzinfo=UTC)),
    ],
)
def test_points_end_as_the_row_or_the_answer_says(
    said: dict[str, Any], options: dict[str, Any], lapses_at: datetime | None
) -> None:
    assert terms(entry(2, **said), **options).lapses_at == lapses_at


def test_points_that_wait_become_usable_on_their_day_or_after_the_usual_wait() -> None:
    dated = terms(entry(2, available_on=MAY), pending=True)
    usual = terms(entry(2), pending=True)

    assert dated.available_from == datetime(2027, 5, 30, 17, tzinfo=UTC)
    assert usual.available_from == datetime(2026, 12, 6, 12, tzinfo=UTC)
    assert terms(entry(2, available_on=MAY)).available_from == NOON


def test_what_a_person_is_given_is_the_sum_of_all_that_comes() -> None:
    first = entry(2, email="a@x.test", points=60)
    gifts = (Gift(2, 60, first), Gift(2, 40, first, pending=True))

    assert Plan(gifts, taken=5).given == 100
    assert Plan(()).given == 0
