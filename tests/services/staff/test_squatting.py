"""Other teams with somebody's address keep nobody out, whatever they do."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services.staff import first_run, passwords, staffing
from app.services.staff.first_run import MerchantUnclear
from app.services.staff.signing_in import WrongSignIn
from app.services.staff.trying import FREE_OF_ADDRESS, TooManyTries
from app.storage.staff import StaffRepository
from app.storage.unit_of_work import MerchantWork
from tests.services.staff.conftest import Team

BOSS = "boss@toko.test"
THEIRS = "somebody else knows this one"


@dataclass(frozen=True, slots=True)
class Squat:
    merchant_id: UUID
    staff_id: UUID


def squat(team: Team, *, times: int = 1, password: str | None = THEIRS) -> list[Squat]:
    """Let foreign teams take the boss's address, before the boss comes."""
    env = team.env
    kept = passwords.hashed(password, env.ids) if password else None
    made = []
    for n in range(times):
        merchant_id = env.ids.new()

        def found(work: MerchantWork, name: str = f"Foreign {n}") -> None:
            StaffRepository(work).add_merchant(name, at=env.clock.now())

        env.database.run_merchant(merchant_id, found)
        staff_id = staffing.add(
            env, merchant_id, name="Mallory", role=Role.MANAGER, email=BOSS
        )

        def secret(work: MerchantWork, who: UUID = staff_id) -> None:
            StaffRepository(work).change(who, password_hash=kept)

        env.database.run_merchant(merchant_id, secret)
        made.append(Squat(merchant_id, staff_id))
    return made


def counted(team: Team, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    asked: list[str | None] = []
    check = passwords.matches

    def matches(password: str, kept: str | None) -> bool:
        asked.append(kept)
        return check(password, kept)

    monkeypatch.setattr(passwords, "matches", matches)
    return asked


def test_seven_older_teams_of_ones_address_do_not_keep_one_out(team: Team) -> None:
    squat(team, times=7)
    boss = team.add(BOSS)

    entered = team.sign_in(BOSS)

    assert team.opened(entered.token).staff.staff_id == boss


def test_who_has_no_password_costs_no_look(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    squat(team, times=3, password=None)
    team.add(BOSS)
    asked = counted(team, monkeypatch)

    team.sign_in(BOSS)

    assert len(asked) == 1


def test_looking_at_many_teams_counts_against_the_network_address(
    team: Team,
) -> None:
    squat(team, times=11)
    team.add(BOSS)
    for _ in range(2):
        with pytest.raises(WrongSignIn):
            team.sign_in(BOSS, "not the password")

    # Twelve looks a try, one of them free: the third try would be beyond thirty.
    with pytest.raises(WrongSignIn):
        team.sign_in(BOSS, "not the password")
    with pytest.raises(TooManyTries):
        team.sign_in("another@toko.test", "not the password")
    assert FREE_OF_ADDRESS == 30


def test_coming_into_one_team_does_not_forget_the_tries_at_another(
    team: Team,
) -> None:
    squat(team)
    team.add(BOSS)
    for _ in range(4):
        with pytest.raises(WrongSignIn):
            team.sign_in(BOSS, "a guess at the other one")

    team.sign_in(BOSS, THEIRS)

    with pytest.raises(WrongSignIn):
        team.sign_in(BOSS, "a guess at the other one")
    with pytest.raises(TooManyTries):
        team.sign_in(BOSS, "a guess at the other one")


def test_the_operator_is_told_which_teams_have_an_address(team: Team) -> None:
    (other,) = squat(team)
    boss = team.add(BOSS)

    with pytest.raises(MerchantUnclear) as refusal:
        first_run.by_address(team.env, BOSS)

    said = str(refusal.value)
    assert str(other.merchant_id) in said
    assert "Foreign 0" in said
    assert str(team.merchant_id) in said
    chosen = first_run.by_address(team.env, BOSS, team.merchant_id)
    assert chosen.staff_id == boss


def test_the_operators_link_leads_into_the_team_that_was_named(team: Team) -> None:
    squat(team, times=2)
    boss = team.add(BOSS)

    token = first_run.sign_in_link(team.env, BOSS, merchant_id=team.merchant_id)

    assert team.opened(token).staff.staff_id == boss


def test_a_team_without_that_address_has_nobody_of_it(team: Team) -> None:
    (other,) = squat(team)

    with pytest.raises(first_run.NobodyOfThatAddress):
        first_run.by_address(team.env, BOSS, team.merchant_id)

    found = first_run.by_address(team.env, BOSS, other.merchant_id)
    assert found.staff_id == other.staff_id
