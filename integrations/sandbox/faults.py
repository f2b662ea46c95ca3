"""Rules that make a store misbehave, for requests it gets and deliveries it sends.

A rule is ``{"on": "request" | "delivery", "match": {...}, "effect": {...}}``. What
can be matched and what can be done is listed in ``docs/sandbox.md``. All decisions
follow from the rule's own counter and seed, so a run can be repeated.
"""

import hashlib
import re
import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

MATCHES = frozenset(
    {"method", "path", "operation", "topic", "nth", "times", "probability", "seed"}
)
REQUEST_EFFECTS = frozenset(
    {
        "body",
        "big_body_bytes",
        "cut",
        "delay_ms",
        "deny_fields",
        "graphql_errors",
        "headers",
        "html",
        "invalid_json",
        "lag_s",
        "status",
        "throttle",
        "truncate_bytes",
        "when",
    }
)
DELIVERY_EFFECTS = frozenset(
    {"corrupt_signature", "delay_ms", "duplicate", "lose", "reorder_ms", "body"}
)
# What answers instead of the store when it is found in a request rule.
ANSWERS = frozenset(
    {"big_body_bytes", "body", "cut", "html", "invalid_json", "status", "throttle"}
)

# How long new rewards stay invisible to look-ups in the request at hand.
lookup_lag_s: ContextVar[float] = ContextVar("lookup_lag_s", default=0.0)
# "Customer.defaultEmailAddress" and the like: not approved in the request at hand.
denied_fields: ContextVar[frozenset[str]] = ContextVar(
    "denied_fields", default=frozenset()
)


class BadRule(ValueError):
    """A rule that could never do what it says."""


@dataclass(slots=True)
class Rule:
    """One rule with its counters: how often it matched and how often it acted."""

    id: str
    on: str
    match: dict[str, Any]
    effect: dict[str, Any]
    seen: int = 0
    fired: int = 0

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "on": self.on,
            "match": self.match,
            "effect": self.effect,
            "seen": self.seen,
            "fired": self.fired,
        }


@dataclass(slots=True)
class Faults:
    """The rules in force, in the order they were given."""

    rules: list[Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _made: int = 0

    def add(self, raw: dict[str, Any]) -> Rule:
        """Take a rule in.

        Raises:
            BadRule: It has a key that means nothing here.
        """
        on = str(raw.get("on", "request"))
        if on not in {"request", "delivery"}:
            raise BadRule(f"on is request or delivery, not {on!r}")
        match = dict(raw.get("match") or {})
        effect = dict(raw.get("effect") or {})
        known = REQUEST_EFFECTS if on == "request" else DELIVERY_EFFECTS
        _only("match", match, MATCHES)
        _only("effect", effect, known)
        if not effect:
            raise BadRule(f"effect says nothing; one of {sorted(known)}")
        if effect.get("when", "before") not in {"before", "after"}:
            raise BadRule("when is before or after")
        if "path" in match:
            try:
                re.compile(str(match["path"]))
            except re.error as error:
                raise BadRule(f"path is no regular expression: {error}") from None
        with self._lock:
            self._made += 1
            rule = Rule(str(raw.get("id") or f"rule-{self._made}"), on, match, effect)
            self.rules.append(rule)
        return rule

    def replace(self, raw_rules: list[dict[str, Any]]) -> list[Rule]:
        """Put these in the place of all rules; nothing changes when one is bad."""
        fresh = Faults()
        rules = [fresh.add(raw) for raw in raw_rules]
        with self._lock:
            self.rules = rules
        return rules

    def clear(self) -> None:
        with self._lock:
            self.rules = []

    def remove(self, rule_id: str) -> bool:
        with self._lock:
            before = len(self.rules)
            self.rules = [rule for rule in self.rules if rule.id != rule_id]
            return len(self.rules) < before

    def wants_operation(self) -> bool:
        return any("operation" in rule.match for rule in self.rules)

    def effects(self, on: str, **facts: str) -> list[dict[str, Any]]:
        """What the rules do to this request or delivery; counts the match."""
        found = []
        with self._lock:
            for rule in self.rules:
                if rule.on == on and _matches(rule, facts) and _acts(rule):
                    rule.fired += 1
                    found.append(rule.effect)
        return found


def _only(name: str, given: dict[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise BadRule(f"{name} does not know {unknown}; it knows {sorted(known)}")


def _matches(rule: Rule, facts: dict[str, str]) -> bool:
    wanted = rule.match
    if "method" in wanted and str(wanted["method"]).upper() != facts.get("method"):
        return False
    if "path" in wanted and not re.search(str(wanted["path"]), facts.get("path", "")):
        return False
    return all(
        name not in wanted or re.fullmatch(str(wanted[name]), facts.get(name, ""))
        for name in ("operation", "topic")
    )


def _acts(rule: Rule) -> bool:
    rule.seen += 1
    if rule.seen < int(rule.match.get("nth", 1)):
        return False
    times = rule.match.get("times")
    if times is not None and rule.fired >= int(times):
        return False
    chance = rule.match.get("probability")
    if chance is None:
        return True
    text = f"{rule.match.get('seed', 1)}:{rule.id}:{rule.seen}"
    drawn = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
    return drawn < float(chance) * 0xFFFFFFFF
