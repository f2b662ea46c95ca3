"""Two steps, one answer for whatever is wrong, and a code that works once."""

import pytest

from app.domain.staff import Role
from app.services.staff import passwords
from app.services.staff.sessions import State
from app.services.staff.signing_in import WrongSignIn, prove, with_code
from app.services.staff.trying import FREE_OF_ACCOUNT, TooManyTries
from app.storage.staff import StaffRepository
from app.storage.unit_of_work import MerchantWork
from tests.services.staff.conftest import HOME, PASSWORD, Team

OWNER = "sari@toko.test"
OTHER = "budi@toko.test"


def test_a_password_alone_opens_nothing_for_who_has_a_second_factor(team: Team) -> None:
    entered = team.sign_in(OWNER)

    assert entered.state is State.SECOND
    assert team.opened(entered.token).state is State.SECOND


def test_the_second_step_opens_under_a_new_token_and_the_old_one_dies(
    team: Team,
) -> None:
    half = team.sign_in(OWNER)

    entered = with_code(
        team.env, team.opened(half.token), code=team.code(), caller=HOME
    )

    assert entered.state is State.OPEN
    assert entered.token != half.token
    assert team.opened(entered.token).session.proven_at == team.world.clock.now()
    with pytest.raises(AssertionError):
        team.opened(half.token)


def test_a_code_works_once_also_for_another_session(team: Team) -> None:
    first, second = team.sign_in(OWNER), team.sign_in(OWNER)
    with_code(team.env, team.opened(first.token), code=team.code(), caller=HOME)

    with pytest.raises(WrongSignIn):
        with_code(team.env, team.opened(second.token), code=team.code(), caller=HOME)


def test_an_older_code_is_refused_after_a_newer_one(team: Team) -> None:
    first, second = team.sign_in(OWNER), team.sign_in(OWNER)
    with_code(team.env, team.opened(first.token), code=team.code(later=1), caller=HOME)

    with pytest.raises(WrongSignIn):
        with_code(team.env, team.opened(second.token), code=team.code(), caller=HOME)


def test_the_sixth_wrong_code_waits_even_if_it_is_right(team: Team) -> None:
    half = team.opened(team.sign_in(OWNER).token)
    for _ in range(FREE_OF_ACCOUNT):
        with pytest.raises(WrongSignIn):
            with_code(team.env, half, code="000000", caller=HOME)

    with pytest.raises(TooManyTries):
        with_code(team.env, half, code=team.code(), caller=HOME)


def test_staff_without_a_second_factor_come_in_by_their_password(team: Team) -> None:
    team.add(OTHER)

    assert team.sign_in(OTHER).state is State.OPEN


def test_an_owner_without_a_second_factor_sets_one_up_first(team: Team) -> None:
    team.add(OTHER, role=Role.OWNER)

    assert team.sign_in(OTHER).state is State.ENROL


@pytest.mark.parametrize("typed", ["sari@toko.test", " Sari@TOKO.test "])
def test_an_address_is_known_however_it_is_written(team: Team, typed: str) -> None:
    assert team.sign_in(typed).state is State.SECOND


def wrong(team: Team, email: str, password: str) -> tuple[str, str]:
    try:
        team.sign_in(email, password)
    except WrongSignIn as error:
        return error.code, str(error)
    raise AssertionError("somebody came in")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(team: Team) -> None:
    team.add("no-password@toko.test", password=None)

    answers = {
        wrong(team, OWNER, "not the password"),
        wrong(team, "nobody@toko.test", "not the password"),
        wrong(team, "nobody@toko.test", PASSWORD),
        wrong(team, "no-password@toko.test", PASSWORD),
        wrong(team, "no address", PASSWORD),
        wrong(team, "", ""),
    }

    assert len(answers) == 1


def test_an_unknown_address_costs_one_hash_as_a_known_one_does(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    check = passwords.matches

    def counted(password: str, kept: str | None) -> bool:
        asked.append(kept is None)
        return check(password, kept)

    monkeypatch.setattr(passwords, "matches", counted)

    wrong(team, OWNER, "not the password")
    wrong(team, "nobody@toko.test", "not the password")

    assert asked == [False, True]


def test_who_was_removed_is_nobody(team: Team) -> None:
    staff_id = team.add(OTHER)

    def go(work: MerchantWork) -> None:
        StaffRepository(work).change(staff_id, removed_at=team.world.clock.now())

    team.run(go)

    assert wrong(team, OTHER, PASSWORD)


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff_id = team.add(OTHER)
    before = team.row(staff_id).password_hash
    monkeypatch.setattr(passwords, "needs_rehash", lambda _kept: True)

    team.sign_in(OTHER)

    after = team.row(staff_id).password_hash
    assert after != before
    assert passwords.matches(PASSWORD, after)


def test_a_new_proof_takes_password_and_code_and_gives_a_new_token(team: Team) -> None:
    half = team.opened(team.sign_in(OWNER).token)
    came = with_code(team.env, half, code=team.code(), caller=HOME)
    begun_at = team.opened(came.token).session.begun_at
    team.world.clock.advance(minutes=30)

    proven = prove(
        team.env,
        team.opened(came.token),
        password=PASSWORD,
        code=team.code(),
        caller=HOME,
    )

    session = team.opened(proven.token).session
    assert session.proven_at == team.world.clock.now()
    assert session.begun_at == begun_at
    with pytest.raises(AssertionError):
        team.opened(came.token)


@pytest.mark.parametrize(("password", "right_code"), [(PASSWORD, False), ("no", True)])
def test_a_new_proof_with_half_of_it_wrong_is_refused(
    team: Team, password: str, *, right_code: bool
) -> None:
    half = team.opened(team.sign_in(OWNER).token)
    came = with_code(team.env, half, code=team.code(), caller=HOME)
    team.world.clock.advance(minutes=30)
    code = team.code() if right_code else "000000"

    with pytest.raises(WrongSignIn):
        prove(
            team.env,
            team.opened(came.token),
            password=password,
            code=code,
            caller=HOME,
        )
