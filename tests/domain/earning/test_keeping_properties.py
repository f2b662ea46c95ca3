"""Refunds in whatever pieces take exactly what was given."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import keep_now, untouched
from app.domain.events import OrderLine, OrderSnapshot
from tests.domain.earning.orders import bought, context, decided, refunded, sold

AMOUNTS = st.integers(min_value=0, max_value=500_000)
RATES = st.builds(
    "{} per {}".format,
    st.integers(min_value=1, max_value=50),
    st.integers(min_value=1, max_value=5_000),
)
MODES = st.sampled_from(["recompute", "pro_rata", "threshold"])
ROUNDINGS = st.sampled_from(["down", "half_up", "up"])
CONDITIONS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"field": "order.amount", "op": "gte", "value": {"IDR": 1_000}},
        {"field": "order.products", "op": "contains_any", "value": ["12"]},
        {
            "match": "any",
            "items": [
                {"field": "order.amount", "op": "gt", "value": {"IDR": 90_000}},
                {"field": "order.amount", "op": "lte", "value": {"IDR": 90_000}},
            ],
        },
        {
            "match": "none",
            "items": [{"field": "order.amount", "op": "gt", "value": {"IDR": 10**9}}],
        },
    ]
)


@dataclass(frozen=True)
class Case:
    """An order, and what each of its awards must obey."""

    snapshot: OrderSnapshot
    facts: tuple[AwardFacts, ...]


@st.composite
def rules(draw: st.DrawFn) -> list[dict[str, Any]]:
    basis = {
        "tax": draw(st.booleans()),
        "shipping": False,
        "paid_with_points": draw(st.booleans()),
    }
    more: dict[str, Any] = {"amount": basis, "refunds": draw(MODES), "trigger": "order"}
    rate = {"kind": "rate", "rates": {"IDR": draw(RATES)}, "rounding": draw(ROUNDINGS)}
    made: list[dict[str, Any]] = [
        {"id": "rate", **more, "award": rate},
        {"id": "flat", **more, "award": {"kind": "fixed", "points": draw(POINTS)}},
        {
            "id": "more",
            **more,
            "award": {
                "kind": "multiplier",
                "by": draw(st.sampled_from(["1.1", "1.5", "2", "7/3"])),
                "rounding": draw(ROUNDINGS),
            },
        },
    ]
    for rule in made:
        if draw(st.booleans()):
            rule["minimum"] = {"IDR": draw(st.integers(min_value=1, max_value=900))}
        if draw(st.booleans()):
            rule["when"] = draw(CONDITIONS)
        if draw(st.booleans()):
            rule["limits"] = [{"per": "order", "points": draw(POINTS)}]
    return made


POINTS = st.integers(min_value=1, max_value=10_000)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    amounts = draw(st.lists(AMOUNTS.filter(bool), min_size=1, max_size=4))
    lines = [
        sold(str(number), amount, tax_minor=amount // 10, discount_minor=amount // 3)
        for number, amount in enumerate(amounts)
    ]
    snapshot = bought(*lines, total_minor=sum(amounts))
    where = context(
        own_codes={"SETIA": draw(AMOUNTS)},
        programme_gift_codes={"GIFT": draw(st.integers(0, 5_000))},
    )
    decision = decided(*draw(rules()), snapshot=snapshot, where=where)
    return Case(snapshot, tuple(award.facts for award in decision.awards))


def with_tax(line: OrderLine, refunded_minor: int) -> OrderLine:
    tax = line.tax_minor * refunded_minor // line.amount_minor
    return replace(line, refunded_minor=refunded_minor, refunded_tax_minor=tax)


def after(snapshot: OrderSnapshot, amounts: list[int]) -> OrderSnapshot:
    lines = tuple(
        with_tax(line, amount)
        for line, amount in zip(snapshot.lines, amounts, strict=True)
    )
    return replace(snapshot, lines=lines)


@given(cases())
def test_without_a_refund_all_is_kept(case: Case) -> None:
    for facts in case.facts:
        assert keep_now(facts, case.snapshot).amount == facts.award


@given(cases(), st.data())
def test_what_is_untouched_keeps_what_keep_now_says(
    case: Case, data: st.DataObject
) -> None:
    refunds = [
        data.draw(st.integers(0, line.amount_minor)) for line in case.snapshot.lines
    ]
    snapshot = data.draw(
        st.sampled_from([case.snapshot, after(case.snapshot, refunds)])
    )

    kept = [keep_now(facts, snapshot).amount for facts in case.facts]

    assert not untouched(snapshot) or kept == [facts.award for facts in case.facts]


@given(cases())
def test_with_everything_refunded_nothing_is_kept(case: Case) -> None:
    gone = after(case.snapshot, [line.amount_minor for line in case.snapshot.lines])

    for facts in case.facts:
        assert keep_now(facts, gone).amount == 0


@given(cases(), st.data())
def test_what_is_kept_never_rises_as_refunds_grow(
    case: Case, data: st.DataObject
) -> None:
    snapshot = case.snapshot
    less = [
        data.draw(st.integers(0, line.amount_minor), label=f"first of {line.line_ref}")
        for line in snapshot.lines
    ]
    more = [
        data.draw(st.integers(amount, line.amount_minor), label="then")
        for amount, line in zip(less, snapshot.lines, strict=True)
    ]

    for facts in case.facts:
        first = keep_now(facts, after(snapshot, less))
        then = keep_now(facts, after(snapshot, more))

        assert facts.award >= first.amount >= then.amount >= 0
        assert facts.basis_minor >= first.basis_left_minor >= then.basis_left_minor


@given(cases(), st.data())
def test_refunds_in_any_pieces_end_the_same_and_never_take_more(
    case: Case, data: st.DataObject
) -> None:
    snapshot = case.snapshot
    end = [data.draw(st.integers(0, line.amount_minor)) for line in snapshot.lines]
    cuts = data.draw(st.lists(st.integers(0, 100), max_size=6).map(sorted))

    for facts in case.facts:
        taken, kept = 0, facts.award
        for cut in [*cuts, 100]:
            now = keep_now(facts, after(snapshot, [each * cut // 100 for each in end]))
            taken, kept = taken + kept - now.amount, now.amount

        assert kept == keep_now(facts, after(snapshot, end)).amount
        assert taken + kept == facts.award


@given(cases())
def test_facts_read_back_as_they_were_stored(case: Case) -> None:
    for facts in case.facts:
        assert AwardFacts.from_json(facts.to_json()) == facts


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_several_refunds_of_a_rate_take_exactly_the_award(pieces: list[int]) -> None:
    rate = {"kind": "rate", "rates": {"IDR": "7 per 3000"}}
    snapshot = bought(sold("1", sum(pieces)))
    rule = {"id": "rate", "trigger": "order", "award": rate}

    for award in decided(rule, snapshot=snapshot).awards:
        kept, gone = award.amount, 0
        for piece in pieces:
            gone += piece
            now = keep_now(award.facts, refunded(snapshot, gone)).amount
            assert now <= kept
            kept = now
        assert kept == 0
