"""Codes, first comers, merged and erased people."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.services import erasure, referral_desk
from app.services.merging import merge
from app.services.referral_desk import (
    CameBefore,
    Claim,
    CodeUnknown,
    OwnLink,
    ReferralClosed,
    ReferralOff,
    Verdict,
)
from app.storage.members import MemberRepository
from app.storage.referrals import ReferralMissing, ReferralRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.referrals.friends import (
    BONUS,
    WELCOME,
    Friends,
    document,
    friends,
)


def say(shop: Friends, name: str, code: str) -> bool:
    def claim(uow: UnitOfWork) -> bool:
        friend = MemberRepository(uow).get(shop.found(uow, name))
        return referral_desk.claim(shop.world.env, uow, friend, Claim(code))[1]

    new: bool = shop.world.run(claim)
    return new


def test_a_code_is_made_once_and_can_t_be_guessed(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        gate = Barrier(4)

        def ask(_number: int) -> str:
            gate.wait(timeout=30)
            return shop.code("ani")

        with ThreadPoolExecutor(4) as pool:
            codes = set(pool.map(ask, range(4)))

        assert len(codes) == 1
        assert len(codes.pop()) * 5 >= 50


def test_a_link_leads_to_every_connected_store(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        code = shop.code("ani")

        def read(uow: UnitOfWork) -> referral_desk.Link:
            member = MemberRepository(uow).get(shop.found(uow, "ani"))
            return referral_desk.link_of(shop.world.env, uow, member)

        assert shop.world.run(read).urls == (
            (shop.world.store_id, f"https://satu.test/?ref={code}"),
        )


def test_the_first_link_counts(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("dodi")
        shop.brings("ani", "budi")

        assert not say(shop, "budi", shop.code("ani"))
        with pytest.raises(CameBefore):
            say(shop, "budi", shop.code("dodi"))


def test_what_is_no_link_is_refused(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("budi")
        with pytest.raises(CodeUnknown):
            say(shop, "budi", "NOBODYS")
        with pytest.raises(OwnLink):
            say(shop, "ani", shop.code("ani"))
        code = shop.code("ani")
        shop.world.publish(document(enabled=False))
        with pytest.raises(ReferralOff):
            say(shop, "budi", code)


def test_ones_own_code_on_an_order_is_nothing(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", link=shop.code("ani"))
        shop.buys("ani", link="UNKNOWN")

        rows = shop.world.run(
            lambda uow: ReferralRepository(uow).of_friend(shop.found(uow, "ani"))
        )
        assert rows is None


def test_a_guest_is_welcomed_on_joining(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("budi", link=shop.code("ani"), has_account=False)
        assert shop.points("budi") == 0

        shop.joins("budi")
        assert shop.points("budi") == WELCOME


def test_referrals_move_with_a_merged_friend(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("dodi")
        shop.brings("ani", "budi")
        shop.passes(seconds=1)
        shop.brings("dodi", "budi2")
        shop.buys("budi2")
        kept, gone = shop.member("budi2"), shop.member("budi")
        shop.world.run(
            lambda uow: merge(shop.world.env, uow, kept=kept, gone=gone, actor="t")
        )
        shop.pay()
        shop.passes(days=15)

        # The earlier link counts, with the order of both; one welcome, one bonus.
        assert shop.state("budi2") == ("earned", [])
        assert shop.world.balance(kept).shown == WELCOME
        assert (shop.points("ani"), shop.points("dodi")) == (BONUS, 0)


def test_referrals_and_links_move_with_a_merged_member(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        code = shop.code("ani")
        shop.brings("ani", "budi")
        heir, gone = shop.joins("ani2", email="other@mail.test"), shop.member("ani")
        shop.world.run(
            lambda uow: merge(shop.world.env, uow, kept=heir, gone=gone, actor="t")
        )
        shop.pay()
        shop.buys("budi")
        shop.joins("cici")
        assert say(shop, "cici", code)
        shop.passes(days=15)

        assert shop.world.balance(heir).shown == BONUS


def test_who_turns_out_to_be_the_same_person_gives_everything_back(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.buys("budi")
        shop.passes(days=15)
        kept, gone = shop.member("ani"), shop.member("budi")
        shop.world.run(
            lambda uow: merge(shop.world.env, uow, kept=kept, gone=gone, actor="t")
        )
        shop.pay()

        assert shop.state("ani") == ("blocked", ["same_member"])
        assert shop.world.balance(kept).shown == 0


@pytest.mark.parametrize("who", ["ani", "budi"])
def test_an_erased_person_leaves_no_trace_and_takes_nothing_back(
    who: str, fresh_database_url: str
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi", device="198.51.100.7")
        shop.buys("budi", address_text="Jl. Melati 5")
        shop.passes(days=15)
        row, member = shop.referral("budi"), shop.member(who)
        other = shop.member("budi" if who == "ani" else "ani")
        held = shop.world.balance(other).shown
        erasure.erase(shop.world.env, shop.world.programme_id, member)
        shop.passes(days=15)

        assert shop.world.balance(other).shown == held > 0

        def read(uow: UnitOfWork) -> tuple[object, ...]:
            after = ReferralRepository(uow).get(row.referral_id)
            prints = ReferralRepository(uow).prints_of([member])
            code = ReferralRepository(uow).code_of(member)
            kept = (after.code, after.order_ref, after.device_digest, after.past)
            return *kept, prints, code

        assert shop.world.run(read) == ("erased", None, None, None, {}, None)
        verdict = Verdict("approved", "late", "wati")
        with pytest.raises(ReferralClosed):
            shop.world.run(
                lambda uow: referral_desk.decide(
                    shop.world.env, uow, row.referral_id, verdict
                )
            )


def test_an_unknown_referral_is_missing(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop, pytest.raises(ReferralMissing):
        shop.world.run(
            lambda uow: ReferralRepository(uow).get(shop.world.env.ids.new())
        )


def test_two_claims_at_once_make_one_referral(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("budi")
        code, gate = shop.code("ani"), Barrier(4)

        def ask(_number: int) -> bool:
            gate.wait(timeout=30)
            return say(shop, "budi", code)

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(ask, range(4))) == [False, False, False, True]
        shop.pay()

        assert shop.points("budi") == WELCOME
