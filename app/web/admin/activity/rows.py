"""Entries of the stream as rows: who, what, from where, by whom, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.staff import Right
from app.services.activity_stream import Happened
from app.services.member_list import tier_titles
from app.storage.members import MemberRow
from app.web.admin.coded import named, reason
from app.web.admin.members import refused
from app.web.admin.route import Ask
from app.web.admin.shown import Pen, address_of
from app.web.admin.words import knows

SYSTEM = "system"
REASON = "reason:"
BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the stream."""

    id: str
    at: datetime
    kind: str
    who: str
    member_href: str | None
    text: str
    source: str
    failed: bool
    why: str | None
    again: str | None
    """What is tried again, where something can be."""


def name_of(ask: Ask, member: MemberRow | None, member_id: UUID | None) -> str:
    """Return how a member is called in a list."""
    if member is None:
        return "" if member_id is None else ask.say("activity.somebody")
    names = " ".join(n for n in (member.first_name, member.last_name) if n)
    return names or member.email or member.phone or ask.say("activity.somebody")


def row_of(ask: Ask, each: Happened, members: Mapping[UUID, MemberRow]) -> Row:
    """Return a line of the stream in this person's language."""
    member = members.get(each.member_id) if each.member_id else None
    return Row(
        id=str(each.id),
        at=each.at,
        kind=each.kind,
        who=name_of(ask, member, each.member_id),
        member_href=address_of(f"/members/{each.member_id}")
        if each.member_id
        else None,
        text=_text(ask, each),
        source=_source(ask, each),
        failed=each.failed,
        why=_why(ask, each),
        again=each.what if each.kind == "failures" else None,
    )


def _text(ask: Ask, each: Happened) -> str:
    tell = {
        "points": _points,
        "rewards": _reward,
        "tiers": _tier,
        "refusals": refused.told,
        "failures": _failure,
    }.get(each.kind)
    if tell is not None:
        return tell(ask, each)
    if each.kind == "referrals":
        return ask.say("activity.referral", state=ask.say(f"referral.{each.what}"))
    key = f"audit.action.{each.what}"
    said = ask.say(key) if knows(key) else each.what
    points = (each.facts["after"] or {}).get("points")
    if isinstance(points, int) and points:
        sign = "+" if points > 0 else ""
        said = f"{said}: {sign}{Pen(ask).points(points)}"
    kind = str(each.facts["subject"]).partition(":")[0]
    family = f"audit.subject.{kind}"
    if kind == BULK or not knows(family):
        return said
    return ask.say("activity.deed", deed=said, subject=ask.say(family))


def _points(ask: Ask, each: Happened) -> str:
    pen, asset = Pen(ask), each.facts["asset"]
    parts = []
    for name in ("usable", "pending"):
        units = each.facts[name] or 0
        if units:
            sign = "+" if units > 0 else ""
            amount = sign + pen.points(units, asset)
            worth = pen.worth(abs(units), asset)
            amount += f" ({worth})" if worth else ""
            parts.append(ask.say(f"activity.{name}", amount=amount))
    what = ask.say(f"activity.kind.{each.what}")
    by_hand = str(each.facts["rule"] or "").removeprefix(REASON)
    if each.what == "adjustment" and knows(f"adjust.reason.{by_hand}"):
        why = ask.say(f"adjust.reason.{by_hand}")
        what = ask.say("activity.for_reason", what=what, reason=why)
    about = each.facts["number"] or each.facts["ref"]
    if about and each.facts["source"] == "order":
        what = ask.say("activity.of_order", what=what, order=str(about))
    return f"{what}: {', '.join(parts)}" if parts else what


def _reward(ask: Ask, each: Happened) -> str:
    title, price = Pen(ask).title(str(each.facts["title"])), each.facts["price"]
    state = ask.say(f"redemption.{each.what}")
    if each.facts["source"] == "points":
        pen, asset = Pen(ask), each.facts["asset"]
        worth = pen.worth(price, asset)
        points = pen.points(price, asset) + (f" ({worth})" if worth else "")
        return ask.say("activity.redeemed", title=title, points=points, state=state)
    return ask.say("activity.given", title=title, state=state)


def _tier(ask: Ask, each: Happened) -> str:
    tier = each.facts["tier"]
    if tier is None:
        return ask.say("activity.tier_left")
    document = ask.office.document
    titles = tier_titles(document, ask.language) if document else {}
    return ask.say("activity.tier", tier=titles.get(tier, tier))


def _failure(ask: Ask, each: Happened) -> str:
    why = reason(ask, str(each.facts["reason"] or "unknown"))
    if each.what == "delivery":
        return ask.say(
            "activity.delivery",
            topic=named(ask, "topic", str(each.facts["subject"])),
            reason=why,
        )
    what = named(ask, "debt", each.what)
    return ask.say("activity.failed", what=what, reason=why)


def _source(ask: Ask, each: Happened) -> str:
    if each.actor.startswith("staff:"):
        if each.actor == ask.staff.actor:
            return ask.say("activity.by_you")
        return ask.say("activity.by_staff")
    if each.store_id is not None:
        names = {store.store_id: store.name for store in ask.office.stores}
        return names.get(each.store_id, "")
    key = f"activity.by.{each.actor.partition(':')[0]}"
    return ask.say(key if knows(key) else "activity.by.system")


def _why(ask: Ask, each: Happened) -> str | None:
    if each.kind == "staff":
        return _bulk(ask, str(each.facts["subject"]))
    if each.kind == "tiers":
        return None
    kind = each.what if each.what == "delivery" else each.kind
    return address_of(f"/members/activity/why/{kind}/{each.id}")


def _bulk(ask: Ask, subject: str) -> str | None:
    """Return the page of a deed on many members, for who may see it."""
    kind, _, bulk_id = subject.partition(":")
    if kind != BULK or not ask.staff.may(Right.MEMBERS):
        return None
    return address_of(f"/members/bulk/{bulk_id}")
