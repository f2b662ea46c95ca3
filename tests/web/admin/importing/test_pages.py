"""The seven steps of an import, the report, the way back; everything as files."""

import io
import re
from uuid import UUID
from zipfile import ZipFile

import pytest

from app.domain.importing.reading import MOST_BYTES
from app.domain.staff import Role
from app.domain.words import Language
from app.services import outbox
from app.services.debts import HANDLERS
from app.services.importing import desk
from app.storage.importing import ImportRepository, ImportRow
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.services.importing.conftest import SAMPLES
from tests.web.admin.conftest import Office
from tests.web.desk import DOCUMENT, Answer

AT = "/members/import"
CSV = "email,points,tier\nada@x.test,10,Old\nno address,5,\nada@x.test,4,\n"


def send(office: Office, text: bytes | str = CSV, source: str = "generic") -> Answer:
    data = text.encode() if isinstance(text, str) else text
    return office.post(
        f"{AT}/new",
        {"source": source, "file": (io.BytesIO(data), "people.csv")},
        content_type="multipart/form-data",
    )


def uploaded(office: Office, text: bytes | str = CSV, source: str = "generic") -> UUID:
    answer = send(office, text, source)
    assert answer.status == 303, answer.text
    return UUID(answer.headers["Location"].split("/")[-2])


def look(office: Office, import_id: UUID) -> ImportRow:
    def read(uow: UnitOfWork) -> ImportRow:
        return ImportRepository(uow).get(import_id)

    return office.env.database.run(office.programme_id, read)


def work(office: Office) -> None:
    outbox.drain(office.env, HANDLERS, most=20)


def tried(office: Office, text: bytes | str = CSV, **options: str) -> UUID:
    import_id = uploaded(office, text)
    answer = office.post(f"{AT}/{import_id}/options", {"mode": "add", **options})
    assert answer.status == 303, answer.text
    work(office)
    return import_id


def done(office: Office, text: bytes | str = CSV) -> UUID:
    import_id = tried(office, text)
    office.post(f"{AT}/{import_id}/run")
    work(office)
    return import_id


def test_the_first_two_steps_ask_for_source_and_file(office: Office) -> None:
    empty = office.get(AT).text
    first = office.get(f"{AT}/new").text
    second = office.get(f"{AT}/new?source=smile").text

    assert "No file was imported yet" in empty
    assert "Smile.io" in first
    assert "LoyaltyLion" in first
    assert 'type="file"' in second
    assert 'enctype="multipart/form-data"' in second


def test_the_columns_are_suggested_with_examples(office: Office) -> None:
    import_id = uploaded(office)

    page = office.get(f"{AT}/{import_id}/columns").text

    assert re.search(r'<option value="email" selected', page)
    assert re.search(r'<option value="points" selected', page)
    assert "ada@x.test" in page


def test_columns_that_make_no_sense_are_told_at_their_fields(office: Office) -> None:
    import_id = uploaded(office)

    twice = office.post(
        f"{AT}/{import_id}/columns", {"col-0": "email", "col-1": "email"}
    )
    nobody = office.post(f"{AT}/{import_id}/columns", {"col-0": "", "col-1": "points"})

    assert twice.status == nobody.status == 400
    assert "Two columns are called E-mail" in twice.text
    assert "Choose the column with e-mail" in nobody.text


def test_chosen_columns_lead_to_the_options(office: Office) -> None:
    import_id = uploaded(office)

    answer = office.post(
        f"{AT}/{import_id}/columns", {"col-0": "email", "col-1": "points", "col-2": ""}
    )
    page = office.get(f"{AT}/{import_id}/options").text

    assert answer.headers["Location"].endswith(f"{import_id}/options")
    assert look(office, import_id).options["columns"] == {"email": 0, "points": 1}
    assert "are added to what a member has" in page


def test_a_tier_that_is_not_ours_is_asked_about(office: Office) -> None:
    import_id = uploaded(office)

    assert ">Old</label>" in office.get(f"{AT}/{import_id}/options").text


