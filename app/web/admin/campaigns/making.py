"""A new campaign: what the form says becomes a rule, reward, gift or challenge."""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.typed_numbers import read_points
from app.domain.words import Language
from app.web.admin.programme.binding import new_id, with_part
from app.web.admin.programme.fields.reading import Unfit, exact_of, whole_of

KINDS: Final = ("multiplier", "bonus", "cheaper", "gift", "challenge")
SECTION: Final[Mapping[str, str]] = {
    "multiplier": "earning",
    "bonus": "earning",
    "cheaper": "rewards",
    "gift": "campaigns",
    "challenge": "challenges",
}
HOURS: Final = frozenset(("weekday", "since_hour", "until_hour"))
TIMED: Final = frozenset(("multiplier", "bonus"))
"""Kinds that count on some days of the week, or at some hours, only."""
Said = Mapping[str, str]


def numbers_of(said: Said, language: Language) -> tuple[Said, dict[str, Unfit]]:
    """Return the form with its numbers as the document writes them, and the wrong."""
    plain, wrong = dict(said), {}
    for name in ("number", "goal", "budget", "cap"):
        text = said.get(name, "")
        try:
            if text:
                plain[name] = _plain(name, text, said["kind"], language)
        except Unfit as unfit:
            wrong[name] = unfit
    return plain, wrong


def _plain(name: str, text: str, kind: str, language: Language) -> str:
    if name != "number" or kind == "cheaper":
        return str(whole_of(name, text))
    if kind == "multiplier":
        return exact_of(name, text, language)
    return exact_of(name, text, language, read_points)


def made(document: ProgrammeDocument, said: Said) -> tuple[dict[str, Any], str, str]:
    """Return the document's data with the campaign in it, its section and its id."""
    kind = said["kind"]
    if kind not in TIMED:
        said = {key: text for key, text in said.items() if key not in HOURS}
    section = SECTION[kind]
    item = _MAKERS[kind](document, said)
    item |= _window(said) | _named(said)
    item["id"] = new_id(document, section, said.get("name") or kind)
    return with_part(document, section, item["id"], item), section, item["id"]


def _window(said: Said) -> dict[str, Any]:
    days = {name: said[name] for name in ("since", "until") if said.get(name)}
    return {"active": days} if days else {}


def _named(said: Said) -> dict[str, Any]:
    name = said.get("name", "").strip()
    if not name:
        return {}
    return {"title": dict.fromkeys(("en", "id", "ms"), name)}


def questions(said: Said) -> list[tuple[str, dict[str, Any]]]:
    """Return what is asked before it counts, each with the field that says so."""
    found: list[tuple[str, dict[str, Any]]] = []
    leaf: dict[str, Any]
    who, _, name = said.get("who", "").partition(":")
    if who == "segment":
        leaf = {"field": "member.segments", "op": "contains_any", "value": [name]}
        found.append(("who", leaf))
    if who == "tier":
        leaf = {"field": "member.tier", "op": "in", "value": [name]}
        found.append(("who", leaf))
    if days := said.get("weekday"):
        leaf = {"field": "at.weekday", "op": "in", "value": days.split(",")}
        found.append(("weekday", leaf))
    hours = {name: said.get(f"{name}_hour", "") for name in ("since", "until")}
    if any(hours.values()):
        leaf = {"field": "at.clock", "op": "within", "value": hours}
        found.append(("since_hour", leaf))
    return found


def _when(said: Said) -> dict[str, Any]:
    leaves = [leaf for _, leaf in questions(said)]
    if len(leaves) > 1:
        return {"when": {"match": "all", "items": leaves}}
    return {"when": leaves[0]} if leaves else {}


def _budget(said: Said) -> dict[str, Any]:
    number = said.get("budget")
    return {"budget": {"per": "ever", "points": _whole(number)}} if number else {}


def _whole(text: str) -> Any:  # noqa: ANN401 - left as typed for the reader to refuse
    return int(text) if text.isdigit() else text


def _number(said: Said) -> str:
    return said.get("number", "")


def _cap(said: Said) -> dict[str, Any]:
    cap = said.get("cap", "")
    if not cap:
        return {}
    return {"limits": [{"per": "ever", "points": _whole(cap)}]}


def _multiplier(document: ProgrammeDocument, said: Said) -> dict[str, Any]:
    award = {"kind": "multiplier", "by": _number(said)}
    asset = document.main_points
    rule = {"trigger": "order", "asset": asset, "award": award}
    return {**rule, **_when(said), **_budget(said), **_cap(said)}


def _bonus(document: ProgrammeDocument, said: Said) -> dict[str, Any]:
    award = {"kind": "fixed", "points": _number(said)}
    rule = {"trigger": "order", "asset": document.main_points, "award": award}
    return {**rule, **_when(said), **_budget(said), **_cap(said)}


def _cheaper(document: ProgrammeDocument, said: Said) -> dict[str, Any]:
    wanted = said.get("reward", "")
    found = [one for one in canonical(document)["rewards"] if one["id"] == wanted]
    whole = dict(found[0]) if found else {"kind": "fixed_amount"}
    return {**whole, "price": _whole(said.get("number", "")), **_when(said)}


def _gift(document: ProgrammeDocument, said: Said) -> dict[str, Any]:
    asset = document.main_points
    gift = {"kind": "points", "asset": asset, "points": _number(said)}
    name = said.get("who", "").partition("segment:")[2]
    item: dict[str, Any] = {"gifts": [gift]}
    if name:
        item["segment"] = name
    if budget := said.get("budget"):
        item["budget"] = _whole(budget)
    return item


def _challenge(document: ProgrammeDocument, said: Said) -> dict[str, Any]:
    asset = document.main_points
    gift = {"kind": "points", "asset": asset, "points": _number(said)}
    goal = {"count": _whole(said.get("goal") or "3")}
    item = {"kind": "reach", "metric": "orders", "goal": goal, "period": "ever"}
    return {**item, "gifts": [gift], **_when(said)}


_MAKERS: Final = {
    "multiplier": _multiplier,
    "bonus": _bonus,
    "cheaper": _cheaper,
    "gift": _gift,
    "challenge": _challenge,
}
