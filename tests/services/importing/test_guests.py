"""Guests whom an import made go with it, if nobody touched them since."""

from app.domain.events import CustomerProfile
from app.storage.members import MemberRepository
from tests.factories import order
from tests.services.importing.conftest import Importing


def member_of(importing: Importing, email: str) -> str | None:
    row = importing.world.run(lambda uow: MemberRepository(uow).by_email(email))
    return None if row is None else str(row.state)


def test_guests_that_an_import_made_go_with_it(importing: Importing) -> None:
    file = "email,first_name,points\nnew@x.test,Nia,10\n"
    row = importing.done(file)
    guest = importing.member("new@x.test")
    importing.world.clock.advance(hours=1)

    importing.undo(row)

    kept = importing.world.run(lambda uow: MemberRepository(uow).get(guest.member_id))
    assert (kept.state, kept.email, kept.first_name) == ("erased", None, None)
    assert member_of(importing, "new@x.test") is None
    assert importing.findings() == []
    again = importing.done(file)
    assert again.done["given"] == 10
    assert importing.balance("new@x.test").available == 10


def test_a_guest_who_did_something_since_stays(importing: Importing) -> None:
    rows = "ordered@x.test,10\nedited@x.test,10\ntwice@x.test,10\n"
    row = importing.done(f"email,points\n{rows}")
    who = CustomerProfile(customer_ref=None, email="ordered@x.test")
    importing.world.settle(order(ref="77", who=who))
    importing.meet("edited@x.test")
    importing.done("email,points\ntwice@x.test,5\n")

    importing.undo(row)

    states = [member_of(importing, f"{who}@x.test") for who in ("ordered", "edited")]
    assert states == ["shadow", "shadow"]
    assert importing.balance("twice@x.test").available == 5
    assert importing.findings() == []
