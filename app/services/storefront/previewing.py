"""A draft as shoppers would see it, with a member who does not exist.

Whoever holds a signed link sees it for a day. The draft is put in force and the
example member given points in a unit of work that is undone, so that everything
shown is worked out by the code that will run, and nothing is kept.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID

from app.domain.errors import Refused, Untrusted
from app.domain.ledger import Key
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Words
from app.services.adjustments import Adjustment, adjust
from app.services.channel_orders import PLATFORM
from app.services.env import Env
from app.services.rehearsal import rehearse
from app.services.storefront.visits import OPEN_STORES, Visit
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
LIFE: Final = timedelta(days=1)
EXAMPLE: Final = Words(en="Sam", id="Budi", ms="Aisyah")
CUSTOMER: Final = "preview"
POINTS: Final = 1_250
"""Display points of the example member, before anything is bought."""
ACTOR: Final = "preview"
PARAMETER: Final = "loyalty_preview"
"""Of a shop's page; the panel passes it on as ``preview``."""


class PreviewRefused(Untrusted):
    """The link is not ours, of another programme, or too old."""

    code = "preview_refused"


class PreviewOnly(Refused):
    """A preview shows; it changes nothing."""

    code = "preview_only"


def link_token(env: Env, programme_id: UUID) -> str:
    """Return the text that lets whoever has it see the draft for a day."""
    until = (env.clock.now() + LIFE).isoformat()
    return env.secrets.seal(
        json.dumps({"until": until}).encode(), context=_context(programme_id)
    )


def links(env: Env, programme_id: UUID) -> list[tuple[str, str]]:
    """Return (store, link) of each connected store, for whoever should see the draft.

    Raises:
        DraftMissing: There is no draft to see.
    """

    def read(uow: UnitOfWork) -> list[tuple[str, str]]:
        ProgrammeRepository(uow).draft()
        return [
            (row.name, row.base_url)
            for row in StoreRepository(uow).all()
            if row.state in OPEN_STORES and row.platform != PLATFORM
        ]

    token = link_token(env, programme_id)
    stores = env.database.run(programme_id, read)
    return [(name, f"{url}/?{PARAMETER}={token}") for name, url in stores]


def trial_links(env: Env, programme_id: UUID) -> list[tuple[str, str]]:
    """Return (store, link) of each connected store, for who tries the programme.

    What is in force is shown, with the person's own account: a programme in test
    mode is closed to everybody else.
    """

    def read(uow: UnitOfWork) -> list[tuple[str, str]]:
        return [
            (row.name, row.base_url)
            for row in StoreRepository(uow).all()
            if row.state in OPEN_STORES and row.platform != PLATFORM
        ]

    until = (env.clock.now() + LIFE).isoformat()
    token = env.secrets.seal(
        json.dumps({"until": until, "trial": True}).encode(),
        context=_context(programme_id),
    )
    stores = env.database.run(programme_id, read)
    return [(name, f"{url}/?{PARAMETER}={token}") for name, url in stores]


def tried(env: Env, visit: Visit, token: str) -> Visit | None:
    """Return the visit with a programme in test mode open; None: no link to try."""
    try:
        said = json.loads(env.secrets.open(token, context=_context(visit.programme_id)))
    except Untrusted:
        return None
    if not said.get("trial"):
        return None
    if env.clock.now() >= datetime.fromisoformat(said["until"]):
        raise PreviewRefused("the link is too old")
    return replace(visit, tried=True)


def _context(programme_id: UUID) -> str:
    return f"{programme_id}/storefront_preview"


def previewed(env: Env, visit: Visit, token: str) -> Visit:
    """Return the visit of the example member, in the draft.

    Raises:
        PreviewRefused: The link does not hold.
        DraftMissing: There is no draft any more.
    """
    try:
        said = json.loads(env.secrets.open(token, context=_context(visit.programme_id)))
    except Untrusted as error:
        raise PreviewRefused("the preview link does not hold") from error
    if env.clock.now() >= datetime.fromisoformat(said["until"]):
        raise PreviewRefused("the preview link is too old")
    draft = env.database.run(
        visit.programme_id, lambda uow: ProgrammeRepository(uow).draft().document
    )
    # The draft has no number of its own until it is staged.
    seen = replace(visit, version=0, document=draft, customer_ref=CUSTOMER)
    return replace(seen, member=_staged(env, seen, lambda _uow, member: member))


def run(env: Env, visit: Visit, work: Callable[[UnitOfWork], T]) -> T:
    """Do *work* with the draft in force and the example member there; undo all."""
    return _staged(env, visit, lambda uow, _member: work(uow))


def _staged(env: Env, visit: Visit, work: Callable[[UnitOfWork, MemberRow], T]) -> T:
    document = visit.document
    if document is None:
        raise PreviewRefused("there is nothing to preview")

    def staged(uow: UnitOfWork) -> T:
        programmes = ProgrammeRepository(uow)
        programmes.lock()
        programmes.add_version(document, at=env.clock.now(), by=ACTOR)
        return work(uow, _example(env, uow, visit, document))

    return rehearse(env, visit.programme_id, staged)


def _example(
    env: Env, uow: UnitOfWork, visit: Visit, document: ProgrammeDocument
) -> MemberRow:
    members, now = MemberRepository(uow), env.clock.now()
    # The same one in each part of one answer.
    member_id = visit.member.member_id if visit.member else env.ids.new()
    members.add(
        member_id,
        at=now,
        state="active",
        joined_at=now,
        active_at=now,
        contact_verified=False,
        first_name=EXAMPLE.say(document.identity.language),
    )
    members.link(visit.store_id, CUSTOMER, member_id, at=now)
    member = members.get(member_id)
    asset = document.asset(document.main_points)
    if not isinstance(asset, CreditAsset):
        gift = Adjustment(POINTS * 10**asset.scale, asset.id, ACTOR)
        key = Key.of(ACTOR, member_id)
        adjust(env, uow, member, gift, key=key, actor=ACTOR)
    return member
