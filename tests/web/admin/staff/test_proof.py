"""Being asked who one is: what the page says is true of the person who reads it."""

import re

import pytest

from app.domain.staff import Role
from app.domain.words import Language
from app.services.staff import first_run, staffing
from tests.web.admin.staff.conftest import Door

WORDLESS = "new@toko.test"


def came_by_link(door: Door, *, language: Language = Language.EN) -> None:
    """Let somebody in who never had a password, and let ten minutes pass."""
    staffing.add(
        door.env,
        door.merchant_id,
        name="Ani",
        role=Role.OWNER,
        email=WORDLESS,
        language=language,
    )
    token = first_run.sign_in_link(door.env, WORDLESS)
    door.get(f"/enter/{token}")
    door.post(f"/enter/{token}")
    door.desk.world.clock.advance(minutes=11)
    door.get("/settings/team")


def test_who_must_prove_it_is_not_told_to_be_signed_out(door: Door) -> None:
    door.enter()
    door.desk.world.clock.advance(minutes=11)
    door.get("/settings/team")

    door.post("/settings/team/invite", {"role": "support"})

    assert "signed out" not in door.text
    assert "What you typed is kept: prove who you are" in door.text


@pytest.mark.parametrize(
    ("language", "reason", "still_in"),
    [
        (Language.EN, "have no password here", "You are still signed in."),
        (Language.ID, "belum punya kata sandi di sini", "Kamu masih masuk."),
        (Language.MS, "belum mempunyai kata laluan di sini", "Anda masih log masuk."),
    ],
)
def test_who_never_had_a_password_is_told_how_to_come_by_a_proof(
    door: Door, language: Language, reason: str, still_in: str
) -> None:
    came_by_link(door, language=language)

    answer = door.post("/settings/team/invite", {"role": "support"})

    assert answer.status == 403
    assert reason in door.text
    assert still_in in door.text
    assert "signed out" not in door.text
    assert not re.search(r'name="password"', door.text)
    assert door.get("/help").status == 200


def test_who_opens_the_page_without_a_password_reads_the_same(door: Door) -> None:
    came_by_link(door)

    answer = door.get("/prove")

    assert answer.status == 200
    assert "new sign-in link" in door.text
    assert "once more" not in door.text
