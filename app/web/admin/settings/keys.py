"""API keys: made here, shown once, revoked here."""

from datetime import timedelta
from typing import Final, Literal

from pydantic import BaseModel, Field

from app.domain.staff import Right
from app.services import keys
from app.services.keys import SCOPES
from app.storage.keys import KeyRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.coded import named
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("keys")

AT: Final = "/settings/keys"
LIVES: Final = {"30": 30, "90": 90, "365": 365, "never": None}


class KeyForm(BaseModel):
    """A key to make."""

    name: str = Field(min_length=2, max_length=60)
    mode: Literal["live", "test"] = "live"
    scopes: list[str] = Field(min_length=1)
    lives: Literal["30", "90", "365", "never"] = "365"


@pages.page("GET", AT, right=Right.READ)
def list_keys(ask: Ask) -> View:
    """Show the keys, without what opens them."""
    return _view(ask, filled({"mode": "live", "lives": "365"}))


@pages.page("POST", AT, right=Right.KEYS, sensitive=True)
def make_key(ask: Ask) -> View:
    """Make a key; this page alone shows it."""
    typed = ask.form(KeyForm)
    said = typed.value
    if said is None or set(said.scopes) - set(SCOPES):
        typed.errors.setdefault("scopes", ask.say("keys.no_scope"))
        return _view(ask, typed, 400)
    days = LIVES[said.lives]
    text, row = keys.create(
        ask.env,
        ask.programme_id,
        name=said.name,
        scopes=said.scopes,
        mode=said.mode,
        expires_at=None if days is None else ask.now + timedelta(days=days),
    )

    def note(uow: UnitOfWork) -> None:
        facts = {"name": row.name, "scopes": row.scopes, "mode": row.mode}
        ask.audit(uow, "key.made", f"key:{row.key_id}", after=facts)

    ask.run(note)
    return _view(ask, filled({"mode": "live", "lives": "365"}), made=text)


@pages.page("POST", f"{AT}/<id>/revoke", right=Right.KEYS, sensitive=True)
def revoke_key(ask: Ask) -> Redirect:
    """End a key at once."""
    key_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        KeyRepository(uow).revoke(key_id, at=ask.now)
        ask.audit(uow, "key.revoked", f"key:{key_id}")

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("keys.revoked"))


def _view(
    ask: Ask, form: Typed[KeyForm], status: int = 200, *, made: str | None = None
) -> View:
    rows = ask.run(lambda uow: KeyRepository(uow).all())
    return View(
        "admin/settings/keys.html",
        {
            "form": form,
            "rows": rows,
            "made": made,
            "scopes": SCOPES,
            "named": lambda prefix, code: named(ask, prefix, code),
            "lives": [(each, ask.say(f"keys.lives.{each}")) for each in LIVES],
            "now": ask.now,
        },
        status,
    )
