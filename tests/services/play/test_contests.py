"""Contests: moderated entries, one vote each, a jury, and places that may move."""

from typing import Any
from uuid import UUID

import pytest

from app.services.contests import (
    ContestOpen,
    EntriesUsed,
    NotScored,
    OwnEntry,
    UnreadableEntry,
    decide,
    enter,
    entries_shown,
    moderate,
    score,
    sweep,
    vote,
)
from app.services.games import GameClosed, PlayedBefore
from app.storage.contests import ContestRepository, EntryMissing, EntryRow
from tests.domain.programme.games import CONTEST
from tests.services.play.arcade import DOCUMENT, JULY, Arcade, with_game

LINK = "https://photos.test/{}.jpg"
OPEN: dict[str, Any] = {
    **CONTEST,
    "active": {"until": "2027-07-15"},
    "closes": JULY,
}
JURY = {**OPEN, "decide": "jury"}


def entered(arcade: Arcade, who: UUID, body: str | None = None) -> EntryRow:
    env = arcade.world.env
    words = LINK.format(who) if body is None else body
    found: EntryRow = arcade.world.run(
        lambda uow: enter(env, uow, who, "photos", words)
    )
    return found


def shown(arcade: Arcade, entry: EntryRow, reason: str | None = None) -> EntryRow:
    """Show an entry; with a reason, refuse it."""
    env = arcade.world.env
    found: EntryRow = arcade.world.run(
        lambda uow: moderate(
            env,
            uow,
            "photos",
            entry.entry_id,
            "refused" if reason else "shown",
            reason=reason,
            actor="staff:1",
        )
    )
    return found


def voted(arcade: Arcade, who: UUID, entry: EntryRow) -> None:
    env = arcade.world.env
    arcade.world.run(lambda uow: vote(env, uow, who, "photos", entry.entry_id))


def scored(arcade: Arcade, entry: EntryRow, juror: str, points: int) -> None:
    env = arcade.world.env
    arcade.world.run(
        lambda uow: score(
            env, uow, "photos", entry.entry_id, juror=juror, points=points
        )
    )


def decided(arcade: Arcade) -> list[UUID]:
    env = arcade.world.env
    found = arcade.world.run(lambda uow: decide(env, uow, "photos"))
    return [one.member_id for one in found]


def test_an_entry_waits_and_is_shown_once_somebody_looked(arcade: Arcade) -> None:
    env, entry = arcade.world.env, entered(arcade, arcade.member())

    before = arcade.world.run(lambda uow: entries_shown(env, uow, "photos"))
    shown(arcade, entry)
    after = arcade.world.run(lambda uow: entries_shown(env, uow, "photos"))

    assert (entry.state, before) == ("waiting", [])
    assert [one.entry_id for one in after] == [entry.entry_id]
    arcade.publish(with_game({**OPEN, "enabled": False}))
    assert arcade.world.run(lambda uow: entries_shown(env, uow, "photos")) == []


@pytest.mark.parametrize(
    "body",
    ["", "http://photos.test/1", "my cat", "https://a b", "https://" + "x" * 2000],
)
def test_a_photo_is_a_link(arcade: Arcade, body: str) -> None:
    with pytest.raises(UnreadableEntry):
        entered(arcade, arcade.member(), body)


def test_a_text_has_words(arcade: Arcade) -> None:
    arcade.publish(with_game({**OPEN, "entry": "text"}))

    assert entered(arcade, arcade.member(), " my cat ").body == "my cat"
    with pytest.raises(UnreadableEntry):
        entered(arcade, arcade.member("2"), "  ")


def test_entries_are_limited_and_the_same_one_is_the_same(arcade: Arcade) -> None:
    who = arcade.member()
    first = entered(arcade, who)

    assert entered(arcade, who) == first
    with pytest.raises(EntriesUsed) as refusal:
        entered(arcade, who, LINK.format("other"))
    assert refusal.value.most == 1


def test_entries_end_with_their_window_and_votes_with_the_close(
    arcade: Arcade,
) -> None:
    ani, budi, cici = (arcade.member(str(ref)) for ref in range(1, 4))
    entry = entered(arcade, ani)
    shown(arcade, entry)
    clock = arcade.world.clock

    clock.advance(days=(_days_until(arcade, 2027, 7, 20)))
    with pytest.raises(GameClosed):
        entered(arcade, cici)
    voted(arcade, budi, entry)
    clock.advance(days=12)
    with pytest.raises(GameClosed):
        voted(arcade, cici, entry)


