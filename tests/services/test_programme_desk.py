"""The desk: one draft, several pairs of hands, nothing lost and everything undone."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.programme.canonical import digest
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.services import programme_desk, programme_sense, programmes
from app.services.programme_desk import Desk, Meanwhile, ProgrammeRests, Saved
from app.services.programme_sense import Known
from app.storage.draft_snapshots import KEPT, DraftSnapshots
from app.storage.programmes import DraftChanged, DraftMissing
from app.storage.stores import StoreRepository
from tests.domain.programme.documents import document, spend
from tests.world import World, opened

WELCOME: dict[str, Any] = {
    "id": "welcome",
    "trigger": "sign_up",
    "award": {"kind": "fixed", "points": 100},
}
OFF: dict[str, Any] = {
    "id": "off",
    "kind": "fixed_amount",
    "price": 300,
    "amount": {"IDR": "30000"},
}
BASE = document(spend(), WELCOME, rewards=(OFF,))
ADA, BUDI = "staff:ada", "staff:budi"


def rate(text: str, **welcome: Any) -> ProgrammeDocument:  # noqa: ANN401 - of a rule
    award = {"kind": "rate", "rates": {"IDR": text}}
    return document(spend(award=award), WELCOME | welcome, rewards=(OFF,))


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        made.publish(BASE.model_dump(mode="json", exclude_none=True))
        yield made


def look(world: World) -> Desk:
    found: Desk = world.run(programme_desk.desk)
    return found


def save(
    world: World,
    mine: ProgrammeDocument,
    base: str,
    actor: str = ADA,
    **more: Any,  # noqa: ANN401
) -> Saved | Meanwhile:
    return programme_desk.save(
        world.env, world.programme_id, mine, base_digest=base, actor=actor, **more
    )


def test_without_a_draft_what_is_in_force_lies_there(world: World) -> None:
    found = look(world)

    assert (found.draft, found.changes, found.document) == (None, (), BASE)
    assert found.digest == digest(BASE)


def test_the_first_change_makes_a_draft_and_its_reverse_takes_it_away(
    world: World,
) -> None:
    made = save(world, rate("2 per 1000"), digest(BASE))
    assert isinstance(made, Saved)
    assert [change.path for change in look(world).changes] == [
        "earning.spend.award.rates.IDR"
    ]
    assert "before: Earn 1 point" in look(world).words(Language.EN)[0]

    save(world, BASE, made.digest)

    assert look(world).draft is None


def test_nothing_is_written_over_what_somebody_saved_meanwhile(world: World) -> None:
    save(world, rate("2 per 1000"), digest(BASE))

    met = save(world, rate("3 per 1000"), digest(BASE), BUDI)

    assert isinstance(met, Meanwhile)
    assert met.by == ADA
    assert [clash.key for clash in met.clashes] == ["earning/spend/award/rates/IDR"]
    assert look(world).document == rate("2 per 1000")


def test_seen_and_decided_both_are_brought_together(world: World) -> None:
    theirs = rate("2 per 1000", award={"kind": "fixed", "points": 150})
    save(world, theirs, digest(BASE))
    mine = rate("3 per 1000")

    met = save(world, mine, digest(BASE), BUDI)
    assert isinstance(met, Meanwhile)
    done = save(world, mine, digest(BASE), BUDI, seen_digest=met.digest)

    assert isinstance(done, Saved)
    expected = rate("3 per 1000", award={"kind": "fixed", "points": 150})
    assert look(world).document == expected


def test_a_third_pair_of_hands_is_shown_again(world: World) -> None:
    first = save(world, rate("2 per 1000"), digest(BASE))
    met = save(world, rate("3 per 1000"), digest(BASE), BUDI)
    assert isinstance(first, Saved)
    assert isinstance(met, Meanwhile)
    save(world, rate("4 per 1000"), first.digest)

    again = save(world, rate("3 per 1000"), digest(BASE), BUDI, seen_digest=met.digest)

    assert isinstance(again, Meanwhile)
    assert again.clashes[0].theirs == "4 per 1000"


def test_both_together_may_be_wrong_and_then_nothing_is_written(world: World) -> None:
    gift = {"kind": "gifts", "give": [{"kind": "voucher", "reward": "off"}]}
    uses = document(spend(), WELCOME | {"award": gift}, rewards=(OFF,))
    without = document(spend(), WELCOME)
    save(world, without, digest(BASE))

    met = save(world, uses, digest(BASE), BUDI)
    assert isinstance(met, Meanwhile)
    wrong = save(world, uses, digest(BASE), BUDI, seen_digest=met.digest)

    assert isinstance(wrong, Meanwhile)
    assert [problem.code for problem in wrong.problems] == ["unknown_reward"]
    assert look(world).document == without


def test_a_step_is_undone_once_and_not_over_others(world: World) -> None:
    one = save(world, rate("2 per 1000"), digest(BASE))
    assert isinstance(one, Saved)
    two = save(world, rate("3 per 1000"), one.digest)
    assert isinstance(two, Saved)

    undone = programme_desk.undo(
        world.env,
        world.programme_id,
        done_digest=two.digest,
        to_digest=two.before,
        actor=ADA,
    )

    assert undone.digest == one.digest
    assert look(world).document == rate("2 per 1000")
    with pytest.raises(DraftChanged):
        programme_desk.undo(
            world.env,
            world.programme_id,
            done_digest=two.digest,
            to_digest=two.before,
            actor=ADA,
        )


def test_a_discarded_draft_comes_back(world: World) -> None:
    made = save(world, rate("2 per 1000"), digest(BASE))
    assert isinstance(made, Saved)
    programmes.discard_draft(world.env, world.programme_id)

    programme_desk.undo(
        world.env,
        world.programme_id,
        done_digest=digest(BASE),
        to_digest=made.digest,
        actor=ADA,
    )

    assert look(world).document == rate("2 per 1000")


def test_a_hundred_states_are_kept(world: World) -> None:
    last = digest(BASE)
    for number in range(1, KEPT + 4):
        made = save(world, rate(f"{number + 1} per 1000"), last)
        assert isinstance(made, Saved)
        last = made.digest
        world.clock.advance(seconds=1)

    def found(text: str) -> bool:
        wanted = digest(rate(text))
        kept = world.run(lambda uow: DraftSnapshots(uow).find(wanted))
        return kept is not None

    assert not found("2 per 1000")
    assert found("6 per 1000")


def test_a_programme_without_anything_has_nothing_on_the_desk(
    fresh_database_url: str,
) -> None:
    with opened(fresh_database_url) as empty, pytest.raises(DraftMissing):
        empty.run(programme_desk.desk)


def test_a_programme_rests_and_goes_on_unless_it_is_frozen(world: World) -> None:
    def state(uow: Any) -> str:  # noqa: ANN401 - a unit of work
        return StoreRepository(uow).programme().state

    world.run(lambda uow: programme_desk.set_state(world.env, uow, "paused"))
    assert world.run(state) == "paused"
    world.run(lambda uow: programme_desk.set_state(world.env, uow, "active"))
    assert world.run(state) == "active"

    world.run(
        lambda uow: StoreRepository(uow).set_programme_state(
            "frozen", at=world.clock.now(), reason="books"
        )
    )
    with pytest.raises(ProgrammeRests):
        world.run(lambda uow: programme_desk.set_state(world.env, uow, "active"))


def test_a_typical_member_is_reckoned_by_the_rules(world: World) -> None:
    usual = world.run(lambda uow: programme_sense.usual_order(world.env, uow, "IDR"))
    assert (usual.amount_minor, usual.measured) == (180_000, False)

    found = programme_sense.typical(world.env, BASE, usual)

    assert (found.first_units, found.next_units, found.year_units) == (280, 180, 820)
    assert (found.first_reward, found.first_reward_after) == ("off", 2)
    assert found.year_worth_minor == 82_000


def test_what_looks_wrong_is_told(world: World) -> None:
    usual = world.run(lambda uow: programme_sense.usual_order(world.env, uow, "IDR"))
    dear = {**OFF, "id": "dear", "price": 100_000, "amount": {"IDR": "500000"}}
    twin = {**WELCOME, "id": "welcome-2"}
    odd = document(
        spend(award={"kind": "rate", "rates": {"IDR": "3 per 1000"}}),
        WELCOME,
        twin,
        rewards=(OFF, dear),
    )

    found = programme_sense.typical(world.env, odd, usual)
    codes = [problem.code for problem in programme_sense.doubts(odd, found, Known())]

    assert codes == ["much_back", "out_of_reach", "dearer_than_order", "same_rule"]