def test_store_credit_has_an_asset_to_go_to(office: Office) -> None:
    document = {
        **DOCUMENT,
        "assets": [
            {"kind": "points", "id": "stars"},
            {"kind": "credit", "id": "purse", "currency": "IDR"},
        ],
        "earning": [],
        "rewards": [],
    }
    office.desk.world.publish(document)
    import_id = uploaded(office, "email,points,store_credit\nada@x.test,5,2500\n")

    page = office.get(f"{AT}/{import_id}/options").text
    office.post(f"{AT}/{import_id}/options", {"credit_asset": "purse"})
    work(office)

    found = look(office, import_id)
    assert '<option value="purse"' in page
    assert found.options["asset"] == "stars"
    assert found.checked is not None
    assert (found.checked["given"], found.checked["credit"]) == (5, 2500)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rate": "much"}, "Write a number such as"),
        ({"expiry": "date", "expiry_date": "2020-01-01"}, "still to come"),
        ({"expiry_days": "0"}, ""),
    ],
)
def test_options_that_make_no_sense_are_told(
    office: Office, typed: dict[str, str], said: str
) -> None:
    import_id = uploaded(office)

    answer = office.post(f"{AT}/{import_id}/options", typed)

    assert answer.status == 400
    assert said in answer.text


def test_the_country_of_phone_numbers_is_picked_and_the_own_one_is_first_chosen(
    office: Office,
) -> None:
    import_id = uploaded(office)
    office.as_role(Role.OWNER, Language.ID)

    page = office.get(f"{AT}/{import_id}/options").text

    assert '<option value="ID" selected>Indonesia</option>' in page
    assert '<option value="IN">India</option>' in page


@pytest.mark.parametrize("said", ["Indonesia", "In", "XX"])
def test_a_country_that_is_none_of_the_list_is_refused(
    office: Office, said: str
) -> None:
    import_id = uploaded(office)

    answer = office.post(f"{AT}/{import_id}/options", {"country": said})

    assert answer.status == 400
    assert 'id="country-error"' in answer.text


def test_the_dry_run_is_shown_before_anything_happens(office: Office) -> None:
    import_id = tried(office, tier_name="Old", tier_here="")

    page = office.get(f"{AT}/{import_id}").text

    assert "This is what would happen" in page
    assert "+10" in page
    assert "Import now" in page
    assert "no e-mail address" in page


def test_the_rows_that_were_left_out_come_as_a_file(office: Office) -> None:
    import_id = tried(office, tier_name="Old", tier_here="")

    answer = office.get(f"{AT}/{import_id}/errors")

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = answer.text.splitlines()
    assert lines[0].endswith("error_code,error,column")
    assert lines[1].startswith("no address,5,,email_unreadable,no e-mail address,email")


def member(office: Office, email: str) -> MemberRow | None:
    def read(uow: UnitOfWork) -> MemberRow | None:
        return MemberRepository(uow).by_email(email)

    return office.env.database.run(office.programme_id, read)


def test_a_run_is_reported_and_taken_back_when_the_number_was_typed(
    office: Office,
) -> None:
    import_id = done(office, "email,points\nada@x.test,10\nb@x.test,4\n")
    report = office.get(f"{AT}/{import_id}").text
    wrong = office.post(f"{AT}/{import_id}/undo", {"number": "3"})

    right = office.post(f"{AT}/{import_id}/undo", {"number": "2"})
    work(office)

    assert "This is what happened" in report
    assert (wrong.status, right.status) == (400, 303)
    assert "Type 2 to confirm" in wrong.text
    assert look(office, import_id).state == "undone"
    assert "Everything was taken back" in office.get(f"{AT}/{import_id}").text


def test_progress_is_polled_until_it_is_through(office: Office) -> None:
    import_id = uploaded(office, "email,points\nada@x.test,10\n")
    office.post(f"{AT}/{import_id}/options", {})
    hx = {"HX-Request": "true"}

    before = office.get(f"{AT}/{import_id}/progress", headers=hx)
    page = office.get(f"{AT}/{import_id}")
    work(office)
    after = office.get(f"{AT}/{import_id}/progress", headers=hx)

    assert 'hx-trigger="every 2s"' in before.text
    assert "Look again" in page.text
    assert after.headers["HX-Redirect"].endswith(str(import_id))


def test_days_that_could_be_two_are_asked_about(office: Office) -> None:
    import_id = tried(office, "email,birthday\nada@x.test,01/02/1990\n")

    page = office.get(f"{AT}/{import_id}").text

    assert "could be read in two ways" in page
    assert f"{AT}/{import_id}/options" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "There is nothing in the file"),
        (b"PK\x03\x04", "This is a workbook"),
        (b"\x1f\x8b", "This is a compressed file"),
        (b"\xff\xfea\x00\x00\xd8,", "This is no text"),
        (
            "Zoë\n".encode() + "Müller\n".encode("cp1252"),
            "Line 2 has letters that are not UTF-8",
        ),
        (b'email\n"a@x.test\n', "Line 2: a quotation mark is not closed"),
        (b"a," * 101 + b"\n", "Line 1 has more than 100 columns"),
        (b"a" * 200_000, "Line 1 has a cell of more than 131,072 letters"),
        (b"email\n" + b"a" * 200_000, "Line 2 has a cell of more than 131,072"),
        (b"email\n" + b"a@x.test\n" * 200_001, "200,000"),
    ],
)
def test_a_file_that_can_not_come_in_says_why(
    office: Office, data: bytes, said: str
) -> None:
    answer = send(office, data)

    assert answer.status == 400
    assert said in answer.text


