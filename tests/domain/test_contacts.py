"""What is a change of contact data, and what is not."""

import pytest

from app.domain.contacts import Kind, replaced

BUDI = "budi@mail.test"
PHONE = "+628123456789"


@pytest.mark.parametrize(
    ("email", "phone", "after", "expected"),
    [
        (BUDI, PHONE, {"email": "x@mail.test"}, {"email": BUDI}),
        (BUDI, PHONE, {"phone": "+60123456789"}, {"phone": PHONE}),
        (BUDI, None, {"email": None}, {"email": BUDI}),
        (BUDI, PHONE, {"email": None, "phone": None}, {"email": BUDI, "phone": PHONE}),
        (BUDI, PHONE, {"first_name": "Budi"}, {}),
        (BUDI, PHONE, {"email": " Budi@Mail.test"}, {}),
        (BUDI, PHONE, {"phone": "+62 812-3456-789"}, {}),
        (None, None, {"email": BUDI, "phone": PHONE}, {}),
        (BUDI, None, {"phone": PHONE}, {}),
    ],
)
def test_only_what_replaces_another_contact_is_a_change(
    email: str | None,
    phone: str | None,
    after: dict[str, object],
    expected: dict[Kind, str],
) -> None:
    assert replaced({"email": email, "phone": phone}, after) == expected
