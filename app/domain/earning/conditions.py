"""Conditions made ready: asked of facts, and reduced to what refunds can break.

``compiled`` turns a tree into functions once for each published version.
``reduced`` keeps, of a condition that held, the parts that a refund can still
break; all else was decided at the award and stays decided.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from app.domain.earning.facts import Still
from app.domain.programme.conditions import Group, Leaf, leaves
from app.domain.programme.facts import Facts, LineMatcher
from app.domain.programme.fields import FIELDS, FieldKind
from app.domain.programme.verdicts import YES, Verdict
from app.domain.programme.windows import Window

Check = Callable[[Facts], Verdict]


def compiled(condition: Leaf | Group) -> Check:
    """Return a function that answers *condition* for given facts."""
    if isinstance(condition, Leaf):
        return _LEAVES[FIELDS[condition.field].kind](condition)
    checks = [compiled(item) for item in condition.items]
    return _GROUPS[condition.match](checks)


def _all(checks: Sequence[Check]) -> Check:
    def check(facts: Facts) -> Verdict:
        for each in checks:
            if not (verdict := each(facts)):
                return verdict
        return YES

    return check


def _any(checks: Sequence[Check]) -> Check:
    def check(facts: Facts) -> Verdict:
        refusals = []
        for each in checks:
            if verdict := each(facts):
                return YES
            refusals.append({"code": verdict.code, **verdict.figures})
        return Verdict("none_of_these", {"refusals": refusals})

    return check


def _none(checks: Sequence[Check]) -> Check:
    def check(facts: Facts) -> Verdict:
        for number, each in enumerate(checks):
            if each(facts):
                return Verdict("one_of_the_excluded", {"item": number})
        return YES

    return check


_GROUPS: Mapping[Literal["all", "any", "none"], Callable[[Sequence[Check]], Check]] = {
    "all": _all,
    "any": _any,
    "none": _none,
}


def _no(code: str, leaf: Leaf, found: object) -> Verdict:
    return Verdict(code, {"field": leaf.field, "op": leaf.op, "found": found})


def _amount(leaf: Leaf) -> Check:
    read, table, compare = FIELDS[leaf.field].read, leaf.value, _COMPARE[leaf.op]
    code = "amount_too_low" if leaf.op in ("gte", "gt") else "amount_too_high"

    def check(facts: Facts) -> Verdict:
        currency = facts.order.currency
        wanted = table.get(currency)
        if wanted is None:
            return _no("currency_differs", leaf, currency)
        found = read(facts)
        if compare(found, wanted):
            return YES
        figures = {"field": leaf.field, "op": leaf.op, "found": found}
        return Verdict(code, {**figures, "wanted": wanted, "currency": currency})

    return check


_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "eq": lambda found, wanted: found == wanted,
    "multiple_of": lambda found, wanted: found > 0 and found % wanted == 0,
    "gte": lambda found, wanted: found >= wanted,
    "gt": lambda found, wanted: found > wanted,
    "lte": lambda found, wanted: found <= wanted,
    "lt": lambda found, wanted: found < wanted,
}


def _choice(leaf: Leaf) -> Check:
    read, wanted = FIELDS[leaf.field].read, frozenset(leaf.value)
    expected = leaf.op == "in"
    code = "not_among" if expected else "excluded"

    def check(facts: Facts) -> Verdict:
        found = read(facts)
        return YES if (found in wanted) is expected else _no(code, leaf, found)

    return check


def _holds(op: str, hits: Sequence[bool]) -> bool:
    if op == "contains_any":
        return any(hits)
    if op == "contains_all":
        return all(hits)
    return not any(hits)


_MISSED = {"contains_none": "excluded_found", "only": "others_found"}


def _set(leaf: Leaf) -> Check:
    read, wanted = FIELDS[leaf.field].read, [ref.casefold() for ref in leaf.value]
    code = _MISSED.get(leaf.op, "not_found")

    def check(facts: Facts) -> Verdict:
        found = read(facts)
        plain = {text.casefold() for text in found}
        if _holds(leaf.op, [ref in plain for ref in wanted]):
            return YES
        return _no(code, leaf, sorted(found))

    return check


def _matchers(leaf: Leaf) -> list[LineMatcher]:
    return [FIELDS[leaf.field].matcher(ref) for ref in leaf.value]


def _lines(leaf: Leaf) -> Check:
    matchers, look = _matchers(leaf), FIELDS[leaf.field].lines
    code = _MISSED.get(leaf.op, "not_found")

    def check(facts: Facts) -> Verdict:
        store, lines = facts.store, look(facts)
        if leaf.op == "only":
            held = bool(lines) and all(
                any(matches(line, store) for matches in matchers) for line in lines
            )
        else:
            hits = [any(matches(line, store) for line in lines) for matches in matchers]
            held = _holds(leaf.op, hits)
        return YES if held else _no(code, leaf, None)

    return check


def _flag(leaf: Leaf) -> Check:
    read, wanted = FIELDS[leaf.field].read, leaf.value
    differs = _no("differs", leaf, not wanted)

    def check(facts: Facts) -> Verdict:
        found = read(facts)
        return YES if found is wanted else differs

    return check


def _time(leaf: Leaf) -> Check:
    read, window, inside = FIELDS[leaf.field].read, leaf.value, leaf.op == "within"

    def check(facts: Facts) -> Verdict:
        at = read(facts)
        if window.holds(at, facts.zone) is inside:
            return YES
        return _no("outside_window" if inside else "in_window", leaf, at.isoformat())

    return check


def _number(leaf: Leaf) -> Check:
    read, wanted, compare = FIELDS[leaf.field].read, leaf.value, _COMPARE[leaf.op]

    def check(facts: Facts) -> Verdict:
        found = read(facts)
        if found is not None and compare(found, wanted):
            return YES
        return _no("unknown" if found is None else "differs", leaf, found)

    return check


def _clock(leaf: Leaf) -> Check:
    read, hours, inside = FIELDS[leaf.field].read, leaf.value, leaf.op == "within"

    def check(facts: Facts) -> Verdict:
        at = read(facts)
        if hours.hold(at) is inside:
            return YES
        return _no("outside_hours" if inside else "in_hours", leaf, f"{at:%H:%M}")

    return check


def _age(leaf: Leaf) -> Check:
    """Ask how long one of the named things has been so; days count in the zone."""
    read, early = FIELDS[leaf.field].read, leaf.op == "within_days"
    names, days = [name.casefold() for name in leaf.value.of], leaf.value.days

    def check(facts: Facts) -> Verdict:
        ages = [
            facts.days_since(began)
            for name, began in read(facts).items()
            if not names or name.casefold() in names
        ]
        if any((age < days) is early for age in ages):
            return YES
        return _no("differs" if ages else "unknown", leaf, max(ages, default=None))

    return check


_LEAVES: Mapping[FieldKind, Callable[[Leaf], Check]] = {
    FieldKind.AMOUNT: _amount,
    FieldKind.CHOICE: _choice,
    FieldKind.SET: _set,
    FieldKind.LINES: _lines,
    FieldKind.FLAG: _flag,
    FieldKind.TIME: _time,
    FieldKind.NUMBER: _number,
    FieldKind.CLOCK: _clock,
    FieldKind.AGE: _age,
}


def window_verdict(window: Window, at: datetime, zone: str) -> Verdict:
    """Return whether a rule's own window is open, and on which side it is not."""
    if window.holds(at, zone):
        return YES
    begins_at = window.begins_at(zone)
    early = begins_at is not None and at < begins_at
    return Verdict("not_yet" if early else "over", {"at": at.isoformat()})


