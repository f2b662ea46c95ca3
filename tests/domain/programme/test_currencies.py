"""What shoppers of a store read has the amounts of that store's currency."""

from app.domain.programme.currencies import told_in
from app.domain.programme.loading import load_document
from app.domain.programme.page import chapters
from app.domain.programme.reward_words import reward_title
from app.domain.words import Language

BOTH = {"IDR": 10000, "USD": 1}
DOCUMENT = load_document(
    {
        "identity": {"name": "Main", "description": {"en": "All", "id": "Semua"}},
        "earning": [
            {
                "id": "orders",
                "trigger": "order",
                "award": {
                    "kind": "rate",
                    "rates": {"IDR": "1 per 1000", "USD": "1 per 1"},
                },
            }
        ],
        "rewards": [
            {"id": "off", "kind": "fixed_amount", "price": 100, "amount": BOTH},
            {"id": "credit", "kind": "store_credit", "price": 9, "amount": {"USD": 1}},
            {"id": "there", "kind": "partner", "price": 9, "store": "dua.test"}
            | {"amount": BOTH},
        ],
    }
)


def titles(currency: str) -> list[str]:
    told = told_in(DOCUMENT, currency)
    return [reward_title(told, one, Language.EN) for one in told.rewards]


def test_one_amount_is_told_where_there_is_one_for_the_store() -> None:
    whole = reward_title(DOCUMENT, DOCUMENT.rewards[0], Language.EN)

    assert "Rp10,000" in whole
    assert "$" in whole
    assert "$" not in titles("IDR")[0]
    assert "Rp" not in titles("USD")[0]


def test_what_has_no_amount_for_the_store_and_a_partners_stay_whole() -> None:
    _, credit, there = titles("IDR")

    assert "$" in credit
    assert "$" in there


def test_rules_are_told_in_one_currency_too_and_the_whole_document_stays() -> None:
    told = " ".join(
        each.words
        for chapter in chapters(told_in(DOCUMENT, "IDR"), Language.EN)
        for each in chapter.told
    )

    assert "Rp1,000" in told
    assert "$1 spent" not in told
    assert titles("USD")[0] != titles("IDR")[0]


def test_it_is_made_once_and_remembers_for_itself() -> None:
    told = told_in(DOCUMENT, "IDR")

    assert told is told_in(DOCUMENT, "IDR")
    assert told.remember("of", lambda one: one) is told
    assert DOCUMENT.remember("of", lambda one: one) is DOCUMENT
