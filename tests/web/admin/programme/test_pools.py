"""Codes that a merchant brings: pasted or sent, counted, and told line by line."""

from html import unescape
from io import BytesIO

import pytest

from app.domain.staff import Role
from app.services import code_pools
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.unit_of_work import UnitOfWork
from tests.web.admin.conftest import Office
from tests.web.desk import DOCUMENT, Answer

POOL = {"id": "flights", "kind": "code_pool", "price": 300, "title": "A flight"}
AT = "/programme/rewards/flights/codes"
SPENT = "FLY-0"


@pytest.fixture(autouse=True)
def pool(office: Office) -> None:
    """A reward with a pool, in force, and one code in it."""
    office.desk.world.publish(
        {**DOCUMENT, "rewards": [*DOCUMENT["rewards"], POOL]},
    )
    added = office.post(AT, {"text": SPENT})
    assert added.status == 303


def left(office: Office) -> int:
    def read(uow: UnitOfWork) -> int:
        reward = code_pools.pool_of(uow, "flights")
        return code_pools.figures(uow, [reward])[0].left

    found: int = office.desk.world.run(read)
    return found


def told(office: Office, answer: Answer) -> str:
    """Return the page that follows a deed."""
    return office.get(answer.headers["Location"].removeprefix("/admin")).text


def test_pasted_codes_are_added_and_counted(office: Office) -> None:
    answer = office.post(AT, {"text": "code\r\nFLY-1\r\nFLY-2\r\n\r\n"})

    assert answer.status == 303
    assert "2 codes added." in told(office, answer)
    assert left(office) == 3
    assert "Codes: 3" in office.get("/programme/rewards/flights").text


def test_a_file_is_taken_as_well(office: Office) -> None:
    table = b"\xef\xbb\xbfkode,owner\nFLY-1,a\nFLY-2,b\nFLY-3,c\n"

    assert office.post(AT, {"file": (BytesIO(table), "codes.csv")}).status == 303
    assert left(office) == 4


def test_what_can_not_be_taken_is_told_and_nothing_is_added(office: Office) -> None:
    text = f"FLY-1\nFLY-1\n{SPENT}\n{'x' * 201}\nFLY-2"

    answer = office.post(AT, {"text": text})
    page = unescape(answer.text)

    assert answer.status == 400
    assert left(office) == 1
    assert "2 new codes" in page
    assert "2 duplicates" in page
    assert "one faulty line" in page
    assert "Line 2: the same as line 1" in page
    assert "Line 3: is in the pool already" in page
    assert "Line 4: is longer than 200" in page
    assert f"FLY-1\nFLY-1\n{SPENT}" in page


def test_the_rest_is_added_where_such_lines_are_left_out(office: Office) -> None:
    answer = office.post(AT, {"text": f"FLY-1\nFLY-1\n{SPENT}\nFLY-2", "skip": "yes"})

    assert answer.status == 303
    assert "2 codes added. 2 lines were left out." in told(office, answer)
    assert left(office) == 3


def test_an_upload_of_nothing_new_says_so(office: Office) -> None:
    for data in ({"text": SPENT, "skip": "yes"}, {"text": " \n"}, {}):
        assert office.post(AT, data).status == 400

    assert left(office) == 1


def test_each_upload_is_in_the_trail_without_a_code(office: Office) -> None:
    found = office.desk.world.run(
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=50)
    )

    [line] = [one.entry for one in found if one.entry.action == "reward.codes_added"]
    assert line.after == {"added": 1}
    assert SPENT not in repr(line)


def test_a_reward_of_the_draft_alone_has_no_pool_yet(office: Office) -> None:
    office.post("/programme/rewards/flights/do", {"do": "copy"})
    at = "/programme/rewards/flights-2/codes"

    assert "in the draft only" in office.get(at).text
    assert office.post(at, {"text": "A\nB"}).status == 404
    assert office.get("/programme/rewards/slide/codes").status == 404
    assert office.get("/programme/rewards/none/codes").status == 404


def test_who_may_only_read_sees_what_is_left(office: Office) -> None:
    page = office.as_role(Role.ANALYST).get(AT)

    assert page.status == 200
    assert "Add codes" not in page.text
    assert office.post(AT, {"text": "A"}).status == 403
