"""The team's page: inviting, roles, removing; and what a newcomer does."""

import re

from app.domain.staff import Role
from app.services.staff import audit
from app.storage.audit import AuditBook, Sought
from tests.web.admin.staff.conftest import EMAIL, PASSWORD, Door

SUPPORT = "budi@toko.test"
LINK = re.compile(r"/admin(/invitations/[\w-]+)")


def invited(door: Door, role: str = "support", email: str = "") -> str:
    """Return the path of a fresh invitation, below /admin."""
    door.get("/settings/team")
    answer = door.post("/settings/team/invite", {"role": role, "email": email})
    assert answer.status == 200
    found = LINK.search(door.text)
    assert found is not None
    return found[1]


def joining(**said: str) -> dict[str, str]:
    typed = {"name": "Budi", "email": SUPPORT, "password": PASSWORD, "language": "id"}
    return {**typed, "repeated": PASSWORD, **said}


def actions(door: Door) -> list[str]:
    links = door.env.database.run_merchant(
        door.merchant_id, lambda work: AuditBook(work).newest(Sought(), most=50)
    )
    return [link.entry.action for link in reversed(links)]


def test_an_invited_person_joins_once_in_the_role_they_were_invited_for(
    door: Door,
) -> None:
    door.enter()
    path = invited(door)
    guest = door.anew()

    guest.get(path)
    assert "You were invited as: Support" in guest.text
    joined = guest.post(path, joining())

    assert joined.status == 303
    assert guest.get("/help").status == 200
    assert '<html lang="id"' in guest.text
    assert "Layanan pelanggan" in guest.text
    assert door.anew().get(path).status == 404


def test_an_invited_owner_sets_up_a_second_factor_before_anything_else(
    door: Door,
) -> None:
    door.enter()
    path = invited(door, "owner")
    guest = door.anew()

    guest.get(path)
    joined = guest.post(path, joining())

    assert joined.headers["Location"] == "/admin/sign-in/enrol"
    assert guest.get("/help").status == 303


def test_what_is_wrong_with_a_newcomer_s_form_stands_at_its_field(door: Door) -> None:
    door.enter()
    path = invited(door)
    guest = door.anew()
    guest.get(path)

    for said, words in (
        ({"password": "short", "repeated": "short"}, "Take 12 characters or more"),
        ({"password": "password1234", "repeated": "password1234"}, "Others try this"),
        ({"repeated": "another one"}, "The two are not the same"),
        ({"email": "no address"}, "Please enter an e-mail address"),
        ({"email": EMAIL}, "Somebody of this team has that address"),
        ({"name": " "}, "1 to 80 characters"),
    ):
        answer = guest.post(path, joining(**said))
        assert answer.status == 400
        assert words in guest.text
        assert PASSWORD not in guest.text
    assert 'value="Budi"' in guest.post(path, joining(email="x")).text


def test_an_invitation_is_good_for_72_hours(door: Door) -> None:
    door.enter()
    path = invited(door)

    door.desk.world.clock.advance(hours=72)

    assert door.anew().get(path).status == 404


def test_an_invitation_that_was_taken_back_opens_nothing(door: Door) -> None:
    door.enter()
    path = invited(door)
    revoke = re.search(r'action="/admin(/settings/team/invitations/[^"]+)"', door.text)
    assert revoke is not None

    assert door.post(revoke[1]).status == 303

    assert door.anew().get(path).status == 404


def test_the_last_owner_stays(door: Door) -> None:
    door.enter()
    door.get("/settings/team")
    me = re.search(r"/admin(/settings/team/[0-9a-f-]{36})", door.text)
    assert me is not None

    less = door.post(f"{me[1]}/role", {"role": "manager"})
    assert less.status == 400
    assert "This is the last owner" in door.text
    gone = door.post(f"{me[1]}/remove", {"typed_name": "Sari"})
    assert gone.status == 400

    assert door.get("/settings/team").status == 200


def test_a_removal_wants_the_name_typed_and_signs_the_person_out(door: Door) -> None:
    staff_id = door.hire(SUPPORT, Role.SUPPORT)
    other = door.anew()
    other.enter(SUPPORT)
    assert other.get("/help").status == 200
    door.enter()
    door.get(f"/settings/team/{staff_id}")

    careless = door.post(f"/settings/team/{staff_id}/remove", {"typed_name": "yes"})
    assert careless.status == 400
    done = door.post(f"/settings/team/{staff_id}/remove", {"typed_name": "Sari"})

    assert done.status == 303
    assert other.get("/help").status == 303
    assert "staff.removed" in actions(door)


def test_a_change_of_role_signs_the_person_out(door: Door) -> None:
    staff_id = door.hire(SUPPORT, Role.SUPPORT)
    other = door.anew()
    other.enter(SUPPORT)
    door.enter()
    door.get(f"/settings/team/{staff_id}")

    door.post(f"/settings/team/{staff_id}/role", {"role": "analyst"})

    assert other.get("/help").status == 303
    other.enter(SUPPORT)
    assert other.get("/help").status == 200
    assert "Analyst" in other.text


def test_deeds_on_the_team_want_a_proof_of_the_last_ten_minutes(door: Door) -> None:
    door.enter()
    door.desk.world.clock.advance(minutes=11)
    door.get("/settings/team")

    asked = door.post("/settings/team/invite", {"role": "support"})
    assert asked.status == 403
    assert "Is it you?" in door.text
    kept = re.search(r'name="kept" value="([^"]+)"', door.text)
    assert kept is not None
    proven = door.post(
        "/prove", {"password": PASSWORD, "code": door.code(), "kept": kept[1]}
    )

    assert proven.status == 200
    assert 'action="/admin/settings/team/invite"' in door.text
    assert door.post("/settings/team/invite", {"role": "support"}).status == 200


def test_everybody_sees_who_works_here_and_only_owners_their_addresses(
    door: Door,
) -> None:
    door.hire(SUPPORT, Role.MANAGER)
    door.enter(SUPPORT)

    page = door.get("/settings/team")

    assert page.status == 200
    assert EMAIL not in door.text
    assert "Invite somebody" not in door.text
    refused = door.post("/settings/team/invite", {"role": "owner"})
    assert refused.status == 403
    assert "Owner" in door.text


def test_what_was_done_to_the_team_is_in_the_trail_and_the_trail_holds(
    door: Door,
) -> None:
    door.enter()
    invited(door)

    assert actions(door) == ["staff.added", "staff.signed_in", "staff.invited"]
    assert audit.check_merchant(door.env, door.merchant_id) is None
