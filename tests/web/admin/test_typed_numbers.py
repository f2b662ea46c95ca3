"""A thousand is a thousand in every form of the back office, however it is typed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from app.domain.words import Language
from app.recipes import recipe
from app.services import members
from app.services.members import Profile
from app.web.admin.campaigns.making import numbers_of
from app.web.admin.forms import read_form
from app.web.admin.members.adjusting import AdjustForm
from app.web.admin.members.bulk import HowMany
from app.web.admin.programme.binding import around
from app.web.admin.programme.fields.base import Around, Form
from app.web.admin.programme.fields.plain import Number, Percent, Points, Whole
from app.web.admin.programme.fields.tables import Amounts, Rates
from app.web.admin.settings.general import LimitForm
from app.web.admin.support.deeds import GiveForm
from tests.web.admin.conftest import Office
from tests.web.admin.members.test_pages import adjust, shown

PAGES = Path(__file__).parents[3] / "templates" / "admin"
THOUSANDS = ["1000", "1.000", "1,000", "1 000", "1\u00a0000"]
WHOLE_FIELDS: list[tuple[type[BaseModel], str]] = [
    (AdjustForm, "points"),
    (HowMany, "points"),
    (GiveForm, "points"),
    (LimitForm, "per_deed"),
    (LimitForm, "per_day"),
    (LimitForm, "per_member"),
]
FOUND = re.compile(r"""(type|kind)=["']number["']""")


def near(language: Language) -> Around:
    return around(recipe("points-idr"), language)


def taken(field: Any, language: Language, **said: str) -> tuple[Any, dict[str, str]]:  # noqa: ANN401 - JSON values
    form, item = Form(near(language), said), dict[str, Any]()
    field.take(item, form, "")
    return item.get(field.at), form.errors


def numeric_inputs() -> Iterator[str]:
    for page in PAGES.rglob("*.html"):
        if FOUND.search(page.read_text(encoding="utf-8")):
            yield page.name


def test_no_page_leaves_numbers_to_the_browser() -> None:
    assert list(numeric_inputs()) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", THOUSANDS)
@pytest.mark.parametrize(("model", "name"), WHOLE_FIELDS)
def test_a_thousand_is_read_in_every_form(
    model: type[BaseModel], name: str, text: str, language: Language
) -> None:
    sent = {"reason": "goodwill", "role": "support"}
    sent |= dict.fromkeys(("per_deed", "per_day", "per_member"), "5")
    sent |= {"once": "00000000-0000-4000-8000-000000000001", name: text}

    typed = read_form(model, MultiDict(sent), language)

    assert typed.errors == {}
    assert getattr(typed.value, name) == 1000


@pytest.mark.parametrize(
    "text", ["1.5", "1.00", "12,5", "seribu", "1e3", "0x10", "1.0"]
)
@pytest.mark.parametrize(("model", "name"), WHOLE_FIELDS)
def test_what_is_no_whole_number_is_refused_at_its_field(
    model: type[BaseModel], name: str, text: str
) -> None:
    typed = read_form(model, MultiDict({name: text}), Language.ID)

    assert typed.value is None
    assert typed.errors[name] == "Masukkan bilangan bulat, misalnya 100."


def test_less_than_the_least_is_told_with_the_least() -> None:
    typed = read_form(HowMany, MultiDict({"points": "-1.000"}), Language.ID)

    assert typed.errors == {"points": "Minimal 1."}


def test_more_than_the_most_is_told_as_people_read_it() -> None:
    typed = read_form(HowMany, MultiDict({"points": "9" * 14}), Language.ID)

    assert typed.errors == {"points": "Maksimal 1.000.000.000.000."}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", THOUSANDS)
def test_the_editors_read_a_thousand(text: str, language: Language) -> None:
    whole = taken(Whole(at="n", label="points"), language, n=text)
    points = taken(Points(at="n", label="points"), language, n=text)
    amount = taken(Amounts(at="n", label="amount"), language, **{"n.IDR": text})

    assert whole == (1000, {})
    assert points == ("1000", {})
    assert amount == ({"IDR": "1000"}, {})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", THOUSANDS)
def test_a_campaign_reads_a_thousand(text: str, language: Language) -> None:
    said = {"kind": "bonus", "number": text, "budget": text, "cap": text}

    plain, wrong = numbers_of(said, language)

    assert wrong == {}
    assert {plain[name] for name in ("number", "budget", "cap")} == {"1000"}


@pytest.mark.parametrize("text", ["Rp 1.000", "Rp1.000", "IDR 1,000", "rp 1.000,-"])
def test_an_amount_may_carry_its_sign(text: str) -> None:
    said = {"rates.IDR_points": "1", "rates.IDR_per": text}

    found, errors = taken(Rates(at="rates", label="rate"), Language.ID, **said)

    assert (found, errors) == ({"IDR": "1 per 1000"}, {})


def test_what_is_no_amount_is_refused_without_a_guess() -> None:
    said = {"rates.IDR_points": "1", "rates.IDR_per": "10 rb"}

    found, errors = taken(Rates(at="rates", label="rate"), Language.ID, **said)

    assert found is None
    assert errors == {
        "rates.IDR_per": "Masukkan jumlah dalam IDR, misalnya 10.000.",
    }


def test_a_factor_that_could_be_a_thousand_is_refused_with_both_ways() -> None:
    _, errors = taken(Number(at="by", label="multiplier"), Language.ID, by="1.250")

    assert errors == {"by": "Ini bisa dibaca dua cara. Tulis 1250 atau 1,25."}


def test_decimals_stand_as_the_reader_writes_them() -> None:
    by = Number(at="by", label="multiplier").show("1.25", near(Language.ID))
    share = Percent(at="off", label="percent_off").show("12.5%", near(Language.ID))

    assert (by[""], share[""]) == ("1,25", "12,5")


def test_points_given_by_hand_are_as_many_as_were_typed(office: Office) -> None:
    row, _ = office.env.database.run(
        office.programme_id,
        lambda uow: members.enrol(office.env, uow, Profile(email="ani@mail.test")),
    )
    before = shown(office, row.member_id)

    adjust(office, row.member_id, points="1.000")

    assert shown(office, row.member_id) == before + 1000
