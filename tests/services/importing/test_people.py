"""Who the people of a file are here, and what a file says of them beside points."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.ledger.freezes import Freeze
from app.services import consents, evaluating, merging
from app.services.consents import Shown
from app.services.enrolment import customer_digest
from app.services.importing import desk, errors
from app.services.importing.desk import ROWS_LIVE
from app.services.joining import customer_seen
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, contact_digest
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, order
from tests.services.importing.conftest import Importing
from tests.world import add_store

KNOWN = "budi@mail.test"
"""Customer 7001 of the store, by an order."""


def test_a_customers_id_wins_over_the_address(importing: Importing) -> None:
    importing.done("external_id,email,points\n7001,someone@x.test,10\n")

    assert importing.balance(KNOWN).available == 10


def test_a_customer_whom_nobody_knew_is_a_member_at_once(importing: Importing) -> None:
    importing.done(
        "external_id,email,points,joined_at\n8001,ada@x.test,10,2024-03-01\n"
    )

    ada = importing.member("ada@x.test")
    assert ada.state == "active"
    assert ada.joined_at == datetime(2024, 2, 29, 17, tzinfo=UTC)
    assert importing.world.member("8001") == ada.member_id


def test_a_guest_over_there_is_a_guest_here(importing: Importing) -> None:
    importing.done("external_id,email,points,status\n8001,ada@x.test,10,guest\n")

    assert importing.member("ada@x.test").state == "shadow"


def test_points_wait_for_who_is_known_by_an_address_only(importing: Importing) -> None:
    importing.done("email,points\nada@x.test,10\n")
    world = importing.world
    shadow = importing.member("ada@x.test")
    who = customer("9001", email="ada@x.test", verified=True)

    world.run(lambda uow: customer_seen(world.env, uow, world.store, who))

    ada = world.member("9001")
    assert shadow.state == "shadow"
    assert world.balance(ada).available == 10


def test_a_phone_number_leads_to_its_member(importing: Importing) -> None:
    importing.done("phone,points\n0812-3456-7890,10\n", country="ID")

    row = importing.done("phone,points\n+62 812 3456 7890,5\n")

    assert (row.done["found"], row.done["new"]) == (1, 0)


def test_a_row_with_a_bad_phone_number_and_an_address_is_taken_without_it(
    importing: Importing,
) -> None:
    row = importing.tried("email,phone,points\nada@x.test,12,10\n", country="ID")

    assert row.checked is not None
    assert row.checked["phones_left_out"] == 1
    assert (row.checked["refused"], row.checked["given"]) == (0, 10)


def test_who_is_not_in_the_store_can_be_left_out(importing: Importing) -> None:
    row = importing.done(f"email,points\nada@x.test,10\n{KNOWN},5\n", unknown="skip")

    assert importing.faults(row) == {2: ("person_unknown", "")}
    assert importing.balance(KNOWN).available == 5


def test_who_shall_be_invited_is_counted(importing: Importing) -> None:
    row = importing.done("email,points\nada@x.test,10\n", unknown="invite")

    assert row.done["invited"] == 1


@pytest.mark.parametrize("by", ["email", "customer"])
def test_an_erased_person_stays_erased(importing: Importing, by: str) -> None:
    world = importing.world

    def forget(uow: UnitOfWork) -> None:
        pepper = StoreRepository(uow).programme().key_pepper
        digest = contact_digest(pepper, "email", "ada@x.test")
        if by == "customer":
            digest = customer_digest(pepper, world.store_id, "8001")
        MemberRepository(uow).suppress(digest, by, at=world.clock.now())

    world.run(forget)
    row = importing.done("external_id,email,points\n8001,ada@x.test,10\n")

    assert importing.faults(row) == {2: ("person_erased", "")}


def test_a_frozen_member_is_left_out_and_nobody_else(importing: Importing) -> None:
    world = importing.world
    budi = importing.member(KNOWN).member_id

    def freeze(uow: UnitOfWork) -> None:
        LedgerRepository(uow, world.env.ids).freeze(
            budi, Freeze.WRITES, reason="review", at=world.clock.now()
        )

    world.run(freeze)
    row = importing.done(f"email,points\n{KNOWN},10\nada@x.test,5\n")

    assert importing.faults(row) == {2: ("member_frozen", "")}
    assert importing.balance("ada@x.test").available == 5


def test_two_members_with_one_address_are_told_apart_by_id(
    importing: Importing,
) -> None:
    for ref in ("B1", "B2"):
        who = customer(f"90{ref}", email="ada@x.test")
        importing.world.settle(order(ref=ref, who=who))

    row = importing.done("external_id,email,points\n90B2,ada@x.test,5\n")

    assert importing.faults(row) == {}
    assert importing.world.balance(importing.world.member("90B2")).available == 5


def test_without_an_id_two_members_are_not_guessed_between(
    importing: Importing,
) -> None:
    for ref in ("B1", "B2"):
        who = customer(f"90{ref}", email="ada@x.test")
        importing.world.settle(order(ref=ref, who=who))

    row = importing.done("email,points\nada@x.test,10\n")

    assert importing.faults(row) == {2: ("several_members", "")}


def test_ids_of_several_stores_need_the_name_of_one(importing: Importing) -> None:
    other = UUID(int=7)
    importing.world.run(lambda uow: add_store(uow, other))
    unsaid = importing.done("external_id,points\n8001,10\n")

    row = importing.done("external_id,points\n8001,10\n", store_id=str(other))

    assert importing.faults(unsaid) == {2: ("person_unknown", "")}
    assert row.done["new"] == 1


def test_what_is_known_here_stays_and_gaps_are_filled(importing: Importing) -> None:
    importing.done(
        f"email,first_name,last_name,birthday,language\n{KNOWN},Other,Lestari,"
        "1004-12-01,id\n"
    )

    budi = importing.member(KNOWN)
    assert budi.last_name is not None
    assert budi.birthday == date(1904, 12, 1)


def test_a_tier_is_given_when_it_is_above_and_never_taken(importing: Importing) -> None:
    world = importing.world
    first = importing.done("email,tier,tier_until\nada@x.test,Gold,2027-06-30\n")
    ada = importing.member("ada@x.test").member_id
    world.run(lambda uow: evaluating.evaluate(world.env, uow, ada))

    tried = importing.tried("email,tier\nada@x.test,silver\n")
    second = importing.start(tried)
    importing.meet("ada@x.test")
    importing.undo(first)

    assert first.done["tiers_up"] == 1
    assert tried.checked is not None
    assert (tried.checked["tiers_up"], tried.checked["tiers_down"]) == (0, 1)
    assert second.done["tiers_up"] == 0
    ends = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT until FROM tier_assignment"
        ).scalar_one()
    )
    assert ends == world.clock.now()


def test_names_of_tiers_can_be_led_to_ours(importing: Importing) -> None:
    row = importing.done(
        "email,tier\nada@x.test,Platinum\nb@x.test,Basic\n",
        tiers={"Platinum": "gold", "Basic": ""},
    )

    assert (row.done["tiers_up"], row.done["refused"]) == (1, 0)


def test_imported_points_count_for_tiers_when_asked(importing: Importing) -> None:
    row = importing.done(
        "email,points,tier_points\nada@x.test,10,1500\nb@x.test,20,\n",
        counts_for_tier=True,
    )
    counted = metric(importing)
    importing.meet("ada@x.test", "b@x.test")
    importing.undo(row)

    assert counted == [20, 1500]
    assert metric(importing) == [0, 0]


def metric(importing: Importing) -> list[int]:
    found: list[int] = importing.world.run(
        lambda uow: [
            one[0]
            for one in uow.connection.exec_driver_sql(
                "SELECT amount FROM metric_entry WHERE source LIKE 'import:%%'"
                " AND metric = 'points' ORDER BY amount"
            )
        ]
    )
    return found


def test_store_credit_goes_to_its_own_asset(importing: Importing) -> None:
    row = importing.done(
        "email,points,store_credit\nada@x.test,10,25000\n", credit_asset="credit"
    )

    assert row.done["credit"] == 25000
    assert importing.balance("ada@x.test", "credit").available == 25000
    assert importing.balance("ada@x.test").available == 10
    ada = importing.member("ada@x.test").member_id
    importing.undo(row)
    assert importing.world.balance(ada, "credit").available == 0


def test_points_that_wait_mature_on_their_day(importing: Importing) -> None:
    importing.done(
        "email,points,points_pending,points_available_at\nada@x.test,1,10,2026-12-01\n"
    )

    assert importing.balance("ada@x.test").pending == 10
    assert importing.balance("ada@x.test").available == 1
    assert importing.findings() == []


def test_several_rows_of_one_person_are_several_lots(importing: Importing) -> None:
    importing.done(
        "email,points,points_expire_at\nada@x.test,10,2027-01-31\n"
        "ada@x.test,20,2027-06-30\n"
    )
    ada = importing.member("ada@x.test").member_id

    lots = importing.world.run(
        lambda uow: LedgerRepository(uow, importing.world.env.ids).lots(ada, "points")
    )

    assert [(lot.size, lot.lapses_at) for lot in lots] == [
        (10, datetime(2027, 1, 31, 17, tzinfo=UTC)),
        (20, datetime(2027, 6, 30, 17, tzinfo=UTC)),
    ]


def test_a_consent_is_kept_of_who_said_nothing_here(importing: Importing) -> None:
    world = importing.world
    budi = importing.member(KNOWN)
    shown = Shown("widget", world.store_id)
    world.run(
        lambda uow: consents.say(world.env, uow, budi, {"newsletter": False}, shown)
    )

    importing.done(f"email,consent_email\nada@x.test,yes\nb@x.test,no\n{KNOWN},yes\n")

    who = {name: importing.member(f"{name}@x.test").member_id for name in ("ada", "b")}
    (word,) = world.run(lambda uow: consents.history(uow, who["ada"]))
    assert (word.word.source, word.word.granted, word.actor) == (
        "import",
        True,
        "staff:ada",
    )
    assert world.run(lambda uow: consents.held(uow, who["ada"])) == ["newsletter"]
    assert world.run(lambda uow: consents.history(uow, who["b"])) == []
    assert world.run(lambda uow: consents.held(uow, budi.member_id)) == []


def test_an_old_referral_link_leads_to_its_member(importing: Importing) -> None:
    row = importing.done(
        "email,referral_url\nada@x.test,https://x.test/?smile_ref=AB12\n"
    )

    codes = importing.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT code FROM referral_code"
        ).scalar_one()
    )
    assert (codes, row.done["codes"]) == ("AB12", 1)


def test_undo_follows_a_lot_to_whom_a_merge_gave_it(importing: Importing) -> None:
    row = importing.done("email,points\nada@x.test,10\nb@x.test,20\n")
    ada, b = (importing.member(f"{who}@x.test").member_id for who in ("ada", "b"))
    world = importing.world
    world.run(lambda uow: merging.merge(world.env, uow, kept=b, gone=ada, actor="test"))

    importing.undo(row)

    assert world.balance(b).available == 0
    assert importing.findings() == []


def test_members_that_an_import_made_are_guests_after_undo(
    importing: Importing,
) -> None:
    row = importing.done("external_id,email,points\n8001,ada@x.test,10\n")
    importing.world.clock.advance(hours=1)

    importing.undo(row)

    ada = importing.member("ada@x.test")
    assert (ada.state, ada.joined_at) == ("shadow", None)


def test_the_error_file_can_be_put_right_and_brought_in(importing: Importing) -> None:
    first = importing.done("email,points\nada,10\nb@x.test,5\n")
    world = importing.world
    faulty = b"".join(errors.error_file(world.env, world.programme_id, first))

    second = importing.done(faulty.replace(b"ada,10", b"ada@x.test,10"))

    assert b"email_unreadable" in faulty
    assert (second.done["given"], second.done["refused"]) == (10, 0)


def test_a_file_that_is_gone_is_told(importing: Importing) -> None:
    row = importing.tried("email,points\nada@x.test,10\n")
    importing.world.clock.instant += timedelta(days=8)
    importing.world.run(
        lambda uow: uow.connection.exec_driver_sql("DELETE FROM kept_piece")
    )
    importing.world.run(
        lambda uow: uow.connection.exec_driver_sql("DELETE FROM kept_file")
    )

    failed = importing.start(row)

    assert (failed.state, failed.problem) == ("failed", "kept_file_missing")


def test_single_rows_are_forgotten_when_nothing_can_be_taken_back(
    importing: Importing,
) -> None:
    row = importing.done("email,points\nada,10\nb@x.test,5\n")
    world = importing.world
    before = desk.sweep(world.env, world.programme_id)
    world.clock.instant += ROWS_LIVE + timedelta(seconds=1)

    after = desk.sweep(world.env, world.programme_id)

    assert (before, after) == (0, 1)
    assert importing.faults(row) == {}
    assert importing.look(row.import_id).done["given"] == 5
    assert desk.sweep(world.env, world.programme_id) == 0


def test_a_frozen_programme_fails_the_run_and_it_goes_on_after(
    importing: Importing,
) -> None:
    row = importing.tried("email,points\nada@x.test,10\n")
    world = importing.world
    state = "UPDATE programme SET state = %s, frozen_reason = %s"
    world.run(lambda uow: uow.connection.exec_driver_sql(state, ("frozen", "test")))

    failed = importing.start(row)
    world.run(lambda uow: uow.connection.exec_driver_sql(state, ("active", None)))
    done = importing.start(failed)

    assert (failed.state, failed.problem) == ("failed", "programme_frozen")
    assert (done.state, done.done["given"]) == ("done", 10)
