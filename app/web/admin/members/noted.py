"""What staff said when they did something by hand: why, to whom, and who they are."""

from collections.abc import Callable

from app.domain.explain.entries import Entry
from app.services.adjustments import REASON, words_of
from app.services.staff import staffing
from app.web.admin.route import Ask
from app.web.admin.words import knows


def noted(ask: Ask) -> Callable[[Entry], list[str]]:
    """Return what tells an entry's reason, notes and author; nothing for machines'."""
    names: dict[str, str] = {}

    def author(actor: str) -> str:
        if actor == ask.staff.actor:
            return ask.say("activity.by_you")
        if not names:
            names.update(staffing.names(ask.env, ask.staff.merchant_id))
        return names.get(actor) or ask.say("activity.by_staff")

    def tell(entry: Entry) -> list[str]:
        said = []
        code = (entry.rule_ref or "").removeprefix(REASON)
        if (entry.rule_ref or "").startswith(REASON):
            key = f"adjust.reason.{code}"
            said.append(ask.say(key) if knows(key) else code.replace("_", " "))
        words = words_of(entry.note)
        if words.public_note:
            said.append(ask.say("activity.said_to", text=words.public_note))
        if words.internal_note:
            said.append(ask.say("activity.said_inside", text=words.internal_note))
        if entry.actor.startswith("staff:"):
            said.append(author(entry.actor))
        return said

    return tell
