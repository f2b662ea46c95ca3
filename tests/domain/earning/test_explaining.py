"""Every step of a trace can be read, in three languages."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain import earning
from app.domain.earning.earns import NOT_NOW
from app.domain.earning.evaluate import evaluate_order, evaluate_signup
from app.domain.earning.explaining import step_in_words, trace_in_words
from app.domain.events import OrderState
from app.domain.programme.phrases import PHRASES
from app.domain.words import Language
from tests.domain.earning.orders import CONTEXT, MEMBER, bought, sold
from tests.domain.programme.documents import FIFTY, document, spend

EN, ID, MS = Language.EN, Language.ID, Language.MS
AN_ORDER = bought(sold("1", 257_900))
CODES = re.compile(r'Verdict\(\s*"([a-z_]+)"|_note\([^"\n]*"([a-z_]+)"')
INSIDE_CONDITIONS = {"none_of_these", "one_of_the_excluded"}


def said(*rules: dict[str, Any], language: Language = EN, **sections: Any) -> str:  # noqa: ANN401 - parts of a document
    """Return the words of the last rule's step."""
    found = document(*rules, **sections)
    decision = evaluate_order(found, AN_ORDER, CONTEXT)
    return trace_in_words(found, decision.trace, language)[-1]


def test_a_rate_says_units_amount_rate_and_rounding() -> None:
    rule = spend(title={"en": "Shopping", "id": "Belanja", "ms": "Belian"})

    assert said(rule) == (
        "Shopping: 257 points for Rp257,900, at 1 point for every Rp1,000"
        " (rounded down)."
    )
    assert said(rule, language=ID) == (
        "Belanja: 257 poin untuk Rp257.900, dengan 1 poin setiap belanja Rp1.000"
        " (dibulatkan ke bawah)."
    )
    assert said(rule, language=MS) == (
        "Belian: 257 mata untuk Rp257,900, pada 1 mata bagi setiap Rp1,000"
        " (dibundarkan ke bawah)."
    )


def test_cashback_says_its_percentage() -> None:
    award = {"kind": "rate", "rates": {"IDR": "2%"}, "rounding": "half_up"}
    rule = spend(asset="credit", title="Cashback", award=award)
    assets = [{"kind": "credit", "id": "credit", "currency": "IDR"}]

    assert said(rule, assets=assets) == (
        "Cashback: Rp5,158 for Rp257,900, at 2% (rounded to the nearest)."
    )


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            {"award": {"kind": "multiplier", "by": 3}},
            "514 points more on 257 points (rounded down)",
        ),
        ({"award": FIFTY}, "50 points"),
        (
            {"award": FIFTY, "limits": [{"per": "order", "points": 9}]},
            "9 points (the limit left 9 points)",
        ),
        ({"enabled": False}, "switched off"),
        ({"active": {"since": "2027-01-01"}}, "has not begun yet"),
        ({"active": {"until": "2026-01-01"}}, "is over"),
        (
            {"when": {"field": "order.channel", "op": "in", "value": ["pos"]}},
            "only if sales channel is pos",
        ),
        (
            {"award": {"kind": "rate", "rates": {"USD": "1 per 1"}}},
            "gives nothing for IDR",
        ),
        (
            {"minimum": {"IDR": 300_000}},
            "needs Rp300,000, Rp257,900 counted",
        ),
        (
            {"lane": "x", "amount": {"only": {"tags": ["x"]}}},
            "nothing in the order counts",
        ),
        (
            {"award": {"kind": "rate", "rates": {"IDR": "1 per 9000000"}}, "lane": "x"},
            "too little for one, Rp257,900 counted",
        ),
        ({"id": "z"}, "another rule gave more"),
    ],
)
def test_a_step_says_why(rule: dict[str, Any], text: str) -> None:
    tried = spend(id="tried", lane=rule.pop("lane", None), title="Tried") | rule

    assert said(spend(), tried) == f"Tried: {text}."


def test_an_order_that_does_not_count_says_why_without_a_rule() -> None:
    found = document(spend())
    unpaid = replace(AN_ORDER, state=OrderState.OPEN)
    decision = evaluate_order(found, unpaid, CONTEXT)

    assert trace_in_words(found, decision.trace, EN) == ("The order is not paid yet.",)


def test_a_bonus_that_waits_says_so() -> None:
    rule = {"id": "join", "trigger": "sign_up", "title": "Welcome", "award": FIFTY}
    found = document({**rule, "after_first_paid_order": True})
    decision = evaluate_signup(found, MEMBER)

    assert trace_in_words(found, decision.trace, EN) == (
        "Welcome: 50 points, given with the first paid order.",
    )


def test_a_rule_that_this_version_lacks_is_named_by_its_id() -> None:
    step = {
        "rule": "gone",
        "outcome": "awarded",
        "part": "fixed",
        "units": 5,
        "asset": "points",
    }

    assert step_in_words(document(), step, EN) == "gone: 5."


def test_an_outcome_of_later_code_is_named_as_it_is() -> None:
    step = {"rule": "spend", "outcome": "eclipsed"}

    assert step_in_words(document(spend(title="T")), step, EN) == "T: eclipsed."


def test_every_outcome_has_words() -> None:
    folder = Path(str(earning.__file__)).parent
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    codes = {
        one or other for text in sources for one, other in CODES.findall(text)
    } | set(NOT_NOW.values())

    silent = {
        code
        for code in codes - INSIDE_CONDITIONS - {"awarded"}
        if f"why.{code}" not in PHRASES
    }

    assert len(codes) > 30
    assert silent == set()
