"""Webhooks: where our messages go, which, and what became of each."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from app.domain.errors import Malformed, Refused
from app.domain.ids import public_id
from app.domain.outgoing.happening import MESSAGE
from app.domain.outgoing.secrets import OVERLAPS
from app.domain.outgoing.types import EVERY, grouped
from app.domain.staff import Right
from app.services.outgoing import desk
from app.services.outgoing.desk import UnknownEventType, Wish
from app.services.staff.audit import Fact
from app.storage.outgoing.deliveries import DeliveryRepository, DeliveryRow
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow, Figures
from app.storage.outgoing.messages import MessageRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.words import knows
from app.web.api.paging import cursor_of, moment_after

pages = Pages("webhooks")

AT: Final = "/settings/webhooks"
LIST: Final = "admin-webhooks"
STATES: Final = ("waiting", "held", "done", "failed")
SIZE: Final = 50
LATELY: Final = timedelta(days=7)


class HookForm(BaseModel):
    """Where messages go, and which."""

    url: str = Field(min_length=1, max_length=2048)
    description: str = Field(default="", max_length=desk.LONGEST_DESCRIPTION)
    types: list[str] = Field(default_factory=list)

    @property
    def wish(self) -> Wish:
        """The form as the service takes it."""
        return Wish(self.url, self.types, self.description)


class RotateForm(BaseModel):
    """How long the former secret signs on."""

    overlap: Literal["none", "hour", "day", "week"] = "day"


@pages.page("GET", AT, right=Right.READ)
def list_hooks(ask: Ask) -> View:
    """Show where messages go, and how that works out."""
    return _list(ask, filled({"types": [EVERY]}))


@pages.page("POST", AT, right=Right.KEYS, sensitive=True)
def make_hook(ask: Ask) -> View:
    """Keep an address; this page alone shows its secret."""
    typed = ask.form(HookForm)
    if typed.value is None:
        return _list(ask, typed, 400)

    def note(uow: UnitOfWork, row: EndpointRow) -> None:
        subject = f"webhook:{row.endpoint_id}"
        ask.audit(uow, "webhook.made", subject, after=desk.facts(row))

    try:
        secret, row = desk.make(
            ask.env,
            ask.programme_id,
            typed.value.wish,
            by=ask.staff.actor,
            note=note,
        )
    except (Malformed, Refused) as error:
        _refused(ask, typed, error)
        return _list(ask, typed, 400)
    return _one(ask, row.endpoint_id, secret=secret)


@pages.page("GET", f"{AT}/<id>", right=Right.READ)
def read_hook(ask: Ask) -> View:
    """Show one address and its messages."""
    return _one(ask, ask.id_of("id"))


@pages.page("POST", f"{AT}/<id>", right=Right.KEYS, sensitive=True)
def change_hook(ask: Ask) -> View | Redirect:
    """Set the address and its events."""
    endpoint_id, typed = ask.id_of("id"), ask.form(HookForm)
    if typed.value is None:
        return _one(ask, endpoint_id, form=typed, status=400)
    wish = typed.value.wish

    def note(uow: UnitOfWork, was: EndpointRow) -> None:
        ask.audit(
            uow,
            "webhook.changed",
            f"webhook:{endpoint_id}",
            before=desk.facts(was),
            after={"url": wish.url, "types": list(wish.types)},
        )

    try:
        desk.change(ask.env, ask.programme_id, endpoint_id, wish, note=note)
    except Malformed as error:
        _refused(ask, typed, error)
        return _one(ask, endpoint_id, form=typed, status=400)
    return _back(endpoint_id, ask.say("hooks.saved"))


@pages.page("POST", f"{AT}/<id>/pause", right=Right.KEYS, sensitive=True)
def pause_hook(ask: Ask) -> Redirect:
    """Send nothing until it is switched on again."""
    endpoint_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        desk.pause(ask.env, uow, endpoint_id)
        ask.audit(uow, "webhook.paused", f"webhook:{endpoint_id}")

    ask.run(write)
    return _back(endpoint_id, ask.say("hooks.paused"))


@pages.page("POST", f"{AT}/<id>/resume", right=Right.KEYS, sensitive=True)
def resume_hook(ask: Ask) -> Redirect:
    """Send again, however it came to be off."""
    endpoint_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        desk.resume(ask.env, uow, endpoint_id)
        ask.audit(uow, "webhook.resumed", f"webhook:{endpoint_id}")

    ask.run(write)
    return _back(endpoint_id, ask.say("hooks.resumed"))


@pages.page("POST", f"{AT}/<id>/rotate", right=Right.KEYS, sensitive=True)
def rotate_hook(ask: Ask) -> View:
    """Make a new secret; this page alone shows it."""
    endpoint_id, said = ask.id_of("id"), ask.form(RotateForm).value or RotateForm()

    def write(uow: UnitOfWork) -> str:
        found = desk.rotate(ask.env, uow, endpoint_id, OVERLAPS[said.overlap])
        after = {"overlap": said.overlap}
        ask.audit(uow, "webhook.rotated", f"webhook:{endpoint_id}", after=after)
        return found

    return _one(ask, endpoint_id, secret=ask.run(write))


@pages.page("POST", f"{AT}/<id>/delete", right=Right.KEYS, sensitive=True)
def delete_hook(ask: Ask) -> Redirect:
    """Take the address away."""
    endpoint_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        was = desk.facts(EndpointRepository(uow).get(endpoint_id))
        desk.remove(ask.env, uow, endpoint_id)
        ask.audit(uow, "webhook.deleted", f"webhook:{endpoint_id}", before=was)

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("hooks.deleted"))


@pages.page("POST", f"{AT}/<id>/ping", right=Right.KEYS, sensitive=True)
def ping_hook(ask: Ask) -> Redirect:
    """Send a test message."""
    endpoint_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        desk.ping(ask.env, uow, endpoint_id)
        ask.audit(uow, "webhook.tested", f"webhook:{endpoint_id}")

    return _tried(ask, endpoint_id, write, ask.say("hooks.pinged"))


@pages.page("POST", f"{AT}/<id>/replay", right=Right.KEYS, sensitive=True)
def replay_hook(ask: Ask) -> View | Redirect:
    """Send what happened in a span of time once more."""
    endpoint_id = ask.id_of("id")
    since, until = _moment(ask, "since"), _moment(ask, "until")
    if since is None or until is None or until <= since:
        typed: Typed[Any] = filled(dict(ask.sent.items()))
        typed.refuse("until", ask.say("hooks.bad_span"))
        return _one(ask, endpoint_id, replay=typed, status=400)
    everything = ask.sent.get("everything") == "yes"

    def write(uow: UnitOfWork) -> str:
        count = desk.replay(
            ask.env, uow, endpoint_id, (since, until), everything=everything
        )
        span = [since.isoformat(), until.isoformat()]
        after: dict[str, Fact] = {"span": span, "count": count}
        ask.audit(uow, "webhook.replayed", f"webhook:{endpoint_id}", after=after)
        return ask.say("hooks.replayed", count)

    return _tried(ask, endpoint_id, write)


@pages.page("GET", f"{AT}/<id>/messages/<delivery>", right=Right.READ)
def read_message(ask: Ask) -> View:
    """Show what was sent, and each answer; answers only to who has the secrets."""
    endpoint_id, delivery_id = ask.id_of("id"), ask.id_of("delivery")

    def read(uow: UnitOfWork) -> dict[str, Any]:
        deliveries = DeliveryRepository(uow)
        row = deliveries.get(delivery_id)
        return {
            "hook": desk.without_secret(EndpointRepository(uow).get(endpoint_id)),
            "row": row,
            "number": public_id(MESSAGE, row.message_id),
            "body": _indented(MessageRepository(uow).get(row.message_id).body),
            "attempts": deliveries.attempts(delivery_id),
        }

    return View(
        "admin/settings/webhook_message.html", {**ask.run(read), "why": _why(ask)}
    )


@pages.page(
    "POST", f"{AT}/<id>/messages/<delivery>/resend", right=Right.KEYS, sensitive=True
)
def resend(ask: Ask) -> Redirect:
    """Send one message once more."""
    endpoint_id, delivery_id = ask.id_of("id"), ask.id_of("delivery")

    def write(uow: UnitOfWork) -> None:
        row = DeliveryRepository(uow).get(delivery_id)
        desk.resend(ask.env, uow, row.message_id, endpoint_id)
        after = {"message": str(row.message_id), "type": row.type}
        ask.audit(uow, "webhook.resent", f"webhook:{endpoint_id}", after=after)

    return _tried(ask, endpoint_id, write, ask.say("hooks.sent_again"))


def _back(endpoint_id: UUID, told: str | None) -> Redirect:
    return Redirect(address_of(f"{AT}/{endpoint_id}"), told=told)


def _tried(
    ask: Ask,
    endpoint_id: UUID,
    write: Callable[[UnitOfWork], str | None],
    told: str | None = None,
) -> Redirect:
    """Do what needs an address that is on; say so when it is off."""
    try:
        said = ask.run(write)
    except Refused as error:
        said = ask.why(error)
    return _back(endpoint_id, said or told)


def _refused(ask: Ask, typed: Typed[HookForm], error: Malformed | Refused) -> None:
    if isinstance(error, UnknownEventType):
        typed.refuse("", ask.say("hooks.no_types"))
    elif isinstance(error, Malformed):
        typed.refuse("url", ask.say("hooks.why.address"))
    else:
        typed.refuse("", ask.why(error))


def _moment(ask: Ask, name: str) -> datetime | None:
    """Return a moment that was typed as local time of the programme."""
    try:
        found = datetime.fromisoformat(ask.sent.get(name) or "")
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or ZoneInfo(ask.office.timezone))


def _why(ask: Ask) -> Callable[[str | None], str]:
    """Return what says in words why a try failed."""

    def say(code: str | None) -> str:
        if not code:
            return ""
        if code.startswith("http_"):
            return code.removeprefix("http_")
        key = f"hooks.why.{code}"
        return ask.say(key) if knows(key) else ask.say("hooks.why.other", code=code)

    return say


def _indented(body: str) -> str:
    return json.dumps(json.loads(body), ensure_ascii=False, indent=2)


def _list(ask: Ask, form: Typed[Any], status: int = 200) -> View:
    def read(uow: UnitOfWork) -> list[tuple[EndpointRow, Figures]]:
        endpoints = EndpointRepository(uow)
        figures = endpoints.figures(ask.now - LATELY)
        return [
            (desk.without_secret(row), figures.get(row.endpoint_id, Figures()))
            for row in endpoints.all()
        ]

    said = {"rows": ask.run(read), "form": form, "why": _why(ask), **_choices()}
    return View("admin/settings/webhooks.html", said, status)


def _choices() -> dict[str, Any]:
    return {"groups": grouped(), "every": EVERY, "most": desk.LONGEST_DESCRIPTION}


def _one(
    ask: Ask,
    endpoint_id: UUID,
    *,
    form: Typed[Any] | None = None,
    replay: Typed[Any] | None = None,
    secret: str | None = None,
    status: int = 200,
) -> View:
    state = ask.query.get("state", "")
    state = state if state in STATES else ""
    before = moment_after(ask.programme_id, LIST, ask.query.get("after") or None)

    def read(uow: UnitOfWork) -> tuple[EndpointRow, Figures, list[DeliveryRow]]:
        endpoints = EndpointRepository(uow)
        row = endpoints.get(endpoint_id)
        found = DeliveryRepository(uow).page(
            endpoint_id=endpoint_id,
            state=state or None,
            before=before,
            most=SIZE + 1,
        )
        figures = endpoints.figures(ask.now - LATELY)
        return row, figures.get(endpoint_id, Figures()), found

    row, figures, found = ask.run(read)
    rows, here, older = found[:SIZE], f"{AT}/{endpoint_id}", None
    if len(found) > SIZE:
        last = rows[-1]
        cursor = cursor_of(ask.programme_id, LIST, last.created_at, last.delivery_id)
        older = address_of(here, state=state or None, after=cursor)
    said = {
        "hook": desk.without_secret(row),
        "figures": figures,
        "rows": rows,
        "state": state,
        "states": STATES,
        "older": older,
        "first": address_of(here, state=state or None) if before else None,
        "secret": secret,
        "form": form or filled({"url": row.url, **_shown(row)}),
        "replay": replay or filled(_yesterday(ask)),
        "overlaps": [(each, ask.say(f"hooks.overlap.{each}")) for each in OVERLAPS],
        "rotate": filled({"overlap": "day"}),
        "why": _why(ask),
        **_choices(),
    }
    return View("admin/settings/webhook.html", said, status)


def _shown(row: EndpointRow) -> dict[str, Any]:
    return {"description": row.description, "types": row.types}


def _yesterday(ask: Ask) -> dict[str, str]:
    """Return the last day as the form writes it, in the programme's time."""
    now = ask.now.astimezone(ZoneInfo(ask.office.timezone))
    spans = {"since": now - timedelta(days=1), "until": now + timedelta(minutes=1)}
    return {name: f"{at:%Y-%m-%dT%H:%M}" for name, at in spans.items()}
