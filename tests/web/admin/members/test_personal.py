"""A person's data are handed over to whoever asks the merchant, not only by a store."""

import io
import json
from uuid import UUID
from zipfile import ZipFile

import pytest

from app.domain.ids import public_id
from app.domain.staff import Role
from app.services import members
from app.services.members import Profile
from app.storage.legal import LegalRepository, Notice
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import CSRF, PREFIX, Office

FORMULA = "=1+1"


@pytest.fixture
def budi(office: Office) -> UUID:
    """A member whose name begins like a formula."""
    profile = Profile(email="budi@mail.test", first_name=FORMULA, last_name="Santoso")
    row, _ = office.env.database.run(
        office.programme_id, lambda uow: members.enrol(office.env, uow, profile)
    )
    return row.member_id


def state(office: Office, company: str) -> None:
    def write(uow: UnitOfWork) -> None:
        notice = Notice(company=company, contact="privacy@kopi.test")
        LegalRepository(uow).keep(notice, at=office.env.clock.now(), by="test")

    office.env.database.run(office.programme_id, write)


def fetched(office: Office, member_id: UUID, form: str) -> tuple[bytes, str]:
    client = office.desk.pages.test_client()
    answer = client.post(
        f"{PREFIX}/members/{member_id}/data/file", data={"csrf": CSRF, "form": form}
    )
    assert answer.status_code == 200
    return answer.get_data(), answer.headers["Content-Disposition"]


def test_the_file_says_who_keeps_the_data_and_whose_they_are(
    office: Office, budi: UUID
) -> None:
    state(office, "PT Kopi Kita")

    content, named = fetched(office, budi, "json")

    told = json.loads(content)
    assert told["merchant"] == "PT Kopi Kita"
    assert told["contact"] == "privacy@kopi.test"
    assert told["programme"]
    assert told["member"] == public_id("mem", budi)
    assert told["kept"]["member"][0]["email"] == "budi@mail.test"
    assert f"{told['member']}.json" in named


def test_sheets_hold_the_same_and_no_formula(office: Office, budi: UUID) -> None:
    content, named = fetched(office, budi, "csv")

    with ZipFile(io.BytesIO(content)) as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"about.csv", "member.csv"} <= set(sheets)
    assert public_id("mem", budi) in sheets["about.csv"]
    assert f"'{FORMULA}" in sheets["member.csv"]
    assert f",{FORMULA}" not in sheets["member.csv"]
    assert ".zip" in named


def test_where_no_company_is_stated_the_merchant_is_named(
    office: Office, budi: UUID
) -> None:
    content, _ = fetched(office, budi, "json")

    name = json.loads(content)["merchant"]

    assert name
    page = office.get(f"/members/{budi}/data").text
    assert name in page
    assert "/settings/legal" in page


def test_the_page_of_a_member_leads_to_the_file_and_the_trail_tells_of_it(
    office: Office, budi: UUID
) -> None:
    fetched(office, budi, "csv")

    assert f"/admin/members/{budi}/data" in office.get(f"/members/{budi}").text
    trail = office.get("/settings/audit").text
    assert "Handed over a member" in trail


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ANALYST])
def test_who_may_not_take_data_out_is_offered_no_file(
    office: Office, budi: UUID, role: Role
) -> None:
    office.as_role(role)

    assert f"/members/{budi}/data" not in office.get(f"/members/{budi}").text
    assert office.get(f"/members/{budi}/data").status == 403
    assert office.post(f"/members/{budi}/data/file").status == 403


def test_nobody_has_no_file(office: Office) -> None:
    other = office.env.ids.new()

    assert office.get(f"/members/{other}/data").status == 404
    assert office.post(f"/members/{other}/data/file").status == 404