def _days_until(arcade: Arcade, year: int, month: int, day: int) -> int:
    now = arcade.world.clock.now()
    return (now.replace(year=year, month=month, day=day) - now).days


def test_without_an_entry_window_entries_end_with_the_close(arcade: Arcade) -> None:
    arcade.publish(with_game({**OPEN, "active": None}))
    who = arcade.member()
    arcade.world.clock.advance(days=365)

    with pytest.raises(GameClosed):
        entered(arcade, who)


def test_a_member_votes_once_and_not_for_their_own(arcade: Arcade) -> None:
    ani, budi, cici = (arcade.member(str(ref)) for ref in range(1, 4))
    first, second, hidden = (entered(arcade, who) for who in (ani, budi, cici))
    shown(arcade, first)
    shown(arcade, second)

    voted(arcade, cici, first)
    voted(arcade, cici, first)

    with pytest.raises(PlayedBefore):
        voted(arcade, cici, second)
    with pytest.raises(OwnEntry):
        voted(arcade, ani, first)
    with pytest.raises(EntryMissing):
        voted(arcade, ani, hidden)
    with pytest.raises(NotScored):
        scored(arcade, first, "jo", 5)


def test_votes_decide_and_a_refused_winner_makes_room(arcade: Arcade) -> None:
    people = [arcade.member(str(ref)) for ref in range(1, 7)]
    ani, budi, cici = people[:3]
    entries = [entered(arcade, who) for who in (ani, budi, cici)]
    for entry in entries:
        shown(arcade, entry)
    for voter, entry in zip(
        [*people[3:], budi, ani, people[0]],
        [*[entries[0]] * 4, entries[1], entries[1]],
        strict=True,
    ):
        voted(arcade, voter, entry)
    voted(arcade, cici, entries[1])
    with pytest.raises(ContestOpen):
        decided(arcade)
    arcade.world.clock.advance(days=365)

    report = sweep(arcade.world.env, arcade.world.programme_id)

    assert str(report) == "1 contests decided"
    assert [arcade.held(who) for who in (ani, budi, cici)] == [10, 5, 0]
    assert decided(arcade) == [ani, budi]
    assert shown(arcade, entries[0], "not their photo").place is None
    assert [arcade.held(who) for who in (ani, budi, cici)] == [0, 10, 0]
    assert arcade.proved()


def test_a_jury_decides_by_the_mean(arcade: Arcade) -> None:
    arcade.publish(with_game(JURY))
    ani, budi = arcade.member("1"), arcade.member("2")
    first, second = entered(arcade, ani), entered(arcade, budi)
    for entry in (first, second):
        shown(arcade, entry)
    with pytest.raises(NotScored):
        voted(arcade, ani, second)
    scored(arcade, first, "jo", 9)
    scored(arcade, first, "jo", 6)
    scored(arcade, first, "mo", 7)
    scored(arcade, second, "jo", 7)
    arcade.world.clock.advance(days=365)

    assert decided(arcade) == [budi, ani]
    assert [arcade.held(ani), arcade.held(budi)] == [5, 10]
    with pytest.raises(GameClosed):
        scored(arcade, first, "mo", 10)


def test_a_refusal_needs_a_reason_and_the_same_decision_is_the_same(
    arcade: Arcade,
) -> None:
    entry = entered(arcade, arcade.member())

    refused = shown(arcade, entry, "blurred")
    assert (refused.state, refused.reason, refused.decided_by) == (
        "refused",
        "blurred",
        "staff:1",
    )
    arcade.world.clock.advance(days=1)
    assert shown(arcade, entry, "blurred") == refused
    env = arcade.world.env
    with pytest.raises(UnreadableEntry):
        arcade.world.run(
            lambda uow: moderate(
                env, uow, "photos", entry.entry_id, "refused", reason=None, actor="x"
            )
        )


def test_a_contest_that_nobody_entered_is_left_alone(arcade: Arcade) -> None:
    arcade.publish(DOCUMENT)
    arcade.world.clock.advance(days=365)

    assert str(sweep(arcade.world.env, arcade.world.programme_id)) == (
        "0 contests decided"
    )
    found = arcade.world.run(lambda uow: ContestRepository(uow).entries("photos"))
    assert found == []
