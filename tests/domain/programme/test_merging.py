"""Two people edit one document: what is kept, what clashes, who decides."""

from typing import Any

from app.domain.programme.canonical import canonical
from app.domain.programme.loading import load_document
from app.domain.programme.merging import ABSENT, merge
from tests.domain.programme.documents import document, spend

FIFTY = {"kind": "fixed", "points": "50"}
WELCOME: dict[str, Any] = {"id": "welcome", "trigger": "sign_up", "award": FIFTY}
BIRTHDAY: dict[str, Any] = {"id": "birthday", "trigger": "birthday", "award": FIFTY}
OFF: dict[str, Any] = {
    "id": "off",
    "kind": "fixed_amount",
    "price": 100,
    "amount": {"IDR": "10000"},
}
BASE = document(spend(), WELCOME, rewards=(OFF,))


def rate(text: str) -> dict[str, Any]:
    return spend(award={"kind": "rate", "rates": {"IDR": text}})


def test_changes_in_different_places_are_both_kept() -> None:
    mine = document(rate("2 per 1000"), WELCOME, rewards=(OFF,))
    theirs = document(spend(), WELCOME, rewards=({**OFF, "price": 90},))

    found = merge(BASE, mine, theirs)

    assert found.clashes == ()
    merged = load_document(found.data)
    assert merged == document(
        rate("2 per 1000"), WELCOME, rewards=({**OFF, "price": 90},)
    )


def test_nothing_of_mine_leaves_theirs() -> None:
    theirs = document(rate("3 per 1000"), WELCOME, rewards=(OFF,))

    assert merge(BASE, BASE, theirs).data == canonical(theirs)


def test_the_same_change_twice_is_no_clash() -> None:
    both = document(rate("2 per 1000"), WELCOME, rewards=(OFF,))

    found = merge(BASE, both, both)

    assert (found.clashes, found.data) == ((), canonical(both))


def test_mine_wins_a_clash_unless_theirs_is_chosen() -> None:
    mine = document(rate("2 per 1000"), WELCOME, rewards=(OFF,))
    theirs = document(rate("3 per 1000"), WELCOME, rewards=(OFF,))

    first = merge(BASE, mine, theirs)
    second = merge(BASE, mine, theirs, keep_theirs=[first.clashes[0].key])

    assert [clash.place for clash in first.clashes] == [
        ("earning", "spend", "award", "rates", "IDR")
    ]
    assert (first.clashes[0].mine, first.clashes[0].theirs) == (
        "2 per 1000",
        "3 per 1000",
    )
    assert first.data == canonical(mine)
    assert second.data == canonical(theirs)


def test_changing_what_somebody_took_away_is_one_clash_of_the_whole() -> None:
    mine = document(
        spend(), {**WELCOME, "award": {**FIFTY, "points": "80"}}, rewards=(OFF,)
    )
    theirs = document(spend(), rewards=(OFF,))

    found = merge(BASE, mine, theirs)

    assert [(clash.place, clash.theirs) for clash in found.clashes] == [
        (("earning", "welcome"), ABSENT)
    ]
    assert load_document(found.data) == mine
    gone = merge(BASE, mine, theirs, keep_theirs=[found.clashes[0].key])
    assert load_document(gone.data) == theirs


def test_what_i_took_away_is_gone() -> None:
    theirs = document(spend(), WELCOME, rewards=({**OFF, "price": 90},))
    mine = document(spend(), rewards=(OFF,))

    merged = load_document(merge(BASE, mine, theirs).data)

    assert merged == document(spend(), rewards=({**OFF, "price": 90},))


def test_taking_away_what_they_changed_is_a_clash() -> None:
    theirs = document(rate("3 per 1000"), WELCOME, rewards=(OFF,))
    mine = document(WELCOME, rewards=(OFF,))

    found = merge(BASE, mine, theirs)

    assert [(clash.place, clash.mine) for clash in found.clashes] == [
        (("earning", "spend"), ABSENT)
    ]
    assert load_document(found.data) == mine


def test_two_new_items_stand_beside_each_other() -> None:
    mine = document(spend(), WELCOME, BIRTHDAY, rewards=(OFF,))
    tag = {"id": "tag", "trigger": "tag", "tag": "vip", "award": FIFTY}
    theirs = document(spend(), WELCOME, tag, rewards=(OFF,))

    merged = load_document(merge(BASE, mine, theirs).data)

    assert [rule.id for rule in merged.earning] == [
        "spend",
        "welcome",
        "tag",
        "birthday",
    ]


def test_who_moved_an_item_decides_the_order() -> None:
    mine = document(WELCOME, spend(), rewards=(OFF,))
    theirs = document(spend(), WELCOME, BIRTHDAY, rewards=(OFF,))

    merged = load_document(merge(BASE, mine, theirs).data)

    assert [rule.id for rule in merged.earning] == ["welcome", "spend", "birthday"]


def test_a_part_that_is_new_to_both_sides_is_put_whole() -> None:
    referral = {"friend_gifts": [{"kind": "points", "points": "5"}]}
    mine = document(spend(), WELCOME, rewards=(OFF,), referral=referral)
    minimum = {**OFF, "minimum_order": {"IDR": "50000"}}
    theirs = document(spend(), WELCOME, rewards=(minimum,))

    merged = load_document(merge(BASE, mine, theirs).data)

    assert merged.referral == mine.referral
    assert merged.rewards == theirs.rewards


def test_adding_into_what_they_replaced_is_a_clash_of_the_part() -> None:
    mine = document(
        spend(award={"kind": "rate", "rates": {"IDR": "1 per 1000", "MYR": "1 per 1"}}),
        WELCOME,
        rewards=(OFF,),
    )
    theirs = document(spend(award=FIFTY), WELCOME, rewards=(OFF,))

    found = merge(BASE, mine, theirs)

    assert [clash.place for clash in found.clashes] == [
        ("earning", "spend", "award", "rates")
    ]


def test_a_key_with_a_slash_is_told_from_two_steps() -> None:
    one = document(spend(), words={"home.greeting": {"en": "Hi"}})
    mine = document(spend(), words={"home.greeting": {"en": "Hello"}})
    theirs = document(spend(), words={"home.greeting": {"en": "Hey"}})

    [clash] = merge(one, mine, theirs).clashes

    assert clash.key == "words/home.greeting/en"
