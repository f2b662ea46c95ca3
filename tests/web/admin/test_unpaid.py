"""The back office of a shop whose subscription does not run: to look at only."""

from dataclasses import replace

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from tests.web.admin.conftest import Office


def unpaid(office: Office, role: Role, language: Language = Language.EN) -> Office:
    office.as_role(role, language)
    office.staff = replace(office.staff, reading_only=True)
    return office


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OWNER, 200), (Role.ANALYST, 200), (Role.SUPPORT, 403)]
)
def test_the_audit_log_stays_with_those_whose_role_may_read_it(
    office: Office, role: Role, status: int
) -> None:
    assert unpaid(office, role).get("/settings/audit").status == status


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "changes wait until the subscription runs"),
        (Language.ID, "menunggu sampai langganan berjalan"),
        (Language.MS, "menunggu sehingga langganan berjalan"),
    ],
)
def test_a_deed_is_refused_for_the_subscription_and_not_for_the_role(
    office: Office, language: Language, said: str
) -> None:
    answer = unpaid(office, Role.OWNER, language).post("/settings", {"name": "X"})

    assert answer.status == 403
    assert said in answer.text


def test_what_the_role_does_not_hold_is_refused_for_the_role(office: Office) -> None:
    answer = unpaid(office, Role.SUPPORT).post("/settings", {"name": "X"})

    assert answer.status == 403
    assert "You are here as Support" in answer.text


def test_a_page_offers_no_deed_that_would_be_refused(office: Office) -> None:
    paid = office.get("/programme/rewards").text
    seen = unpaid(office, Role.OWNER).get("/programme/rewards").text

    assert "/programme/rewards/new" in paid
    assert "/programme/rewards/new" not in seen
