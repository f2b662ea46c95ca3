"""Imports are no way round the limits of points by hand, and stop no owner."""

from collections.abc import Callable

import pytest

from app.domain.goodwill import Limits, Over
from app.domain.ledger import Key
from app.domain.staff import Role
from app.services import goodwill
from app.services.adjustments import Adjustment
from app.services.goodwill import OverLimit
from app.services.importing import agreeing, desk
from app.services.importing.agreeing import SecondPersonNeeded
from app.services.staff import sessions, staffing
from app.services.staff.principal import StaffPrincipal
from app.storage.goodwill import GoodwillRepository
from app.storage.importing import ImportRepository, ImportRow
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.importing.conftest import Importing

LIMITS = Limits(per_deed=100, per_day=300, per_member=150)
HEAD = "email,points\n"
Hire = Callable[..., StaffPrincipal]


@pytest.fixture
def hire(importing: Importing) -> Hire:
    """Let people of the team come in; managers have limits."""
    world = importing.world
    merchant_id = world.run(lambda uow: StoreRepository(uow).programme().merchant_id)
    world.run(
        lambda uow: GoodwillRepository(uow).set_limits(
            Role.MANAGER, LIMITS, by="test", at=world.clock.now()
        )
    )

    def hired(name: str, role: Role = Role.MANAGER) -> StaffPrincipal:
        staff_id = staffing.add(
            world.env, merchant_id, name=name, role=role, email=f"{name}@x.test"
        )
        token = sessions.begin(world.env, merchant_id, staff_id)
        opened = sessions.find(world.env, token)
        assert opened is not None
        found = sessions.principal(opened)
        assert found is not None
        return found

    return hired


def tried(
    importing: Importing, staff: StaffPrincipal, text: str, **answers: object
) -> ImportRow:
    """Upload, answer and try, as one person."""
    world, data = importing.world, text.encode()
    row = desk.upload(
        world.env,
        world.programme_id,
        data,
        name="people.csv",
        source="generic",
        actor=staff.actor,
    )
    importing.answer(row, staff.actor, **answers)
    return checked(importing, row)


def checked(importing: Importing, row: ImportRow) -> ImportRow:
    world = importing.world
    world.run(lambda uow: desk.check(world.env, uow, row.import_id))
    return importing.work(row.import_id)


def begin(importing: Importing, row: ImportRow, staff: StaffPrincipal) -> ImportRow:
    world = importing.world
    world.run(lambda uow: desk.start(world.env, uow, row.import_id, staff))
    return importing.work(row.import_id)


def agree(importing: Importing, row: ImportRow, staff: StaffPrincipal) -> None:
    importing.world.run(
        lambda uow: desk.approve(uow, row.import_id, actor=staff.actor, role=staff.role)
    )


def give(importing: Importing, staff: StaffPrincipal, email: str, points: int) -> None:
    world, member_id = importing.world, importing.member(email).member_id
    asked = Adjustment(points, "points", "event")

    def write(uow: UnitOfWork) -> None:
        key = Key.of("test", world.env.ids.new())
        goodwill.give(world.env, uow, staff, member_id, asked, key=key)

    world.run(write)


def today(importing: Importing, staff: StaffPrincipal) -> int:
    found: int = importing.world.run(
        lambda uow: goodwill.given_today(importing.world.env, uow, staff.actor)
    )
    return found


def many(each: int, people: int) -> str:
    return HEAD + "".join(f"p{n}@x.test,{each}\n" for n in range(people))


@pytest.mark.parametrize(
    ("text", "which"),
    [
        (many(100, 3), None),
        (many(101, 1), Over.DEED),
        (many(100, 4), Over.DAY),
    ],
)
def test_the_limits_of_points_by_hand_hold_for_a_file(
    importing: Importing, hire: Hire, text: str, which: Over | None
) -> None:
    manager, owner = hire("mia"), hire("olga", Role.OWNER)
    row = tried(importing, manager, text)

    found = {
        who.name: importing.world.run(
            lambda uow, who=who: agreeing.beyond(importing.world.env, uow, row, who)
        )
        for who in (manager, owner)
    }

    assert found == {"mia": which, "olga": None}


