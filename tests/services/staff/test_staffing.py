"""The team under races: one owner stays, one guest joins, names are people's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest

from app.domain.errors import SetiaError
from app.domain.staff import Role
from app.domain.words import Language
from app.services.staff import account, audit, invitations, staffing
from app.services.staff.invitations import Answer, InvitationOver
from app.services.staff.staffing import AddressTaken, BadAddress, NameRefused
from tests.services.staff.conftest import HOME, OWNER, PASSWORD, Team


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all at once; return what became of each."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        ready.wait()
        try:
            deed()
        except SetiaError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def owners(team: Team) -> list[UUID]:
    found = staffing.team(team.env, team.merchant_id)
    return [each.row.staff_id for each in found if each.row.role is Role.OWNER]


def test_of_two_owners_who_remove_each_other_one_stays(team: Team) -> None:
    other = team.add("budi@toko.test", role=Role.OWNER)

    done = at_once(
        lambda: staffing.remove(team.env, team.merchant_id, other, by=OWNER),
        lambda: staffing.remove(team.env, team.merchant_id, team.owner_id, by=OWNER),
    )

    assert done == ["done", "last_owner"]
    assert len(owners(team)) == 1


def test_of_two_owners_who_become_less_at_once_one_stays(team: Team) -> None:
    other = team.add("budi@toko.test", role=Role.OWNER)

    def less(who: UUID) -> object:
        return staffing.change_role(
            team.env, team.merchant_id, who, Role.MANAGER, by=OWNER
        )

    done = at_once(lambda: less(other), lambda: less(team.owner_id))

    assert done == ["done", "last_owner"]
    assert len(owners(team)) == 1


def answer(email: str) -> Answer:
    return Answer(name="Ani", email=email, password=PASSWORD, language=Language.MS)


def test_two_people_with_one_link_are_one_newcomer(team: Team) -> None:
    env = team.env
    token, _ = invitations.invite(
        env,
        team.merchant_id,
        role=Role.SUPPORT,
        email=None,
        made_by=team.owner_id,
        by=OWNER,
    )
    invited = invitations.find(env, token)

    done = at_once(
        lambda: invitations.accept(env, invited, answer("a@toko.test"), HOME),
        lambda: invitations.accept(env, invited, answer("b@toko.test"), HOME),
    )

    assert done == ["done", "invitation_over"]
    assert len(staffing.team(env, team.merchant_id)) == 2
    assert audit.check_merchant(env, team.merchant_id) is None


def test_an_invitation_is_kept_as_a_digest_and_not_for_who_is_here(team: Team) -> None:
    with pytest.raises(AddressTaken):
        invitations.invite(
            team.env,
            team.merchant_id,
            role=Role.SUPPORT,
            email="SARI@toko.test",
            made_by=team.owner_id,
            by=OWNER,
        )
    with pytest.raises(InvitationOver):
        invitations.find(team.env, "made-up")


def test_who_was_removed_may_be_invited_again_and_keeps_the_name_in_the_trail(
    team: Team,
) -> None:
    first = team.add("budi@toko.test")
    staffing.remove(team.env, team.merchant_id, first, by=OWNER)

    second = team.add("budi@toko.test")

    assert second != first
    assert team.row(first).email is None
    assert team.row(first).password_hash is None
    assert staffing.names(team.env, team.merchant_id)[f"staff:{first}"] == "Budi"


@pytest.mark.parametrize(
    "text", ["", "no", "a@", "@b.test", "a b@c.test", "a@b", "a@b.test\nBcc: x@y.test"]
)
def test_what_can_t_be_an_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        staffing.plain_email(text)


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "Bu\x00di", "Budi\nAdmin"])
def test_what_can_t_be_a_name_is_refused(team: Team, text: str) -> None:
    with pytest.raises(NameRefused):
        account.set_profile(
            team.env,
            team.merchant_id,
            team.owner_id,
            name=text,
            language=Language.EN,
        )


def test_names_of_any_script_are_kept_as_written() -> None:
    assert staffing.plain_name(" Nguyễn Thị Ánh ") == "Nguyễn Thị Ánh"
    assert staffing.plain_name("محمد O'Brien-Łuczak") == "محمد O'Brien-Łuczak"
