"""What a form that comes back would do: the deed, its place and whom it is about.

A button that sends something nobody sees is pressed blindly; so the page of the
button says in words what would happen, and where.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import current_app
from werkzeug.exceptions import HTTPException

from app.domain.words import Language
from app.services.env import Env
from app.services.staff.sessions import Opened
from app.storage.members import MemberRepository
from app.storage.staff import StaffRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork, UnitOfWork
from app.web.admin.kept_form import Kept
from app.web.admin.nav import TREE, current
from app.web.admin.route import PREFIX
from app.web.admin.words import knows, say

DEED: Final = "lost.deed."
ANY_DEED: Final = "lost.any_deed"
PAGES: Final = "admin."
LABELS: Final = ("lost.field.", "programme.field.")
ROLES: Final = "role"


@dataclass(frozen=True, slots=True)
class Lost:
    """A form that came back, in words."""

    path: str
    deed: str
    place: str
    """Where in the menu; empty for what stands outside it."""
    about: str
    """Whom or what the address names; empty where it names nothing."""
    shown: tuple[tuple[str, str], ...]
    """What stands in it: labels and what was typed."""
    fields: tuple[tuple[str, str], ...]


def lost_of(env: Env, opened: Opened, kept: Kept, language: Language) -> Lost | None:
    """Return a kept form in words; None where no page takes it any more."""
    found = _page_at(kept.path)
    if found is None:
        return None
    endpoint, named = found
    key = f"{DEED}{endpoint}"
    return Lost(
        path=kept.path,
        deed=say(key if knows(key) else ANY_DEED, language),
        place=_place(kept.path, language),
        about=_about(env, opened, endpoint, named),
        shown=tuple(
            (_label(name, language), _value(name, value, language))
            for name, value in kept.fields
            if value
        ),
        fields=kept.fields,
    )


def _page_at(path: str) -> tuple[str, Mapping[str, Any]] | None:
    """Return the page that takes a form at *path*, and what its address names."""
    urls = current_app.url_map.bind("localhost")
    try:
        endpoint, named = urls.match(path.partition("?")[0], method="POST")
    except HTTPException:
        return None
    if not endpoint.startswith(PAGES):
        return None
    return endpoint.removeprefix(PAGES), named


def _place(path: str, language: Language) -> str:
    entry, tab = current(TREE, path.removeprefix(PREFIX).partition("?")[0])
    if entry is None:
        return ""
    names = [say(f"nav.{entry.key}", language)]
    if tab is not None:
        names.append(say(f"nav.{entry.key}.{tab.key}", language))
    return " › ".join(names)  # noqa: RUF001 - a path


def _about(env: Env, opened: Opened, endpoint: str, named: Mapping[str, Any]) -> str:
    """Return the name of the member, colleague or store that an address names."""
    group = endpoint.partition("_")[0]
    try:
        asked = UUID(str(named.get("id", "")))
    except ValueError:
        return str(named.get("item") or named.get("number", ""))
    if group == "team":
        return env.database.run_merchant(
            opened.merchant_id, lambda work: _colleague(work, asked)
        )
    programme_id = opened.programme_id
    if programme_id is None:
        return ""
    look = _store if group == "stores" else _member
    return env.database.run(programme_id, lambda uow: look(uow, asked))


def _colleague(work: MerchantWork, staff_id: UUID) -> str:
    row = StaffRepository(work).find(staff_id)
    return row.name if row else ""


def _store(uow: UnitOfWork, store_id: UUID) -> str:
    names = [one.name for one in StoreRepository(uow).all() if one.store_id == store_id]
    return names[0] if names else ""


def _member(uow: UnitOfWork, member_id: UUID) -> str:
    row = MemberRepository(uow).many([member_id]).get(member_id)
    if row is None:
        return ""
    names = [each for each in (row.first_name, row.last_name) if each]
    return " ".join(names) or row.email or row.phone or ""


def _label(name: str, language: Language) -> str:
    """Return what a field is called; one without words by its own, plainly."""
    for key in (f"{prefix}{name.rpartition('.')[2]}" for prefix in LABELS):
        if knows(key):
            return say(key, language)
    return " ".join(name.replace(".", " ").replace("_", " ").split())


def _value(name: str, value: str, language: Language) -> str:
    role = f"role.{value}"
    return say(role, language) if name == ROLES and knows(role) else value
