"""Orders that earned nothing, said in a line: which one, and why."""

from dataclasses import dataclass
from datetime import datetime

from app.services.activity_stream import Happened
from app.web.admin.coded import reason
from app.web.admin.route import Ask
from app.web.admin.shown import address_of

EARNS = ("", "earns")


@dataclass(frozen=True, slots=True)
class Refused:
    """One of them on a member's timeline."""

    at: datetime
    text: str
    why: str


def refused(ask: Ask, each: Happened) -> Refused:
    """Return one as a timeline shows it."""
    why = address_of(f"/members/activity/why/refusals/{each.id}")
    return Refused(each.at, told(ask, each), why)


def told(ask: Ask, each: Happened) -> str:
    """Return what is said of one in this person's language."""
    subject = each.facts["number"] or str(each.facts["subject"]).partition(":")[2]
    code = each.what
    if code in EARNS:
        rules = each.facts["rules"] or []
        code = str(rules[0]["outcome"]) if rules else "no_rule"
    return ask.say("activity.nothing", subject=subject, reason=reason(ask, code))