def test_many_lots_of_one_person_are_one_deed(importing: Importing, hire: Hire) -> None:
    manager = hire("mia")
    text = (
        "email,points,expiry date\np@x.test,60,2027-01-01\np@x.test,60,2027-02-01\n"
        "p@x.test,60,2027-03-01\n"
    )
    row = tried(importing, manager, text)

    with pytest.raises(SecondPersonNeeded):
        begin(importing, row, manager)


def test_what_a_member_got_by_hand_before_counts(
    importing: Importing, hire: Hire
) -> None:
    manager = hire("mia")
    begin(importing, tried(importing, manager, many(100, 1)), manager)
    importing.world.clock.advance(days=2)

    row = tried(importing, manager, many(60, 1))

    with pytest.raises(SecondPersonNeeded):
        begin(importing, row, manager)
    assert importing.balance("p0@x.test").available == 100


def test_one_day_is_one_day_however_many_files_and_deeds_it_has(
    importing: Importing, hire: Hire
) -> None:
    manager = hire("mia")
    begin(importing, tried(importing, manager, many(100, 2)), manager)
    assert today(importing, manager) == 200

    give(importing, manager, "p0@x.test", 50)
    with pytest.raises(OverLimit):
        give(importing, manager, "p1@x.test", 51)
    again = tried(importing, manager, HEAD + "q@x.test,51\n")
    with pytest.raises(SecondPersonNeeded):
        begin(importing, again, manager)

    importing.world.clock.advance(days=1)
    assert begin(importing, again, manager).state == "done"


def test_what_a_run_has_still_to_give_is_spent_already(
    importing: Importing, hire: Hire
) -> None:
    manager, world = hire("mia"), importing.world
    row = tried(importing, manager, many(100, 3))
    world.run(lambda uow: desk.start(world.env, uow, row.import_id, manager))

    assert today(importing, manager) == 300
    importing.work(row.import_id)
    assert today(importing, manager) == 300
    importing.undo(row)
    assert today(importing, manager) == 0


def test_an_owner_alone_brings_a_whole_program_in(
    importing: Importing, hire: Hire
) -> None:
    owner = hire("olga", Role.OWNER)
    row = tried(importing, owner, many(9_000_000, 3))

    done = begin(importing, row, owner)

    assert (done.state, done.done["given"]) == ("done", 27_000_000)
    assert importing.findings() == []


def test_a_manager_is_helped_by_somebody_whose_limits_cover_it(
    importing: Importing, hire: Hire
) -> None:
    manager, other, owner = hire("mia"), hire("max"), hire("olga", Role.OWNER)
    row = tried(importing, manager, many(5_000, 2))
    with pytest.raises(SecondPersonNeeded):
        agree(importing, row, manager)
    with pytest.raises(OverLimit):
        agree(importing, row, other)

    agree(importing, row, owner)
    done = begin(importing, row, manager)

    assert (done.state, done.done["given"]) == ("done", 10_000)
    assert today(importing, manager) == 0


def test_who_changed_an_answer_agrees_to_nothing(
    importing: Importing, hire: Hire
) -> None:
    world, ann, ben = importing.world, hire("ann", Role.OWNER), hire("ben", Role.OWNER)
    manager = hire("mia")
    row = tried(importing, manager, many(5_000, 1))
    agree(importing, row, ann)

    importing.answer(importing.look(row.import_id), ben.actor, rate="100")
    with pytest.raises(desk.ImportNotReady):
        begin(importing, row, manager)
    row = checked(importing, row)

    assert row.approved_by is None
    assert row.hands == [manager.actor, ben.actor]
    with pytest.raises(SecondPersonNeeded):
        agree(importing, row, ben)
    with pytest.raises(SecondPersonNeeded):
        begin(importing, row, manager)
    agree(importing, row, ann)
    assert (
        importing.world.run(
            lambda uow: desk.start(world.env, uow, row.import_id, manager)
        ).state
        == "running"
    )


def test_a_new_dry_run_wants_a_new_word(importing: Importing, hire: Hire) -> None:
    manager, owner = hire("mia"), hire("olga", Role.OWNER)
    row = tried(importing, manager, many(5_000, 1))
    agree(importing, row, owner)

    row = checked(importing, row)

    with pytest.raises(SecondPersonNeeded):
        begin(importing, row, manager)


