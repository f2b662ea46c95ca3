"""Segments as staff see them: who they are, how many now, ready ones, simple ones.

A segment of flat questions, all or any or none of them, fits a form of rows; a
deeper tree is shown in words and edited as YAML.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from app.domain.money import exponent
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Problem
from app.domain.programme.segments import Segment, WhoGroup
from app.services import segments
from app.services.env import Env
from app.storage.members import MemberRepository, MemberRow
from app.storage.segments import SegmentRepository, SegmentState
from app.storage.unit_of_work import UnitOfWork

YEAR: Final = 365
SEGMENTS_FIELD: Final = "member.segments"
OF_AN_ASSET: Final = ("balance", "expiring")
ROWS: Final = 12
"""The most questions that the form shows; more are edited as YAML."""
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "orders": ("low", "high", "days"),
    "last_order": ("low", "high"),
    "spend": ("low", "high", "days"),
    "joined": ("low", "high"),
    "balance": ("low", "high"),
    "redeemed": ("low", "high", "days"),
    "referrals": ("low", "high", "days"),
    "expiring": ("low", "high", "days"),
    "tier": ("names",),
    "tag": ("names",),
    "language": ("names",),
    "birthday": ("days",),
    "rhythm": ("low",),
}
"""What a row can ask, and which of its inputs that takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, as typed."""

    fact: str = ""
    low: str = ""
    high: str = ""
    days: str = ""
    names: str = ""


FIELDS: Final[Mapping[str, str]] = {
    "at_least": "low",
    "at_most": "high",
    "exceeds": "low",
    "within_days": "days",
    "within_days_before": "days",
    "of": "names",
}
"""The input of a row for each setting of a question."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many a segment has now, and a few of them."""

    members: int
    sample: Sequence[MemberRow] = field(default=())
    overlaps: Mapping[str, int] = field(default_factory=dict)
    """How many of them are in other segments of the document, by segment."""


def ready(document: ProgrammeDocument, currency: str) -> dict[str, dict[str, Any]]:
    """Return segments that every shop wants, fitted to this programme."""
    found: dict[str, dict[str, Any]] = {
        "new": {"fact": "joined", "at_most": 30},
        "one-order": {"fact": "orders", "at_least": 1, "at_most": 1},
        "loyal": {"fact": "orders", "at_least": 3, "within_days": YEAR},
        "at-risk": {"fact": "rhythm", "exceeds": 2},
        "lapsed": {"fact": "last_order", "at_least": 180},
        "birthday-soon": {"fact": "birthday", "within_days_before": 30},
        "never-redeemed": {"fact": "redeemed", "at_most": 0},
        "big-givers": {"fact": "referrals", "at_least": 2},
        "expiring-soon": {
            "fact": "expiring",
            "asset": document.main_points,
            "at_least": 1,
            "within_days": 30,
        },
        "big-spenders": {"fact": "rfm", "monetary": [5], "currency": currency},
    }
    price = cheapest(document)
    if price is not None:
        near = {"fact": "balance", "asset": document.main_points}
        found["near-a-reward"] = {
            **near,
            "at_least": (price * 8 + 9) // 10,
            "at_most": max(price - 1, 0),
        }
        found["can-redeem"] = {**near, "at_least": price}
    made = {
        name: {"id": name, "who": {"match": "all", "items": [who]}}
        for name, who in found.items()
    }
    close = nearly(document, currency)
    if close:
        who = {"match": "any", "items": close}
        made["near-a-tier"] = {"id": "near-a-tier", "who": who}
    return made


