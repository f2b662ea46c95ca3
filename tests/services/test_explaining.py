"""A member's balance is explained line by line, from what is really stored."""

import pytest

from app.domain.explain import Explanation, Reason, StandingCode, Units
from app.domain.ledger import Key, LotTerms, ShortfallPolicy
from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.services.explaining import explain_all, language_of, units_of
from app.storage.members import MemberMissing, MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, line, order
from tests.services.book_history import spend
from tests.services.books import POINTS, ZONE, Books
from tests.services.voucher_world import DOCUMENT


def explained(
    books: Books, member: int | None = None, language: Language = Language.EN
) -> Explanation:
    member_id = books.ada if member is None else books.people[member]
    (found,) = explain_all(books.env, books.programme_id, member_id, language)
    return found


def reasons(found: Explanation) -> list[Reason]:
    return [one.reason for one in found.lines]


@pytest.mark.parametrize("member", [None, 0, 1, 2, 3])
def test_the_lines_of_everybody_lead_to_the_balance_that_is_kept(
    books: Books, member: int | None
) -> None:
    found = explained(books, member)

    assert found.adds_up
    assert found.lines
    assert found.totals[-1].amount == found.balance.shown
    assert sum(total.amount for total in found.totals[:-1]) == found.balance.shown


def test_orders_rewards_and_rules_are_named(books: Books) -> None:
    found = explained(books)

    sentences = [one.sentence for one in found.lines]
    assert "Earned with order #A; usable from" not in sentences
    assert "Earned with order #A" in sentences
    assert "Taken back: order #A was refunded or changed" in sentences
    assert "Usable now: the waiting period of order #A is over" in sentences
    assert any(text.startswith("Spent on ") for text in sentences)
    assert any(text.startswith("Returned from ") for text in sentences)
    assert any(text.startswith("Set free again: ") for text in sentences)
    earned = found.lines[sentences.index("Earned with order #A")]
    assert (earned.entry.rule_ref, earned.entry.programme_version) == ("spend", 2)


def test_lines_carry_their_place_in_the_journal(books: Books) -> None:
    numbers = [one.entry.seq for one in explained(books).lines]

    assert all(numbers)
    assert numbers == sorted(number for number in numbers if number)


def test_what_is_set_aside_names_its_reward(books: Books) -> None:
    (held,) = explained(books).set_aside

    assert (held.code, held.amount) == (StandingCode.SET_ASIDE, 200)
    assert held.sentence.startswith("200 points are set aside for ")


def test_pending_points_say_from_when_they_can_be_used(
    books: Books,
) -> None:
    books.settle(order(line("50000"), ref="P", who=customer("7001"), at=books.now))

    waiting = explained(books, language=Language.ID).waiting[-1]

    assert waiting.code == StandingCode.WAITS_UNTIL
    assert waiting.sentence.startswith("50 poin dari pesanan #P bisa dipakai mulai ")


def test_a_gift_a_merge_and_absorbed_points_are_told(books: Books) -> None:
    cika = explained(books, 1)

    assert reasons(cika) == [
        Reason.EARNED_ORDER,
        Reason.LAPSED,
        Reason.ABSORBED,
        Reason.GIFT_RECEIVED,
        Reason.MERGED_IN,
        Reason.UNMERGED_OUT,
        Reason.MERGED_IN,
    ]
    assert cika.lines[2].sentence == (
        "Nothing taken for order #L: 100 points of it had expired unused"
    )


def test_corrections_carry_the_words_of_who_made_them(books: Books) -> None:
    bob = explained(books, 0)

    removed = next(one for one in bob.lines if one.reason == Reason.REMOVED)
    undone = next(one for one in bob.lines if one.reason == Reason.UNDONE)
    assert removed.entry.note == "counted twice"
    assert undone.entry.reverses == removed.entry.transaction_id
    assert Reason.RETRACTED in reasons(bob)
    assert Reason.GIFT_GIVEN in reasons(bob)


def test_a_shortfall_that_was_forgiven_in_part_is_told(books: Books) -> None:
    found = reasons(explained(books, 3))

    assert found[-4:] == [
        Reason.FORGIVEN,
        Reason.IMPORTED,
        Reason.OWED_SETTLED,
        Reason.FORFEITED,
    ]


def test_what_the_shop_bears_appears_though_no_account_of_the_member_moved(
    books: Books,
) -> None:
    award_id, voucher_id = books.env.ids.new(), books.env.ids.new()
    bob = books.people[0]
    terms = LotTerms(awarded_at=books.now, zone=ZONE, available_from=books.now)

    def settle(keep: int, n: int) -> None:
        books.post(
            lambda book: book.settle_award(
                award_id,
                keep,
                key=lambda at: Key.of("order", "goodwill", at),
                n=n,
                at=books.now,
                occurred_at=books.now,
                member_id=bob,
                asset=POINTS,
                opening=terms,
                shortfall_policy=ShortfallPolicy.GOODWILL,
            ),
            bob,
            awards=(award_id,),
        )

    settle(500, 0)
    live = books.balance(bob).available
    books.post(lambda book: spend(book, books, bob, live, voucher_id), bob)
    settle(0, 1)

    last = explained(books, 0).lines[-1]
    assert last.reason == Reason.TAKEN_BACK_OTHER
    assert last.sentence.endswith("the shop bears 500 points of it")
    assert last.change == 0


def test_nobody_is_not_explained(books: Books) -> None:
    with pytest.raises(MemberMissing):
        explain_all(books.env, books.programme_id, books.env.ids.new())


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ms-MY", Language.MS), ("en", Language.EN), ("fr", Language.ID), (None, "id")],
)
def test_members_are_spoken_to_in_their_own_language_or_the_programmes(
    books: Books, locale: str | None, language: Language
) -> None:
    def work(uow: UnitOfWork) -> Language:
        MemberRepository(uow).change(books.ada, at=books.now, locale=locale)
        return language_of(uow, books.ada)

    assert books.counter.run(work) == language


def test_the_programme_says_how_amounts_are_written() -> None:
    document = load_document(
        {
            **DOCUMENT,
            "assets": [
                {
                    "kind": "points",
                    "id": "points",
                    "scale": 1,
                    "unit": {"en": "beans", "id": "biji", "ms": "biji"},
                    "unit_one": {"en": "bean", "id": "biji", "ms": "biji"},
                },
                {"kind": "points", "id": "plain"},
                {"kind": "credit", "id": "credit", "currency": "MYR"},
            ],
        }
    )

    assert units_of(document, "points").text(125, Language.EN) == "12.5 beans"
    assert units_of(document, "points").text(10, Language.EN) == "1.0 bean"
    assert units_of(document, "plain") == Units()
    assert units_of(document, "credit").text(1250, Language.MS) == "RM12.50"
    assert units_of(document, "gone") == Units()
    assert units_of(None, "points") == Units()
