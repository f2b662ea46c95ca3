"""A row says something of one person, or is left out with a reason."""

from datetime import date
from fractions import Fraction
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.columns import Column
from app.domain.importing.entries import (
    Entry,
    Reader,
    choose_columns,
    choose_order,
)
from app.domain.importing.faults import (
    FAULTS,
    AnswerNeeded,
    ColumnsMissing,
    RowFault,
)
from app.domain.importing.options import ImportOptions, needs_second_person
from app.domain.importing.reading import Row
from app.domain.importing.sources import SOURCES

TODAY = date(2026, 11, 22)


def read(said: dict[str, str], **options: Any) -> Entry | RowFault:  # noqa: ANN401 - options
    answers = ImportOptions.model_validate(options)
    reader = Reader(
        options=answers,
        columns={Column(name): at for at, name in enumerate(said)},
        width=len(said),
        order="day_first",
        today=TODAY,
        scale=0,
        credit_digits=0,
        tiers={"gold": "gold", "old": ""},
        phone=lambda text: text if text.startswith("+") else None,
        source=SOURCES[answers.source],
        rate=answers.factor,
    )
    return reader.read(Row(7, tuple(said.values())))


def test_a_row_is_read_whole() -> None:
    found = read(
        {
            "external_id": "gid://shopify/Customer/7001",
            "email": "ADA@x.test",
            "phone": "'+62812",
            "name": "Ada  Lestari",
            "points": "10",
            "points_pending": "5",
            "points_expire_at": "31/12/2026",
            "store_credit": "2500",
            "tier": "GOLD",
            "tier_points": "900",
            "referral_url": "https://x.test/?r=AB",
            "language": "id_ID",
            "status": "enrolled",
            "reward_code": "SMILE-1",
            "reward_name": "Ten off",
            "reward_expires_at": "31/01/2027",
            "tags": "VIP, old",
            "points_lifetime": "700",
            "points_spent": "600",
            "tier_spend": "Rp 2500",
            "referred_by": "EVA@x.test",
            "note": "called",
        },
        credit_asset="credit",
        rate="2",
    )

    assert found == Entry(
        row=7,
        external_id="7001",
        email="ada@x.test",
        phone="+62812",
        first_name="Ada",
        last_name=" Lestari",
        points=20,
        pending=10,
        expires_on=date(2026, 12, 31),
        credit_minor=2500,
        tier="gold",
        tier_points=1800,
        referral_code="AB",
        language="id-ID",
        reward_code="SMILE-1",
        reward_name="Ten off",
        reward_ends_on=date(2027, 1, 31),
        tags=("vip", "old"),
        lifetime=1400,
        spent=1200,
        tier_spend_minor=2500,
        referred_by="eva@x.test",
        note="called",
    )
    assert found.past


@pytest.mark.parametrize(
    ("said", "code", "column"),
    [
        ({"points": "5"}, "no_person", ""),
        ({"email": "ada"}, "email_unreadable", "email"),
        ({"phone": "08"}, "phone_unreadable", "phone"),
        ({"email": "a@x.test", "points": "x"}, "points_unreadable", "points"),
        ({"email": "a@x.test", "points": "10000001"}, "points_above_limit", "points"),
        ({"email": "a@x.test", "birthday": "x"}, "date_unreadable", "birthday"),
        (
            {"email": "a@x.test", "points": "1", "points_expire_at": "2026-11-21"},
            "date_past",
            "points_expire_at",
        ),
        ({"email": "a@x.test", "status": "perhaps"}, "status_unknown", "status"),
        ({"email": "a@x.test", "status": "banned"}, "blocked", "status"),
        ({"email": "a@x.test", "tier": "platinum"}, "tier_unknown", "tier"),
        ({"email": "a@x.test", "note": "x" * 2001}, "cell_too_long", ""),
        (
            {"email": "a@x.test", "reward_code": "A,B"},
            "reward_code_unreadable",
            "reward_code",
        ),
        ({"email": "a@x.test", "tier_spend": "x"}, "amount_unreadable", "tier_spend"),
        (
            {"email": "a@x.test", "tier_until": "1004-01-01"},
            "date_unreadable",
            "tier_until",
        ),
    ],
)
def test_a_fault_leaves_the_row_out(
    said: dict[str, str], code: str, column: str
) -> None:
    assert read(said) == RowFault(7, code, column)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"points": "0", "points_expire_at": "2020-01-01"}, {}),
        ({"tier": "old"}, {"tier": None}),
        ({"store_credit": "x"}, {"credit_minor": 0}),
        ({"language": "12"}, {"language": None}),
        ({"external_id": "gid://shopify/Customer/"}, {"external_id": None}),
        ({"name": "Ada", "first_name": "Bo"}, {"first_name": "Bo"}),
        ({"first_name": "'=Ada"}, {"first_name": "=Ada"}),
        ({"birthday": "0000-00-00"}, {"birthday": None}),
        ({"birthday": "'--04-17"}, {"birthday": date(1904, 4, 17)}),
        ({"joined_at": "1004-01-01"}, {"joined_on": None}),
        ({"joined_at": "2020-01-31"}, {"joined_on": date(2020, 1, 31)}),
        ({"referred_by": "Eva"}, {"referred_by": None, "past": False}),
        ({"reward_name": "Off", "tags": "a"}, {"reward_name": "Off", "tags": ("a",)}),
        ({"reward_code": "A"}, {"reward_code": "A", "reward_ends_on": None}),
    ],
)
def test_small_things_do_not_leave_a_row_out(
    said: dict[str, str], expected: dict[str, object]
) -> None:
    found = read({"email": "a@x.test", **said})

    assert isinstance(found, Entry)
    assert {name: getattr(found, name) for name in expected} == expected


ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["-", "0", "1e9", "NaN", "0000-00-00", "9999-12-31", "http://[", "Rp", "٣"]
    ),
    st.from_regex(r"[-0-9./ :]{1,12}", fullmatch=True),
)


