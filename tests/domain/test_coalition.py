"""The settlement report ties to the ledger; debts both ways cancel out."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.coalition import Debt, Flow, Payment, debts, netted
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid

A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
CURRENCIES = {A: "IDR", B: "IDR", C: "USD"}


def document(**more: object) -> ProgrammeDocument:
    return load_document(
        {
            "identity": {"name": "Bersama"},
            "assets": [
                {"kind": "points", "id": "points"},
                {"kind": "points", "id": "fine", "scale": 2},
                {"kind": "credit", "id": "credit", "currency": "IDR"},
            ],
            "coalition": {
                "worth": [
                    {"asset": "points", "each": {"IDR": 100}},
                    {"asset": "fine", "each": {"IDR": 33}},
                ]
            },
            **more,
        }
    )


def test_who_gave_owes_who_took() -> None:
    flows = [Flow("points", A, B, 200), Flow("points", A, A, 50)]

    assert debts(document(), flows, CURRENCIES) == [
        Debt("points", A, B, 200, 20_000, "IDR")
    ]


@pytest.mark.parametrize(
    ("flow", "amount"),
    [
        (Flow("points", None, B, 3), 300),
        (Flow("points", A, B, -3), -300),
        (Flow("points", A, C, 3), None),
        (Flow("credit", A, B, 3), 3),
        (Flow("credit", A, C, 3), None),
        (Flow("fine", A, B, 150), 50),
        (Flow("fine", A, B, 149), 49),
    ],
)
def test_worth_is_rounded_once_half_up(flow: Flow, amount: int | None) -> None:
    [debt] = debts(document(), [flow], CURRENCIES)

    assert debt.amount_minor == amount


def test_without_a_coalition_points_have_no_worth() -> None:
    [debt] = debts(document(coalition=None), [Flow("points", A, B, 1)], CURRENCIES)

    assert debt.amount_minor is None


def test_debts_both_ways_cancel_out() -> None:
    one = Debt("points", A, B, 300, 30_000, "IDR")
    back = Debt("points", B, A, 100, 10_000, "IDR")
    unworthy = Debt("points", A, C, 5, None, "USD")

    assert netted([one, back, unworthy]) == [Payment(A, B, 20_000, "IDR")]
    assert netted([one, replace(back, amount_minor=50_000)]) == [
        Payment(B, A, 20_000, "IDR")
    ]
    assert netted([one, replace(back, amount_minor=30_000)]) == []


def test_the_programme_pays_for_what_no_store_gave() -> None:
    found = [Debt("points", None, B, 1, 100, "IDR")]

    assert netted(found) == [Payment(None, B, 100, "IDR")]
    assert netted([replace(found[0], amount_minor=-100)]) == [
        Payment(B, None, 100, "IDR")
    ]


def test_a_coalition_names_points_once() -> None:
    worth = [
        {"asset": "points", "each": {"IDR": 1}},
        {"asset": "points", "each": {"IDR": 2}},
        {"asset": "credit", "each": {"IDR": 1}},
        {"asset": "pointz", "each": {"IDR": 1}},
    ]

    with pytest.raises(DocumentInvalid) as refused:
        document(coalition={"worth": worth})

    assert [problem.code for problem in refused.value.problems] == [
        "twice_the_same",
        "points_wanted",
        "unknown_asset",
    ]