def nearly(document: ProgrammeDocument, currency: str) -> list[dict[str, Any]]:
    """Return who has four fifths of what a tier asks to spend, and not all of it."""
    window = document.tier_terms.window
    months = getattr(window, "months", None)
    within = {"within_days": months * YEAR // 12} if months else {}
    found = []
    for tier in document.tiers:
        asked = tier.reach.items if tier.enabled and tier.reach else ()
        if len(asked) != 1 or asked[0].metric != "spend" or not asked[0].amount:
            continue
        amount_minor = asked[0].amount.get(currency)
        if amount_minor is None:
            continue
        bounds = {
            "at_least": {currency: _major((amount_minor * 4 + 4) // 5, currency)},
            "at_most": {currency: _major(amount_minor - 1, currency)},
        }
        found.append({"fact": "spend", **bounds, **within})
    return found[:ROWS]


def used_in(document: ProgrammeDocument, segment_id: str) -> list[tuple[str, Any]]:
    """Return what asks for a segment: its section, and the item where it has one."""
    held = {
        section: getattr(document, section)
        for section in type(document).model_fields
        if section != "segments"
    }
    return [
        (section, item)
        for section, part in held.items()
        for item in (part if isinstance(part, tuple) else (part,))
        if isinstance(item, BaseModel) and _names(item.model_dump(), segment_id)
    ]


def _major(amount_minor: int, currency: str) -> str:
    return f"{Decimal(amount_minor).scaleb(-exponent(currency)):f}"


def _names(value: object, segment_id: str) -> bool:
    """Tell whether a setting names a segment: a condition does, or a campaign."""
    if isinstance(value, Mapping):
        if value.get("field") == SEGMENTS_FIELD and segment_id in _all(value):
            return True
        if value.get("segment") == segment_id:
            return True
        return any(_names(each, segment_id) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_names(each, segment_id) for each in value)
    return False


def _all(condition: Mapping[str, Any]) -> Collection[Any]:
    asked = condition.get("value")
    return asked if isinstance(asked, list | tuple | set | frozenset) else (asked,)


def cheapest(document: ProgrammeDocument) -> int | None:
    """Return what the cheapest reward costs, in display units."""
    prices = [
        price
        for reward in document.rewards
        if reward.enabled and reward.asset == document.main_points
        if (price := getattr(reward, "price", None)) is not None
    ]
    return min(prices, default=None)


def states(uow: UnitOfWork) -> dict[str, SegmentState]:
    """Return how the last evaluation of each segment ended."""
    return {state.segment: state for state in SegmentRepository(uow).states()}


def count(
    env: Env, uow: UnitOfWork, document: ProgrammeDocument, segment: Segment
) -> Counted:
    """Ask everybody now; nothing is written."""
    found = segments.preview(env, uow, document, segment)
    rows = MemberRepository(uow).many(found.sample)
    sample = [rows[each] for each in found.sample if each in rows]
    known = {one.id for one in document.segments}
    shared = {
        name: members
        for name, members in segments.overlaps(env, uow, document, segment).items()
        if name in known
    }
    return Counted(found.members, sample, shared)


def asked(rows: Sequence[Row], currency: str, asset: str) -> list[dict[str, Any]]:
    """Return the questions of the rows that ask something, as a document has them."""
    return [_question(row, currency, asset) for row in rows if row.fact in FACTS]


def field_of(problem: Problem, rows: Sequence[Row]) -> str:
    """Return the input that a problem is about, such as ``low0``; empty for none.

    Rows that ask nothing are no questions, so the question's place is not the row's.
    """
    numbers = [number for number, row in enumerate(rows) if row.fact in FACTS]
    if problem.steps[:1] != ("segments",):
        return ""
    if "title" in problem.steps:
        return "name"
    if "items" not in problem.steps:
        return _naming(problem, rows)
    at = problem.steps.index("items") + 1
    place = problem.steps[at : at + 1]
    if not place or not isinstance(place[0], int) or place[0] >= len(numbers):
        return ""
    number = numbers[place[0]]
    inputs = [FIELDS[str(step)] for step in problem.steps[at:] if str(step) in FIELDS]
    first = next(iter(FACTS[rows[number].fact]))
    return f"{inputs[0] if inputs else first}{number}"


def _naming(problem: Problem, rows: Sequence[Row]) -> str:
    """Return the input that names what a problem of the whole segment is about."""
    for number, row in enumerate(rows):
        named = [each.strip() for each in row.names.split(",")]
        if row.fact in FACTS and problem.value in named:
            return f"names{number}"
    return ""


def _question(row: Row, currency: str, asset: str) -> dict[str, Any]:
    takes = FACTS[row.fact]
    question: dict[str, Any] = {"fact": row.fact}
    bounds = {"at_least": row.low, "at_most": row.high}
    if row.fact == "rhythm":
        return {**question, "exceeds": row.low}
    if row.fact == "birthday":
        return {**question, "within_days_before": _whole(row.days)}
    if row.fact == "spend":
        question |= {name: {currency: said} for name, said in bounds.items() if said}
    elif "low" in takes:
        question |= {name: _whole(said) for name, said in bounds.items() if said}
    if row.fact in OF_AN_ASSET:
        question["asset"] = asset
    if "days" in takes and row.days:
        question["within_days"] = _whole(row.days)
    if "names" in takes:
        question["of"] = [each.strip() for each in row.names.split(",") if each.strip()]
    return question


def _whole(said: str) -> int | str:
    """Return a whole number; what is none stays, and the document refuses it."""
    return int(said) if said.isascii() and said.isdigit() else said


def rows_of(segment: Segment) -> tuple[str, list[Row]] | None:
    """Return how a segment stands in the form; None where it does not fit."""
    who = segment.who
    items = who.items if isinstance(who, WhoGroup) else (who,)
    match = who.match if isinstance(who, WhoGroup) else "all"
    if len(items) > ROWS:
        return None
    found = []
    for item in items:
        row = None if isinstance(item, WhoGroup) else _row(item.model_dump(mode="json"))
        if row is None:
            return None
        found.append(row)
    return match, found


def _row(fact: Mapping[str, Any]) -> Row | None:
    """Return a question as a row, if nothing of it would be lost."""
    name = str(fact["fact"])
    if name not in FACTS:
        return None
    low, high = fact.get("at_least"), fact.get("at_most")
    if name == "spend":
        amounts = [each for each in (low, high) if isinstance(each, Mapping)]
        if any(len(each) != 1 for each in amounts):
            return None
        low = next(iter(low.values())) if low else None
        high = next(iter(high.values())) if high else None
    if name == "rhythm":
        low = fact.get("exceeds")
    days = fact.get("within_days") or fact.get("within_days_before") or None
    if fact.get("within_days_after"):
        return None
    return Row(
        name,
        _text(low),
        _text(high),
        _text(days),
        ", ".join(str(each) for each in fact.get("of", ())),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
