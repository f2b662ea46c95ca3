"""Sessions end when they should, and nothing but a live token opens anything."""

from uuid import UUID

import pytest

from app.domain.staff import Role
from app.services.staff import account, sessions, staffing
from app.services.staff.principal import Surface
from app.services.staff.sessions import SessionOver, State
from app.storage.staff import StaffMissing, StaffRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork
from tests.services.staff.conftest import OWNER, PASSWORD, Team
from tests.world import found_programme


def begun(team: Team, who: UUID | None = None, state: State = State.OPEN) -> str:
    staff_id = who or team.owner_id
    return sessions.begin(team.env, team.merchant_id, staff_id, state=state)


def lives(team: Team, token: str) -> bool:
    return sessions.find(team.env, token) is not None


def test_a_token_is_long_random_and_kept_as_a_digest_only(team: Team) -> None:
    token, other = begun(team), begun(team)

    def kept(work: MerchantWork) -> list[bytes]:
        rows = work.connection.exec_driver_sql("SELECT token_digest FROM staff_session")
        return [bytes(row[0]) for row in rows]

    assert token != other
    assert len(token) == 43
    assert sessions.digest_of(token) in team.run(kept)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 5_000])
def test_a_made_up_token_is_nobody_s(team: Team, token: str) -> None:
    assert sessions.find(team.env, token) is None


def test_a_session_says_who_asks_and_for_which_programme(team: Team) -> None:
    asker = sessions.principal(team.opened(begun(team)))

    assert asker is not None
    assert asker.staff_id == team.owner_id
    assert asker.programme_id == team.world.programme_id
    assert asker.role is Role.OWNER
    assert asker.surface is Surface.ALONE
    assert asker.is_fresh(team.world.clock.now())


@pytest.mark.parametrize("state", [State.SECOND, State.ENROL, State.LINK])
def test_half_way_in_is_nobody(team: Team, state: State) -> None:
    assert sessions.principal(team.opened(begun(team, state=state))) is None


def test_it_ends_after_twelve_hours_without_a_request(team: Team) -> None:
    token = begun(team)

    team.world.clock.advance(hours=11, minutes=59)
    assert lives(team, token)
    team.world.clock.advance(hours=12)
    assert not lives(team, token)


def test_it_ends_after_seven_days_however_busy(team: Team) -> None:
    token = begun(team)
    hours_lived = 0

    while lives(team, token):
        team.world.clock.advance(hours=6)
        hours_lived += 6

    assert hours_lived == 7 * 24


def test_a_new_proof_does_not_make_it_live_longer(team: Team) -> None:
    token = begun(team)
    for _ in range(27):
        team.world.clock.advance(hours=6)
        token = sessions.renew(team.env, team.opened(token))

    team.world.clock.advance(hours=6)

    assert not lives(team, token)


def test_half_way_in_lasts_ten_minutes(team: Team) -> None:
    token = begun(team, state=State.SECOND)

    team.world.clock.advance(minutes=10)

    assert not lives(team, token)


def test_a_proof_is_fresh_for_ten_minutes(team: Team) -> None:
    asker = sessions.principal(team.opened(begun(team)))
    assert asker is not None

    team.world.clock.advance(minutes=10)
    assert asker.is_fresh(team.world.clock.now())
    team.world.clock.advance(seconds=1)
    assert not asker.is_fresh(team.world.clock.now())


def test_it_ends_at_sign_out(team: Team) -> None:
    token = begun(team)

    sessions.end(team.env, team.opened(token))

    assert not lives(team, token)


def test_one_token_is_renewed_once(team: Team) -> None:
    seen = team.opened(begun(team))
    sessions.renew(team.env, seen)

    with pytest.raises(SessionOver):
        sessions.renew(team.env, seen)


def test_a_change_of_role_ends_every_session_of_that_person(team: Team) -> None:
    staff_id = team.add("budi@toko.test")
    tokens = [begun(team, staff_id), begun(team, staff_id)]
    mine = begun(team)

    staffing.change_role(team.env, team.merchant_id, staff_id, Role.ANALYST, by=OWNER)

    assert [lives(team, token) for token in (*tokens, mine)] == [False, False, True]


def test_who_is_removed_is_out_at_once(team: Team) -> None:
    staff_id = team.add("budi@toko.test")
    token = begun(team, staff_id)

    staffing.remove(team.env, team.merchant_id, staff_id, by=OWNER)

    assert not lives(team, token)


def test_a_change_of_password_ends_the_others_and_renews_this_one(team: Team) -> None:
    mine, other = begun(team), begun(team)

    fresh = account.set_password(
        team.env,
        team.opened(mine),
        current=PASSWORD,
        fresh="empat kucing di atap",
        address="203.0.113.7",
        by=OWNER,
    )

    assert [lives(team, token) for token in (mine, other, fresh)] == [
        False,
        False,
        True,
    ]


def test_all_sessions_but_the_one_in_hand_can_be_ended(team: Team) -> None:
    mine, other = begun(team), begun(team)
    here = team.opened(mine).session.session_id

    ended = staffing.sign_out(
        team.env, team.merchant_id, team.owner_id, by=OWNER, but=here
    )

    assert ended == 1
    assert [lives(team, token) for token in (mine, other)] == [True, False]


def test_what_lapsed_is_swept_when_somebody_signs_in(team: Team) -> None:
    begun(team)
    team.world.clock.advance(days=8)
    begun(team)

    def count(work: MerchantWork) -> int:
        found: int = work.connection.exec_driver_sql(
            "SELECT count(*) FROM staff_session"
        ).scalar_one()
        return found

    assert team.run(count) == 1


def test_the_open_programme_is_kept_in_the_session(team: Team) -> None:
    env, second = team.env, team.env.ids.new()
    programme_of(team, second)
    token = begun(team)

    assert sessions.open_programme(env, team.opened(token), second)

    assert team.opened(token).programme_id == second


def programme_of(team: Team, programme_id: UUID) -> None:

    env = team.env
    env.database.run(
        programme_id,
        lambda uow: StoreRepository(uow).add_programme(
            merchant_id=team.merchant_id,
            name="Dua",
            timezone="UTC",
            pepper=bytes(32),
            at=env.clock.now(),
        ),
    )


def test_a_programme_of_another_merchant_is_not_opened(team: Team) -> None:
    env, foreign = team.env, team.env.ids.new()
    env.database.run(
        foreign,
        lambda uow: found_programme(
            uow, env.ids.new(), env.ids.new(), platform="fake", domain="asing.test"
        ),
    )
    token = begun(team)

    assert not sessions.open_programme(env, team.opened(token), foreign)
    assert team.opened(token).programme_id == team.world.programme_id


def test_the_session_of_one_merchant_shows_nobody_of_another(team: Team) -> None:
    env, other = team.env, team.env.ids.new()
    env.database.run_merchant(
        other,
        lambda work: StaffRepository(work).add_merchant("Asing", at=env.clock.now()),
    )
    foreign = staffing.add(env, other, name="Eva", role=Role.OWNER)

    listed = [each.row.staff_id for each in staffing.team(env, team.merchant_id)]

    assert foreign not in listed
    with pytest.raises(StaffMissing):
        staffing.remove(env, team.merchant_id, foreign, by=OWNER)
