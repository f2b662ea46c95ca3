"""A choice is made once, in time, among what it offers."""

import pytest

from app.services.choices import ChoiceClosed, ChosenBefore, NotOffered
from app.storage.gifts import GiftMissing
from tests.services.gifts.given import CHOICE, VOUCHER, Giver
from tests.services.voucher_world import FIVE_OFF


def test_the_chosen_reward_becomes_a_voucher(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")

    chosen = giver.choose(choice.gift_id, "twenty")
    again = giver.choose(choice.gift_id, "twenty")

    assert chosen.reward_id == "twenty"
    assert again.voucher_id == chosen.voucher_id
    assert giver.states() == ["granted"]


def test_another_choice_afterwards_is_refused(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")
    giver.choose(choice.gift_id, "twenty")

    with pytest.raises(ChosenBefore):
        giver.choose(choice.gift_id, FIVE_OFF)


def test_what_is_not_among_the_choices_is_refused(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")

    with pytest.raises(NotOffered) as refusal:
        giver.choose(choice.gift_id, "any")

    assert refusal.value.choices == [FIVE_OFF, "twenty"]


def test_a_choice_lapses_and_stays_closed(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")
    giver.counter.clock.advance(days=62)

    with pytest.raises(ChoiceClosed):
        giver.choose(choice.gift_id, "twenty")
    giver.sweep()
    giver.settle(CHOICE)

    assert giver.gifts("choice", "open") == []
    assert len(giver.gifts("choice", "lapsed")) == 1


def test_a_choice_that_is_taken_back_is_closed_and_can_open_again(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")
    giver.settle(CHOICE, 0)

    with pytest.raises(ChoiceClosed):
        giver.choose(choice.gift_id, "twenty")
    giver.settle(CHOICE)

    assert giver.choose(choice.gift_id, "twenty").reward_id == "twenty"


def test_a_choice_made_and_taken_back_withdraws_the_voucher(giver: Giver) -> None:
    giver.settle(CHOICE)
    (choice,) = giver.gifts("choice", "open")
    giver.choose(choice.gift_id, "twenty")

    giver.settle(CHOICE, 0)

    assert giver.states() == ["withdrawn"]


def test_a_voucher_gift_is_no_choice(giver: Giver) -> None:
    giver.settle(VOUCHER)
    (gift,) = giver.gifts("voucher", "given")

    with pytest.raises(GiftMissing):
        giver.choose(gift.gift_id, FIVE_OFF)
