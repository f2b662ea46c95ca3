"""One request for the rewards page: who asks, in which voice, and in which frame."""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import request

from app.domain.programme.storefront import Look
from app.domain.programme.storefront_voices import language_names
from app.services.env import Env
from app.services.storefront import visits
from app.services.storefront.visits import Visit
from app.storage.members import MemberRow
from app.web.storefront.doors import Door, base_of
from app.web.storefront.page.html import Frame, Sheet
from app.web.storefront.page.place import Kept, Place, place_of
from app.web.storefront.route import Ask, Said
from app.web.storefront.serve import spoken

KEPT_ALONE: Final[Kept] = (("alone", "1"),)


@dataclass(frozen=True, slots=True)
class Call:
    """A request, and the sheet that its answer is written on."""

    ask: Ask
    door: Door
    sheet: Sheet

    @property
    def visit(self) -> Visit:
        return self.ask.visit

    @property
    def place(self) -> Place:
        return self.sheet.place

    def met(self) -> "Call":
        """Return the call after the programme has met a signed-in customer."""
        if not self.visit.running:
            return self
        return self.of(visits.arrived(self.ask.env, self.visit))

    def by(self, member: MemberRow) -> "Call":
        """Return the call of a member whom a form of ours names."""
        known = self.visit.customer_ref or str(member.member_id)
        return self.of(replace(self.visit, member=member, customer_ref=known))

    def of(self, visit: Visit) -> "Call":
        """Return the call with what changed about who asks."""
        return replace(
            self,
            ask=replace(self.ask, visit=visit),
            sheet=replace(self.sheet, visit=visit),
        )

    def alone(self) -> "Call":
        """Return the call answered by a whole page, wherever it came from."""
        return replace(self, sheet=replace(self.sheet, frame="alone"))


def call_of(env: Env, door: Door, visit: Visit, store: str) -> Call:
    """Return the request at hand."""
    voice = spoken(visit)
    document = visit.document
    look = Look() if document is None else document.storefront.look
    kept = KEPT_ALONE if _alone(door) else ()
    place = place_of(env, visit, door, look, voice.tag, kept=kept)
    ask = Ask(
        env=env,
        visit=visit,
        door=door.name,
        voice=voice,
        path={},
        query=Said(),
        body=None,
        base=base_of(door, env, store),
        place="page",
    )
    names = {} if document is None else language_names(document)
    languages = tuple(
        (tag, name, f"?{urlencode([('lang', tag), *kept])}")
        for tag, name in names.items()
    )
    shared = door.name == "store"
    sheet = Sheet(env, visit, voice, place, look, _frame(door), shared, languages)
    return Call(ask, door, sheet)


def _frame(door: Door) -> Frame:
    if door.name == "proxy":
        return "alone" if _alone(door) else "theme"
    return "inside" if request.args.get("fragment") == "1" else "alone"


def _alone(door: Door) -> bool:
    return door.name == "proxy" and request.args.get("alone") == "1"