def test_no_file_is_told_at_the_field(office: Office) -> None:
    assert "Choose a file" in office.post(f"{AT}/new", {"source": "smile"}).text


def test_a_file_that_is_too_large_is_refused(office: Office) -> None:
    assert send(office, b"x" * (MOST_BYTES + 1)).status == 400
    assert send(office, b"x" * (MOST_BYTES + 100_000)).status == 413


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["smile-customers.csv", "growave-export.csv"])
def test_every_page_speaks_three_languages(
    office: Office, language: Language, name: str
) -> None:
    office.as_role(Role.OWNER, language)
    import_id = tried(office, (SAMPLES / name).read_bytes())

    pages = ["", "/columns", "/options", "/why"]
    shown = [office.get(f"{AT}/{import_id}{page}").status for page in pages]

    assert shown == [200] * 4
    assert office.get("/settings/data").status == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OWNER, 200), (Role.MANAGER, 200), (Role.SUPPORT, 403), (Role.ANALYST, 403)],
)
def test_who_may_not_import_sees_who_may(
    office: Office, role: Role, status: int
) -> None:
    office.as_role(role)

    assert office.get(AT).status == status
    assert office.get("/settings/data").status == status
    assert send(office).status == (303 if status == 200 else 403)


def test_everything_goes_out_by_a_link_that_works_once(office: Office) -> None:
    done(office, "email,points\nada@x.test,10\n")
    office.post("/settings/data", {"format": "csv", "topics": ["members", "ledger"]})
    work(office)
    page = office.get("/settings/data").text
    export = re.search(r"/admin(/settings/data/[0-9a-f-]{36}/link)", page)
    assert export is not None

    path = office.post(export[1]).headers["Location"]
    client = office.desk.pages.test_client()
    first, again = client.get(path), client.get(path)

    zipped = ZipFile(io.BytesIO(first.get_data()))
    assert zipped.namelist() == ["members.csv", "ledger.csv"]
    assert first.headers["Content-Disposition"].startswith(
        "attachment; filename=setia-"
    )
    assert first.headers["Cache-Control"] == "no-store"
    assert again.status_code == 404


def test_an_export_of_nothing_is_told(office: Office) -> None:
    answer = office.post("/settings/data", {"format": "csv"})

    assert answer.status == 400
    assert "Choose at least one file" in answer.text


def test_deeds_stand_in_the_audit_trail(office: Office) -> None:
    import_id = done(office, "email,points\nada@x.test,10\n")

    row = look(office, import_id)

    assert row.asked_by == office.staff.actor
    assert desk.undo_until(row) is not None
    assert member(office, "ada@x.test") is not None


CARRIED = (
    "external_id,email,points,reward_code,reward_name,points_lifetime,points_spent,"
    "note,tags,birthday,reward_expires_at\n"
    "9001,ada@x.test,10,OLD-77,Ten off,1200,800,<b>called</b>,vip,1004-04-17,\n"
    "9001,ada@x.test,10,OLD-76,Ten off,,,,,,2020-01-31\n"
)


def test_what_came_along_is_on_the_members_page(office: Office) -> None:
    import_id = done(office, CARRIED)
    report = office.get(f"{AT}/{import_id}").text
    ada = office.env.database.run(
        office.programme_id, lambda uow: MemberRepository(uow).by_email("ada@x.test")
    )
    assert ada is not None

    page = office.get(f"/members/{ada.member_id}").text

    assert "Discount codes" in report
    assert "1 had lapsed and are left out" in report
    assert "Members with a history" in report
    for text in ("OLD-77", "Ten off", "brought along", "1,200", "17 Apr", "vip"):
        assert text in page
    assert "&lt;b&gt;called" in page
    assert "1904" not in page
    assert f"/members/{ada.member_id}/vouchers/" not in page
    assert "Brought along" in office.get("/members/redemptions").text
