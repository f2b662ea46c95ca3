"""Links, tags, history and progress come along, count as they should, and go again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services import evaluating, merging
from app.services.data_files import member_file
from app.services.referral_notes import plain_code
from app.storage.carried import CarriedRepository, ToldPast
from app.storage.marks import MarkRepository
from app.storage.referrals import ReferralRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.importing.conftest import Importing

KNOWN = "budi@mail.test"


def rows_of(importing: Importing, statement: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = importing.world.run(
        lambda uow: [tuple(row) for row in uow.connection.exec_driver_sql(statement)]
    )
    return found


def tags(importing: Importing, email: str = KNOWN) -> list[str]:
    member_id = importing.member(email).member_id
    found: list[str] = importing.world.run(
        lambda uow: MarkRepository(uow).names(member_id, "tag")
    )
    return found


def past(importing: Importing, email: str = KNOWN) -> Sequence[ToldPast]:
    member_id = importing.member(email).member_id
    found: Sequence[ToldPast] = importing.world.run(
        lambda uow: CarriedRepository(uow).past_of(member_id)
    )
    return found


def say_tags(importing: Importing, *names: str) -> None:
    world = importing.world

    def say(uow: UnitOfWork) -> None:
        marks = MarkRepository(uow)
        marks.set(world.member(), "tag", world.store_id, names, at=world.clock.now())

    world.run(say)


def test_tags_come_along_and_a_store_does_not_end_them(importing: Importing) -> None:
    say_tags(importing, "vip")
    row = importing.done(f'email,tags\n{KNOWN},"VIP, Wholesale;Old"\n')
    say_tags(importing)

    assert tags(importing) == ["old", "wholesale"]
    assert row.done["tagged"] == 1
    importing.world.clock.advance(hours=1)
    importing.undo(row)
    assert tags(importing) == []


def test_history_is_told_and_counts_for_nothing(importing: Importing) -> None:
    row = importing.done(
        "email,points,points_lifetime,points_spent,note,referred_by\n"
        f"{KNOWN},5,1200,800,Called twice,ada@x.test\n"
        "ada@x.test,1,,,,\neva@x.test,1,,,,nobody\n",
        rate="2",
    )

    (told,) = past(importing)
    assert (told.earned, told.spent, told.note) == (2400, 1600, "Called twice")
    assert told.referred_by == importing.member("ada@x.test").member_id
    assert told.source == "generic"
    assert importing.balance(KNOWN).available == 10
    assert row.done["past"] == 1
    assert importing.findings() == []
    importing.undo(row)
    assert past(importing) == []


def test_history_is_in_the_persons_file_and_follows_a_merge(
    importing: Importing,
) -> None:
    importing.done("email,points_lifetime\nada@x.test,70\nb@x.test,30\n")
    ada, b = (importing.member(f"{who}@x.test").member_id for who in ("ada", "b"))
    world = importing.world
    world.run(lambda uow: merging.merge(world.env, uow, kept=b, gone=ada, actor="test"))

    content = world.run(lambda uow: member_file(world.env, uow, b))

    assert b'"earned": 70' in content
    assert b'"earned": 30' in content


def test_money_spent_over_there_counts_towards_a_tier(importing: Importing) -> None:
    row = importing.done(
        "email,points,tier_spend,tier_points\nada@x.test,10,Rp 250000,\n"
        "b@x.test,20,,5000\n"
    )
    b = importing.member("b@x.test").member_id
    world = importing.world
    world.run(lambda uow: evaluating.evaluate(world.env, uow, b))
    counted = "SELECT metric, amount, unit FROM metric_entry WHERE source LIKE 'imp%%'"

    assert sorted(rows_of(importing, counted)) == [
        ("points", 5000, "points"),
        ("spend", 250_000, "IDR"),
    ]
    held = "SELECT tier FROM member_tier WHERE until IS NULL AND tier = 'gold'"
    assert rows_of(importing, held) == [("gold",)]
    importing.meet("ada@x.test", "b@x.test")
    importing.undo(row)
    assert {amount for _, amount, _ in rows_of(importing, counted)} == {0}


def test_an_old_link_goes_again_unless_somebody_came_through_it(
    importing: Importing,
) -> None:
    importing.done("email,referral_code\nada@x.test,OLD-1\n")
    row = importing.done("email,referral_code\nb@x.test,OLD-1\nb@x.test,OLD-2\n")

    importing.undo(row)

    codes = rows_of(importing, "SELECT code FROM referral_code")
    assert codes == [("OLD-1",)]


def test_an_old_code_is_found_however_it_is_written(importing: Importing) -> None:
    link = "https://x.test/?smile_ref=ada-1&utm_source=mail"
    importing.done(f"email,referral_url\nada@x.test,{link}\n")
    ada = importing.member("ada@x.test").member_id

    owners = importing.world.run(
        lambda uow: ReferralRepository(uow).owners([plain_code("Ada-1 ")])
    )

    assert owners == {"ADA-1": ada}


def test_a_day_that_nobody_told_is_no_day(importing: Importing) -> None:
    importing.done(
        "external_id,email,birthday,joined_at\n8001,ada@x.test,0000-00-00,1004-01-01\n"
    )

    ada = importing.member("ada@x.test")
    assert ada.birthday is None
    assert ada.joined_at == importing.world.clock.now()


cells = st.fixed_dictionaries(
    {
        "who": st.sampled_from([KNOWN, "ada@x.test", "b@x.test"]),
        "points": st.integers(0, 50),
        "code": st.sampled_from(["", "ONE", "two", "Three"]),
        "tags": st.sampled_from(["", "vip", "vip;old"]),
        "lifetime": st.sampled_from(["", "7", "90"]),
        "link": st.sampled_from(["", "L1", "L2"]),
        "spend": st.sampled_from(["", "1000"]),
        "tier": st.sampled_from(["", "gold"]),
    }
)
HEAD = "email,points,reward_code,tags,points_lifetime,referral_code,tier_spend,tier\n"
STANDS = {
    "balances": "SELECT member_id, asset, pending, available FROM member_balance"
    " WHERE pending + available > 0",
    "codes": "SELECT member_id, code, state FROM voucher",
    "tags": "SELECT member_id, name FROM member_mark WHERE until IS NULL",
    "past": "SELECT member_id, earned FROM member_past",
    "links": "SELECT code, member_id FROM referral_code",
    "progress": "SELECT member_id, metric, amount FROM metric_entry WHERE amount <> 0",
    "tiers": "SELECT member_id, tier FROM tier_assignment WHERE until IS NULL"
    " OR until > '{now}'",
}


def stands(importing: Importing) -> dict[str, list[tuple[Any, ...]]]:
    now = importing.world.clock.now().isoformat()
    return {
        name: sorted(rows_of(importing, statement.format(now=now)), key=str)
        for name, statement in STANDS.items()
    }


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(cells, min_size=1, max_size=5))
def test_twice_is_once_and_undo_is_before(
    importing: Importing, rows: list[dict[str, object]]
) -> None:
    data = HEAD + "".join(",".join(map(str, row.values())) + "\n" for row in rows)
    before = stands(importing)

    row = importing.done(data)
    once = stands(importing)
    run_again(importing, row.import_id)
    twice = stands(importing)
    importing.world.clock.advance(minutes=1)
    importing.undo(row)

    assert twice == once
    assert stands(importing) == before
    assert importing.findings() == []


def run_again(importing: Importing, import_id: UUID) -> None:
    importing.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE import_run SET state = 'running', done = '{}' WHERE import_id = %s",
            (import_id,),
        )
    )
    importing.work(import_id)
