"""What the storefront knew of a person goes with them, or follows a merge."""

from app.services import merging
from app.services.erasure import erase
from app.services.storefront import cards, claiming
from app.storage.storefront import StorefrontRepository
from app.storage.support_claims import SupportClaimRepository
from app.storage.unit_of_work import UnitOfWork
from tests.web.storefront.shop import Shop


def open_claims(uow: UnitOfWork) -> list[str | None]:
    return [one.order_number for one in SupportClaimRepository(uow).page()]


def test_an_erased_person_leaves_no_card_no_cheer_and_no_claim(shop: Shop) -> None:
    shop.welcome("7001")
    guest = {"order_number": "11", "email": "Budi@Mail.test", "note": "It's Budi."}
    shop.post("/claims", guest)
    shop.post("/claims", {**guest, "order_number": "12", "email": "wati@mail.test"})
    shop.post("/claims", {"order_number": "13"}, who="7001")
    code = shop.get("/card", who="7001").json["code"]
    shop.post("/seen", {"celebrations": ["reward:first"]}, who="7001")
    assert shop.world.run(open_claims) == ["11", "12", "13"]

    erase(shop.world.env, shop.world.programme_id, shop.world.member("7001"))

    assert shop.world.run(open_claims) == ["12"]
    assert shop.world.run(lambda uow: cards.whose(uow, code)) is None


def test_support_reads_where_a_guest_is_answered_and_the_database_does_not(
    shop: Shop,
) -> None:
    guest = {"order_number": "11", "email": "Wati@Mail.test"}
    shop.post("/claims", guest)
    shop.welcome("7001")
    shop.post("/claims", {"order_number": "13"}, who="7001")

    of_guest, of_member = shop.world.run(lambda uow: SupportClaimRepository(uow).page())

    env, programme_id = shop.world.env, shop.world.programme_id
    assert claiming.contact_of(env, programme_id, of_guest) == "wati@mail.test"
    assert "wati" not in (of_guest.sealed_contact or "").lower()
    assert claiming.contact_of(env, programme_id, of_member) is None


def test_a_merged_member_keeps_the_card_and_is_not_cheered_again(shop: Shop) -> None:
    shop.welcome("7001")
    shop.welcome("7002", email="wati@mail.test")
    code = shop.get("/card", who="7001").json["code"]
    shop.post("/seen", {"celebrations": ["reward:first"]}, who="7001")
    shop.post("/nudges", {"kind": "unused", "action": "shown"}, who="7001")
    shop.get("/member", who="7002")
    gone, kept = shop.world.member("7001"), shop.world.member("7002")

    shop.world.run(
        lambda uow: merging.merge(
            shop.world.env, uow, kept=kept, gone=gone, actor="test"
        )
    )

    assert shop.world.run(lambda uow: cards.whose(uow, code)) == kept
    seen = shop.world.run(
        lambda uow: StorefrontRepository(uow).seen(kept, ["reward:first"])
    )
    assert seen == {"reward:first"}