def about_member(condition: Leaf | Group) -> Leaf | Group | None:
    """Return what of a condition can be asked of a member alone, or None.

    Parts that all must hold can be asked apart; of others only the whole.
    """
    if isinstance(condition, Group) and condition.match == "all":
        parts = [about_member(item) for item in condition.items]
        known = tuple(part for part in parts if part is not None)
        return Group(match="all", items=known) if known else None
    whole = all(leaf.field.startswith("member.") for leaf in leaves(condition))
    return condition if whole else None


def reduced(condition: Leaf | Group, facts: Facts) -> Still | None:
    """Return what of a condition that holds a refund can still break, or None.

    Refunds only take lines and amounts away. What asks for little or for
    absence can't be broken by that, and what was false at the award does not
    count again later; so the remainder can only change from yes to no.
    """
    if isinstance(condition, Leaf):
        return _reduced_leaf(condition, facts)
    if condition.match == "none":
        return None
    holding = [item for item in condition.items if compiled(item)(facts)]
    parts = [reduced(item, facts) for item in holding]
    if condition.match == "any":
        if any(part is None for part in parts):
            return None
        return ("any", *parts)
    breakable = [part for part in parts if part is not None]
    return ("all", *breakable) if breakable else None


def _reduced_leaf(leaf: Leaf, facts: Facts) -> Still | None:
    kind = FIELDS[leaf.field].kind
    if kind is FieldKind.AMOUNT and leaf.op in ("gte", "gt"):
        return ("amount", leaf.op, leaf.value[facts.order.currency])
    if kind is not FieldKind.LINES or leaf.op not in ("contains_any", "contains_all"):
        return None
    lines = FIELDS[leaf.field].lines(facts)
    found = [
        tuple(line.line_ref for line in lines if matches(line, facts.store))
        for matches in _matchers(leaf)
    ]
    if leaf.op == "contains_all":
        return ("all", *(("lines", *refs) for refs in found))
    return ("lines", *(ref for refs in found for ref in refs))
