"""Customers become members once, whatever arrives and in which order."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.errors import Busy
from app.domain.events import CustomerProfile, OrderState, ReviewSnapshot
from app.domain.ledger import Balance
from app.services.joining import customer_gone, customer_seen
from app.services.merging import customers_merged, merge
from app.services.reviews import review_seen
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, guest, line, order
from tests.world import POINTS_IDR, World, opened

SIGN_UP = {
    "id": "welcome",
    "trigger": "sign_up",
    "award": {"kind": "fixed", "points": 100},
}
REVIEW = {
    "id": "review",
    "trigger": "review",
    "needs": "text",
    "bought": True,
    "once_per": "product",
    "award": {"kind": "fixed", "points": 50},
}
DOCUMENT = POINTS_IDR | {"earning": [*POINTS_IDR["earning"], SIGN_UP, REVIEW]}
LATER = DOCUMENT | {
    "earning": [
        POINTS_IDR["earning"][0],
        SIGN_UP | {"after_first_paid_order": True},
    ]
}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as made:
        yield made


def seen(world: World, profile: CustomerProfile) -> str:
    said: str = world.run(
        lambda uow: customer_seen(world.env, uow, world.store, profile)
    )
    return said


def merged(world: World, kept: str, gone: str) -> str:
    said: str = world.run(
        lambda uow: customers_merged(world.env, uow, world.store, kept, gone)
    )
    return said


def row(world: World, member_id: UUID) -> MemberRow:
    def read(uow: UnitOfWork) -> MemberRow:
        return MemberRepository(uow).get(member_id)

    found: MemberRow = world.run(read)
    return found


def review(
    world: World,
    *,
    ref: str = "r1",
    product: str = "12",
    email: str | None = "budi@mail.test",
    approved: bool = True,
    deleted: bool = False,
) -> str:
    shown = ReviewSnapshot(
        review_ref=ref,
        product_ref=product,
        approved=approved,
        has_text=True,
        reviewer_email=email,
        deleted=deleted,
        written_at=NOON,
    )
    said: str = world.run(lambda uow: review_seen(world.env, uow, world.store, shown))
    return said


def test_a_customer_with_an_account_is_welcomed_once(world: World) -> None:
    first = seen(world, customer())

    second = seen(world, customer())

    assert (first, second) == ("member_welcomed", "member_known")
    assert world.balance() == Balance(available=100)


def test_a_customer_without_an_account_is_a_shadow_until_they_have_one(
    world: World,
) -> None:
    seen(world, customer(has_account=False))
    before = row(world, world.member())

    seen(world, customer())

    assert before.state == "shadow"
    assert row(world, world.member()).state == "active"
    assert world.balance() == Balance(available=100)


def test_staff_and_anonymised_people_are_no_members(world: World) -> None:
    said = [
        seen(world, customer("1", staff=True)),
        seen(world, customer("2", anonymised=True, email=None)),
        seen(world, customer(None, email=None)),
    ]

    assert said == [
        "staff_user_ignored",
        "anonymised_customer_ignored",
        "nobody_identifiable",
    ]


def test_a_changed_address_is_an_update_never_a_new_member(world: World) -> None:
    seen(world, customer())
    before = world.member()

    seen(world, customer(email="baru@mail.test"))

    assert world.member() == before
    assert row(world, before).email == "baru@mail.test"


def test_an_unproved_address_claims_nothing(world: World) -> None:
    world.settle(order(who=guest("budi@mail.test")))

    seen(world, customer())

    assert world.balance() == Balance(available=100)


def test_a_proved_address_claims_what_the_guest_earned(world: World) -> None:
    world.settle(order(who=guest("budi@mail.test")))

    seen(world, customer(verified=True))

    assert world.balance() == Balance(pending=257, available=100)


def test_a_sign_up_bonus_may_wait_for_the_first_paid_order(world: World) -> None:
    world.publish(LATER)
    seen(world, customer())
    before = world.balance()
    world.settle(order(state=OrderState.OPEN))
    unpaid = world.balance()

    world.settle(order(version=NOON + timedelta(minutes=1)))

    assert before == unpaid == Balance()
    assert world.balance() == Balance(pending=257, available=100)


def test_a_deleted_account_keeps_its_points(world: World) -> None:
    seen(world, customer())
    member_id = world.member()

    world.run(lambda uow: customer_gone(world.env, uow, world.store, "7001"))

    assert world.balance(member_id) == Balance(available=100)


def test_a_merge_moves_points_and_pays_no_bonus_twice(world: World) -> None:
    seen(world, customer("1", email="a@mail.test"))
    seen(world, customer("2", email="b@mail.test"))
    world.settle(order(who=customer("2", email="b@mail.test")))
    kept = world.member("1")

    said = merged(world, "1", "2")

    assert said == "members_merged"
    assert world.member("2") == kept
    assert world.balance(kept) == Balance(pending=257, available=100)


def test_a_late_event_of_the_merged_customer_finds_the_kept_member(
    world: World,
) -> None:
    seen(world, customer("1", email="a@mail.test"))
    world.settle(order(who=customer("2", email="b@mail.test")))
    merged(world, "1", "2")

    world.settle(
        order(
            line(refunded="57900"),
            who=customer("2", email="b@mail.test"),
            version=NOON + timedelta(minutes=1),
        )
    )

    assert world.balance(world.member("1")) == Balance(pending=200, available=100)


def test_merges_in_chains_lead_to_the_last(world: World) -> None:
    for ref in ("1", "2", "3"):
        world.settle(order(ref=ref, who=customer(ref, email=f"{ref}@mail.test")))

    merged(world, "2", "1")
    merged(world, "3", "2")

    assert world.member("1") == world.member("2") == world.member("3")
    assert world.balance(world.member("3")) == Balance(pending=3 * 257)


def test_a_merge_before_either_member_exists_does_no_harm(world: World) -> None:
    nobody = merged(world, "1", "2")
    seen(world, customer("1"))

    renamed = merged(world, "1", "2")

    assert (nobody, renamed) == ("neither_customer_known", "customer_renamed")
    assert world.member("2") == world.member("1")
    assert merged(world, "1", "2") == "already_merged"


def test_a_review_of_something_bought_is_rewarded_once_a_product(
    world: World,
) -> None:
    world.settle(order())

    said = [review(world), review(world), review(world, ref="r2")]

    assert said[0] == "review_rewarded"
    assert said[1:] == ["review_known_or_worth_nothing"] * 2
    assert world.balance() == Balance(pending=257, available=50)


def test_a_review_of_something_not_bought_is_worth_nothing(world: World) -> None:
    world.settle(order())

    said = [review(world, product="99"), review(world, email="other@mail.test")]

    assert said == ["reviewer_unknown_or_did_not_buy"] * 2


def test_a_review_that_is_held_or_deleted_is_taken_back_and_given_again(
    world: World,
) -> None:
    world.settle(order())
    review(world)
    review(world, approved=False)
    held = world.balance()
    review(world)
    again = world.balance()

    review(world, deleted=True, email=None)

    assert held == Balance(pending=257)
    assert again == Balance(pending=257, available=50)
    assert world.balance() == Balance(pending=257)


def test_an_absorbed_member_in_a_redemption_is_merged_later(world: World) -> None:
    seen(world, customer("1", email="a@mail.test"))
    seen(world, customer("2", email="b@mail.test"))
    kept, gone = world.member("1"), world.member("2")
    hold_points(world, gone)

    with pytest.raises(Busy):
        world.run(
            lambda uow: merge(world.env, uow, kept=kept, gone=gone, actor="platform")
        )

    assert world.balance(kept) == Balance(available=100)


def hold_points(world: World, member_id: UUID) -> None:
    """Set 40 points aside, as a redemption in progress does."""
    from app.domain.ledger import Key  # noqa: PLC0415
    from app.storage.ledger import LedgerRepository  # noqa: PLC0415

    def write(uow: UnitOfWork) -> None:
        ledger = LedgerRepository(uow, world.env.ids)
        book = ledger.open([(member_id, "points")])
        voucher_id = world.env.ids.new()
        book.hold(
            Key.of("hold", voucher_id),
            member_id=member_id,
            asset="points",
            amount=40,
            at=NOON,
            occurred_at=NOON,
            voucher_id=voucher_id,
        )
        ledger.flush(book)

    world.run(write)
