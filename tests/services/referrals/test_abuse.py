"""What looks like abuse is refused or put before people, always with a reason."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.events import CustomerProfile
from tests.factories import guest, line, order
from tests.services.referrals.friends import BONUS, WELCOME, Friends, friends

HOME: dict[str, Any] = {"address_text": "Jl. Melati 5, 40115 Bandung, ID"}
PHONE: dict[str, Any] = {"device_text": "203.0.113.9 firefox"}
CARD: dict[str, Any] = {"payer_text": "visa 4242 12/30"}


@pytest.mark.parametrize(
    ("mine", "theirs", "reason"),
    [
        ("ani.w@gmail.com", "a.niw@googlemail.com", "own_address"),
        ("ani@mail.test", "ani+friend@mail.test", "own_address"),
        ("ani@mail.test", "ANI@mail.test", "own_address"),
    ],
)
def test_ones_own_address_is_no_friend(
    mine: str, theirs: str, reason: str, fresh_database_url: str
) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("ani", email=mine)
        shop.joins("budi", email=theirs, contact_verified=False)
        shop.claims("budi", of="ani")
        shop.buys("budi", person=shop.who("budi", email=theirs))
        shop.passes(days=15)

        assert shop.state("budi") == ("blocked", [reason])
        assert (shop.points("budi"), shop.points("ani")) == (0, 0)


def test_dots_matter_where_they_are_other_people(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("ani", email="ani.w@mail.test")
        shop.joins("budi", email="aniw@mail.test")
        shop.claims("budi", of="ani")

        assert shop.state("budi") == ("open", [])


def test_ones_own_phone_is_no_friend(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("ani", phone="+62 812-3456")
        shop.joins("budi", phone="+628123456")
        shop.claims("budi", of="ani")

        assert shop.state("budi") == ("blocked", ["own_phone"])


def test_who_bought_before_is_no_friend(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("budi")
        shop.buys("budi")
        shop.passes(seconds=1)
        shop.claims("budi", of="ani")

        assert shop.state("budi") == ("blocked", ["existing_customer"])
        assert shop.points("budi") == 0


def test_who_bought_as_a_guest_is_no_friend(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.shows(order(line(), at=shop.now, ref="G1", who=guest("budi@mail.test")))
        shop.passes(days=1)
        shop.joins("budi", contact_verified=False, email="Budi+x@mail.test")
        shop.claims("budi", of="ani")

        assert shop.state("budi") == ("blocked", ["existing_customer"])


@pytest.mark.parametrize(("days", "state"), [(7, "open"), (8, "blocked")])
def test_who_joined_long_ago_is_no_friend(
    days: int, state: str, fresh_database_url: str
) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("budi")
        shop.passes(days=days)
        shop.claims("budi", of="ani")

        assert shop.referral("budi").state == state


@pytest.mark.parametrize(
    ("seen", "state", "reason"),
    [
        (HOME, "held", "same_address"),
        (PHONE, "held", "same_device"),
        (CARD, "blocked", "same_payment"),
    ],
)
def test_what_both_have_is_looked_at(
    seen: dict[str, Any], state: str, reason: str, fresh_database_url: str
) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", **seen)
        shop.brings("ani", "budi")
        assert shop.points("budi") == WELCOME
        shop.buys("budi", **seen)
        shop.passes(days=15)

        assert shop.state("budi") == (state, [reason])
        assert shop.points("ani") == 0
        # What a friend was welcomed with stays while people decide.
        assert shop.points("budi") == (WELCOME if state == "held" else 0)


def test_the_shops_own_till_is_nobodys_device(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", channel="pos", **PHONE, **HOME)
        shop.brings("ani", "budi")
        shop.buys("budi", channel="pos", **PHONE, **HOME)

        assert shop.state("budi") == ("waiting", [])


def test_people_approve_what_was_held(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", **HOME)
        shop.brings("ani", "budi")
        shop.buys("budi", **HOME)
        shop.passes(days=15)
        shop.decides("budi", "approved")

        assert shop.state("budi") == ("earned", [])
        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, BONUS)


def test_an_approval_covers_only_what_was_known(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", **HOME, **CARD)
        shop.brings("ani", "budi")
        shop.buys("budi", **HOME)
        shop.decides("budi", "approved")
        assert shop.state("budi") == ("waiting", [])
        shop.buys("budi", **CARD)

        assert shop.state("budi") == ("blocked", ["same_payment"])


def test_people_undo_a_refusal_of_a_check(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.buys("ani", **CARD)
        shop.brings("ani", "budi")
        shop.buys("budi", **CARD)
        shop.decides("budi", "approved")
        shop.passes(days=15)

        assert (shop.points("budi"), shop.points("ani")) == (WELCOME, BONUS)


def test_people_refuse_and_everything_goes_back(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.buys("budi")
        shop.passes(days=15)
        shop.decides("budi", "refused")

        assert shop.state("budi") == ("refused", ["by_hand"])
        assert (shop.points("budi"), shop.points("ani")) == (0, 0)


def test_what_is_found_after_the_reward_changes_nothing(
    fresh_database_url: str,
) -> None:
    with friends(fresh_database_url) as shop:
        shop.brings("ani", "budi")
        shop.buys("budi")
        shop.passes(days=15)
        shop.buys("ani", **CARD)
        shop.buys("budi", **CARD)

        assert shop.state("budi") == ("earned", [])
        assert shop.points("ani") == BONUS


def test_a_check_that_is_off_finds_nothing(fresh_database_url: str) -> None:
    with friends(fresh_database_url, guards={"same_payment": "off"}) as shop:
        shop.buys("ani", **CARD)
        shop.brings("ani", "budi")
        shop.buys("budi", **CARD)

        assert shop.state("budi") == ("waiting", [])


def test_a_circle_brings_nothing(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        shop.joins("budi")
        shop.joins("cici")
        shop.joins("dodi")
        for friend, advocate in (("cici", "budi"), ("dodi", "cici"), ("budi", "dodi")):
            shop.passes(seconds=1)
            shop.claims(friend, of=advocate)

        assert [shop.state(name)[0] for name in ("cici", "dodi")] == ["open", "open"]
        assert shop.state("budi") == ("blocked", ["circle"])


def came(shop: Friends, count: int, device: str | None = None) -> list[str]:
    names = [f"friend{number}" for number in range(count)]
    for name in names:
        shop.brings("ani", name, device=device)
        shop.passes(minutes=1)
    return [shop.referral(name).state for name in names]


def test_too_many_friends_in_a_day_are_looked_at(fresh_database_url: str) -> None:
    with friends(fresh_database_url, velocity={"most": 3}) as shop:
        assert came(shop, 4) == ["open", "open", "open", "held"]
        assert shop.state("friend3") == ("held", ["too_fast"])
        assert shop.points("friend3") == 0

        shop.decides("friend3", "approved")
        assert shop.points("friend3") == WELCOME
        shop.passes(days=1)
        shop.brings("ani", "later")
        assert shop.state("later") == ("open", [])


def test_friends_of_one_device_are_looked_at(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        assert came(shop, 3, device="198.51.100.7 chrome") == ["open", "open", "held"]
        assert shop.state("friend2") == ("held", ["same_device_fast"])


def test_digests_of_people_cannot_be_read(fresh_database_url: str) -> None:
    with friends(fresh_database_url) as shop:
        person: CustomerProfile = replace(shop.who("budi"), **HOME, **CARD)
        shop.buys("budi", person=person)

        rows = shop.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT kind, length(digest) FROM referral_print ORDER BY kind"
            ).all()
        )

        assert [tuple(row) for row in rows] == [
            ("address", 32),
            ("email", 32),
            ("payer", 32),
        ]