def test_what_was_not_tried_is_not_given(importing: Importing, hire: Hire) -> None:
    manager, owner = hire("mia"), hire("olga", Role.OWNER)
    importing.done(HEAD + "here@x.test,1\n")
    text = HEAD + "here@x.test,101\nlater@x.test,9000000\n"
    row = tried(importing, manager, text, unknown="skip")
    agree(importing, row, owner)
    importing.done(HEAD + "later@x.test,1\n")

    done = begin(importing, row, manager)

    assert done.done["given"] == 101
    assert importing.balance("later@x.test").available == 1
    assert importing.faults(done) == {3: ("beyond_agreed", "")}


def test_neither_is_what_somebody_may_not_give_alone(
    importing: Importing, hire: Hire
) -> None:
    manager = hire("mia")
    importing.done(HEAD + "here@x.test,1\n")
    text = HEAD + "here@x.test,100\na@x.test,101\nb@x.test,50\nc@x.test,0\n"
    row = tried(importing, manager, text, unknown="skip")
    importing.done(HEAD + "a@x.test,1\nb@x.test,1\nc@x.test,1\n")

    done = begin(importing, row, manager)

    assert done.done["given"] == 100
    assert importing.faults(done) == {
        3: ("beyond_agreed", ""),
        4: ("beyond_agreed", ""),
    }


def test_store_credit_wants_somebody_without_limits(
    importing: Importing, hire: Hire
) -> None:
    manager, other, owner = hire("mia"), hire("max"), hire("olga", Role.OWNER)
    text = "email,points,store_credit\np@x.test,1,5000\n"
    row = tried(importing, manager, text, credit_asset="credit")

    with pytest.raises(SecondPersonNeeded):
        begin(importing, row, manager)
    with pytest.raises(OverLimit):
        agree(importing, row, other)
    agree(importing, row, owner)
    assert begin(importing, row, manager).done["credit"] == 5000


def test_a_run_that_was_stopped_goes_on_within_what_was_allowed(
    importing: Importing, hire: Hire
) -> None:
    manager, world = hire("mia"), importing.world
    row = tried(importing, manager, many(100, 3))
    world.run(lambda uow: desk.start(world.env, uow, row.import_id, manager))
    world.run(
        lambda uow: ImportRepository(uow).change(
            row.import_id, state="stopped", begun_at=world.clock.now()
        )
    )

    assert begin(importing, row, manager).state == "done"


def test_who_had_a_hand_in_it_brings_nothing_to_themselves(
    importing: Importing, hire: Hire
) -> None:
    manager, owner = hire("mia"), hire("olga", Role.OWNER)
    hire("oona", Role.OWNER)
    row = tried(
        importing,
        manager,
        HEAD + "Mia+x@x.test,5000\nolga@x.test,5000\nguest@x.test,5000\n",
    )
    first = importing.faults(row, "check")
    agree(importing, row, owner)

    done = begin(importing, row, manager)

    assert first == {2: ("own_wallet", "")}
    assert importing.faults(done) == {2: ("own_wallet", ""), 3: ("own_wallet", "")}
    assert done.done["given"] == 5000


def test_their_account_is_theirs_under_another_id_too(
    importing: Importing, hire: Hire
) -> None:
    manager = hire("mia")
    importing.done("external_id,email,points\n77,mia@x.test,1\n")

    row = tried(importing, manager, "external_id,points\n77,50\n")

    assert importing.faults(row, "check") == {2: ("own_wallet", "")}


def test_the_only_owner_comes_along_with_everybody(
    importing: Importing, hire: Hire
) -> None:
    owner = hire("olga", Role.OWNER)

    done = begin(importing, tried(importing, owner, HEAD + "olga@x.test,70\n"), owner)

    assert done.done["given"] == 70


def test_an_import_that_nobody_goes_on_with_is_spent_no_longer(
    importing: Importing, hire: Hire
) -> None:
    manager, world = hire("mia"), importing.world
    row = tried(importing, manager, many(100, 3))
    world.run(lambda uow: desk.start(world.env, uow, row.import_id, manager))

    world.clock.advance(days=7, seconds=1)

    assert today(importing, manager) == 0
