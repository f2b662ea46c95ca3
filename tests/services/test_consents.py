"""Consents as stores and members say them: kept word by word, a "no" wins at once."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.consents import text_version
from app.domain.events import CustomerChanged
from app.services import consents, merging
from app.services.consents import Shown
from app.services.erasure import erase
from app.services.joining import customer_changed, customer_seen
from app.services.living import MemberGone
from app.storage.consents import SaidWord
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        store_says(made)
        yield made


def store_says(world: World, *, news: bool | None = None, ref: str = "7001") -> None:
    """Deliver the whole customer, as with any change of it."""
    world.clock.advance(minutes=1)
    email = "budi@mail.test" if ref == "7001" else f"{ref}@mail.test"
    profile = replace(customer(ref, email=email), marketing_consent=news)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, profile))


def changed_at_store(world: World, *, news: bool) -> None:
    """Deliver that the customer changed the consent there."""
    world.clock.advance(minutes=1)
    event = CustomerChanged("7001", marketing_consent=news)
    world.run(lambda uow: customer_changed(world.env, uow, world.store, event))


def member_says(
    world: World, *, news: bool, ref: str = "7001", tag: str = "id"
) -> None:
    world.clock.advance(minutes=1)
    shown = Shown("widget", world.store_id, tag, "Kabar lewat pesan: Email")

    def write(uow: UnitOfWork) -> None:
        member = MemberRepository(uow).get(world.member(ref))
        consents.say(world.env, uow, member, {"newsletter": news}, shown)

    world.run(write)


def held(world: World, ref: str = "7001") -> list[str]:
    found: list[str] = world.run(lambda uow: consents.held(uow, world.member(ref)))
    return found


def history(world: World, member_id: UUID | None = None) -> list[SaidWord]:
    wanted = member_id or world.member()
    found: list[SaidWord] = world.run(lambda uow: consents.history(uow, wanted))
    return found


def test_a_word_keeps_its_text_its_language_its_place_and_its_time(
    world: World,
) -> None:
    member_says(world, news=True)

    (said,) = history(world)

    assert said.name == "newsletter"
    assert (said.word.granted, said.word.source) == (True, "widget")
    assert said.word.store_id == world.store_id
    assert (said.language, said.wording) == ("id", "Kabar lewat pesan: Email")
    assert said.text_version == text_version("Kabar lewat pesan: Email")
    assert said.said_at == world.clock.now()


def test_every_word_is_kept_and_a_repeated_one_once(world: World) -> None:
    for news in (True, True, False, True):
        member_says(world, news=news)
    member_says(world, news=True, tag="ms")

    words = history(world)

    assert [said.word.granted for said in words] == [True, False, True, True]
    assert words[-1].language == "ms"


def test_a_no_to_us_stands_against_what_the_store_repeats(world: World) -> None:
    store_says(world, news=True)
    member_says(world, news=False)

    store_says(world, news=True)
    changed_at_store(world, news=True)

    assert held(world) == []


def test_a_no_at_the_store_ends_a_yes_to_us_at_once(world: World) -> None:
    member_says(world, news=True)
    assert held(world) == ["newsletter"]

    changed_at_store(world, news=False)

    assert held(world) == []
    assert [said.word.source for said in history(world)] == ["widget", "platform"]


def test_a_store_that_never_asked_withdraws_nothing(world: World) -> None:
    member_says(world, news=True)

    store_says(world, news=False)

    assert held(world) == ["newsletter"]
    assert len(history(world)) == 1


def test_a_store_whose_yes_became_a_no_withdraws(world: World) -> None:
    store_says(world, news=True)
    assert held(world) == ["newsletter"]

    store_says(world, news=False)

    assert held(world) == []


def test_a_yes_to_us_settles_an_older_no_of_a_store(world: World) -> None:
    changed_at_store(world, news=False)

    member_says(world, news=True)
    store_says(world, news=False)

    assert held(world) == ["newsletter"]


def test_a_merged_member_brings_the_words_and_a_no_wins(world: World) -> None:
    store_says(world, ref="7002")
    member_says(world, news=True)
    member_says(world, news=False, ref="7002")
    kept, gone = world.member(), world.member("7002")

    world.run(
        lambda uow: merging.merge(world.env, uow, kept=kept, gone=gone, actor="test")
    )

    assert held(world) == []
    assert [said.word.granted for said in history(world, kept)] == [True, False]


def test_who_is_gone_says_nothing_and_an_erased_persons_words_go(
    world: World,
) -> None:
    member_says(world, news=True)
    member_id = world.member()
    erase(world.env, world.programme_id, member_id)

    def say(uow: UnitOfWork) -> None:
        member = MemberRepository(uow).get(member_id)
        shown = Shown("staff", world.store_id, actor="staff:1")
        consents.say(world.env, uow, member, {"sms": True}, shown)

    with pytest.raises(MemberGone):
        world.run(say)

    assert history(world, member_id) == []
