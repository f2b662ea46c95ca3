"""A request for data waits for somebody who may take data out."""

from uuid import UUID

from app.domain.events import DataRequested
from app.domain.ids import read_id
from app.domain.staff import Role
from app.services import data_requests, privacy
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.web.admin.conftest import Office

AT = "/settings/data/requests"


def asked(office: Office, customer_ref: str) -> UUID:
    world = office.desk.world

    def write(uow: UnitOfWork) -> UUID:
        event = DataRequested(customer_ref, "a@b.test", "77")
        request_id = privacy.record(world.env, uow, world.store_id, event)
        data_requests.find(world.env, uow, request_id)
        return request_id

    found: UUID = world.run(write)
    return found


def test_a_page_without_requests_says_so(office: Office) -> None:
    page = office.get(AT)

    assert page.status == 200
    assert "No requests" in page.text


def test_a_request_is_listed_fetched_and_noted(office: Office) -> None:
    profile = customer()
    office.desk.member(profile)
    request_id = asked(office, profile.customer_ref or "")
    assert "Fetch the file" in office.get(AT).text

    file = office.post(f"{AT}/{request_id}/file")

    assert file.status == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.json["format"] == "setia.member/1"
    assert read_id("mem", file.json["member"]) == office.desk.world.member(
        profile.customer_ref or ""
    )
    assert "Fetched" in office.get(AT).text


def test_nobody_of_ours_is_no_request(office: Office) -> None:
    asked(office, "9999999")

    assert "No requests" in office.get(AT).text


def test_a_request_of_nothing_is_missing(office: Office) -> None:
    other = office.env.ids.new()

    assert office.post(f"{AT}/{other}/file").status == 404


def test_support_takes_no_data_out(office: Office) -> None:
    profile = customer()
    office.desk.member(profile)
    request_id = asked(office, profile.customer_ref or "")

    office.as_role(Role.SUPPORT)

    assert office.get(AT).status == 403
    assert office.post(f"{AT}/{request_id}/file").status == 403
