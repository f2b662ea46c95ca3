"""What was done by hand says why, in which words, and by whom."""

from uuid import uuid4

from app.domain.staff import Role
from app.domain.words import Language
from tests.web.admin.conftest import Office


def test_the_history_names_reason_notes_and_author(office: Office) -> None:
    office.desk.member()
    member_id = office.desk.world.member()
    at = f"/members/{member_id}"
    office.post(
        f"{at}/adjust",
        {
            "way": "add",
            "points": "50",
            "reason": "late_delivery",
            "public_note": "Maaf, kiriman terlambat",
            "internal_note": "third time",
            "once": str(uuid4()),
        },
    )

    mine = office.get(at).text
    theirs = office.as_role(Role.ANALYST, Language.ID).get(at).text

    assert "Late delivery · to the member: Maaf, kiriman terlambat" in mine
    assert "note: third time · You" in mine
    assert "terlambat · kepada member: Maaf, kiriman terlambat" in theirs
    assert "catatan: third time · " in theirs