@given(st.dictionaries(st.sampled_from(list(Column)), ODD, min_size=1))
def test_whatever_stands_in_a_row_it_is_an_entry_or_a_fault(
    said: dict[Column, str],
) -> None:
    row = {"email": "a@x.test", **{str(name): text for name, text in said.items()}}

    found = read(row, credit_asset="credit", rate="1/3")

    assert isinstance(found, Entry | RowFault)
    if isinstance(found, RowFault):
        assert found.code in FAULTS


def test_a_row_may_be_shorter_but_not_longer() -> None:
    reader = Reader(
        options=ImportOptions(),
        columns={Column.EMAIL: 0, Column.POINTS: 1},
        width=2,
        order="day_first",
        today=TODAY,
        scale=0,
        credit_digits=0,
        tiers={},
        phone=lambda _text: None,
        source=SOURCES["generic"],
        rate=Fraction(1),
    )

    assert reader.read(Row(2, ("a@x.test",))) == Entry(2, email="a@x.test")
    assert reader.read(Row(3, ("a@x.test", "1", ""))) == Entry(
        3, email="a@x.test", points=1
    )
    assert reader.read(Row(4, ("a@x.test", "1", "x"))) == RowFault(4, "too_many_cells")


def test_a_column_must_say_who_it_is_about() -> None:
    options = ImportOptions(columns={Column.POINTS: 0, Column.EMAIL: 9})

    with pytest.raises(ColumnsMissing):
        choose_columns(options, 2)
    assert choose_columns(options, 10) == options.columns


@pytest.mark.parametrize(
    ("source", "said", "order"),
    [
        ("generic", "day_first", "day_first"),
        ("yotpo", "ask", "month_first"),
        ("smile", "ask", "day_first"),
    ],
)
def test_an_answer_or_the_source_tells_the_order_of_days(
    source: str, said: Literal["ask", "day_first"], order: str
) -> None:
    options = ImportOptions(source=source, date_order=said)
    rows = [Row(2, ("01/02/2020",)), Row(3, ())]

    assert choose_order(options, {Column.BIRTHDAY: 0}, rows) == order


def test_days_that_could_be_of_two_months_are_asked_about() -> None:
    rows = [Row(2, ("01/02/2020",))]

    with pytest.raises(AnswerNeeded) as asked:
        choose_order(ImportOptions(), {Column.BIRTHDAY: 0}, rows)
    assert asked.value.question == "date_order"
    assert choose_order(
        ImportOptions(), {Column.BIRTHDAY: 0}, [Row(2, ("17/02",))]
    ) == ("day_first")


@pytest.mark.parametrize("wrong", [{"source": "x"}, {"rate": "0"}, {"rate": "x"}])
def test_options_that_make_no_sense_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        ImportOptions.model_validate(wrong)


@pytest.mark.parametrize(
    ("largest", "total", "asked"),
    [(1_000_000, 20_000_000, False), (1_000_001, 1, True), (1, 20_000_001, True)],
)
def test_very_many_points_need_a_second_person(
    largest: int, total: int, *, asked: bool
) -> None:
    assert needs_second_person(largest=largest, total=total) is asked


@pytest.mark.parametrize("key", ["email", "external_id"])
def test_a_phone_number_that_is_none_is_left_out_of_a_row_with_another_key(
    key: str,
) -> None:
    found = read({key: "a@x.test", "phone": "08", "points": "5"})

    assert isinstance(found, Entry)
    assert (found.phone, found.no_phone, found.points) == (None, True, 5)


def test_a_phone_number_that_is_one_is_kept() -> None:
    found = read({"email": "a@x.test", "phone": "+62812"})

    assert isinstance(found, Entry)
    assert (found.phone, found.no_phone) == ("+62812", False)
