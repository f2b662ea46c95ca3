"""A shop that holds a pairing code of ours becomes a store of the programme.

The merchant enters the code in the plugin, is sent to us, from us to the store's
own consent page, and back. The store posts its keys meanwhile, unsigned: only the
random state that we made up says which pairing they belong to. Before anybody is
sent to consent, the shop itself is asked whether a person began it there; a link
made by somebody else leads nowhere.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

import structlog

from app.domain.errors import PlatformError, Refused
from app.services.env import Env
from app.services.plugin_port import StorePlugin
from app.services.stores import StoreNotUsable, StoreTaken, connect
from app.storage.pairings import (
    PairingRepository,
    PairingRow,
    PairingUnknown,
    find_by_code,
    find_by_state,
)
from app.storage.unit_of_work import UnitOfWork

PLATFORM: Final = "woocommerce"
APP_NAME: Final = "Setia"
SYMBOLS: Final = 20
"""Of five bits each: a hundred random bits."""
GROUP: Final = 5
STATE_BYTES: Final = 32
LASTS: Final = timedelta(minutes=30)
KEPT: Final = timedelta(days=1)
"""How long a lapsed pairing, and keys that nobody fetched, lie about."""

log = structlog.get_logger(__name__)


class NotBegunThere(Refused):
    """The shop says that nobody began a pairing there with this check."""

    code = "pairing_not_begun"


@dataclass(frozen=True, slots=True)
class Offer:
    """A code to enter in the plugin."""

    code: str
    lapses_at: datetime


def offer(env: Env, programme_id: UUID, *, by: str) -> Offer:
    """Make a pairing code of a programme. It is told here and never again."""
    now = env.clock.now()
    code = env.ids.code(SYMBOLS)

    def write(uow: UnitOfWork) -> None:
        pairings = PairingRepository(uow)
        pairings.forget(now - KEPT)
        pairings.add(
            env.ids.new(),
            code_digest=_digest(code),
            made_at=now,
            made_by=by,
            lapses_at=now + LASTS,
        )

    env.database.run(programme_id, write)
    groups = [code[at : at + GROUP] for at in range(0, SYMBOLS, GROUP)]
    return Offer("-".join(groups), now + LASTS)


def begin(env: Env, *, code: str, base_url: str, return_url: str, check: str) -> str:
    """Return the store's consent page for a person who entered *code* there.

    The same code may begin again in the same shop until its keys came.

    Raises:
        PairingUnknown: No such code, its time is over, or it was used.
        NotBegunThere: The shop does not know of it, or the way back leads
            somewhere else.
        PlatformError: The shop, or the plugin in it, does not answer.
    """
    base_url = base_url.rstrip("/")
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    with env.database.unbound() as look:
        found = find_by_code(look, _digest(bare))
    if found is None:
        raise PairingUnknown("no such pairing code")
    programme_id, pairing_id = found
    _open(env, programme_id, pairing_id, base_url)
    if not return_url.startswith(f"{base_url}/"):
        raise NotBegunThere("the way back leads to another shop")
    plugin = _plugin(env)
    if not plugin.waits(base_url, check):
        raise NotBegunThere("the shop does not know of this pairing")
    state = env.ids.secret(STATE_BYTES).hex()

    def write(uow: UnitOfWork) -> None:
        PairingRepository(uow).change(
            pairing_id,
            base_url=base_url,
            return_url=return_url,
            started_at=env.clock.now(),
            state_digest=_digest(state),
            problem=None,
        )

    env.database.run(programme_id, write)
    ours = f"{env.public_url.rstrip('/')}/connect/{PLATFORM}"
    return plugin.consent_url(
        base_url,
        app_name=APP_NAME,
        state=state,
        return_url=f"{ours}/back",
        callback_url=f"{ours}/keys",
    )


def _open(env: Env, programme_id: UUID, pairing_id: UUID, base_url: str) -> None:
    def look(uow: UnitOfWork) -> PairingRow:
        return PairingRepository(uow).lock(pairing_id)

    row = env.database.run(programme_id, look)
    if row.lapses_at <= env.clock.now() or row.keys_at is not None:
        raise PairingUnknown("this pairing code is over")
    if row.base_url not in (None, base_url):
        raise PairingUnknown("this pairing code was used by another shop")


def keys_came(env: Env, body: bytes) -> None:
    """Keep the keys that a store posted, for the person who comes back.

    Only the first keys of a pairing count: approving twice makes a second pair.

    Raises:
        Malformed: Not what a store posts.
        PairingUnknown: No pairing waits for them; the store takes them back.
    """
    state, proof = _plugin(env).granted(body)
    programme_id, pairing_id = _by_state(env, state)
    now = env.clock.now()

    def write(uow: UnitOfWork) -> None:
        pairings = PairingRepository(uow)
        row = pairings.lock(pairing_id)
        if row.lapses_at <= now:
            raise PairingUnknown("this pairing is over")
        if row.keys_at is None:
            plain = json.dumps(dict(proof)).encode()
            sealed = env.secrets.seal(plain, context=_context(row))
            pairings.change(pairing_id, sealed_keys=sealed, keys_at=now)

    env.database.run(programme_id, write)


def finish(env: Env, state: str, *, approved: bool) -> str:
    """Connect the store whose keys came; return where to send the person.

    The way back carries a word that the plugin's page has a sentence for. Coming
    back twice is the same as once.

    Raises:
        PairingUnknown: No such pairing.
    """
    programme_id, pairing_id = _by_state(env, state)

    def look(uow: UnitOfWork) -> PairingRow:
        return PairingRepository(uow).lock(pairing_id)

    row = env.database.run(programme_id, look)
    if row.done_at is not None:
        return _back(row, "connected")
    if not approved:
        return _back(row, "denied")
    if row.sealed_keys is None:
        return _back(row, "failed")
    proof = json.loads(env.secrets.open(row.sealed_keys, context=_context(row)))
    try:
        made = connect(
            env,
            programme_id,
            platform=PLATFORM,
            base_url=row.base_url or "",
            proof=proof,
        )
    except StoreTaken as error:
        return _failed(env, row, "taken", error.code)
    except (PlatformError, StoreNotUsable) as error:
        log.warning("pairing_failed", pairing_id=str(pairing_id), reason=error.code)
        return _failed(env, row, "failed", error.code)

    def write(uow: UnitOfWork) -> None:
        PairingRepository(uow).change(
            pairing_id,
            store_id=made.store_id,
            done_at=env.clock.now(),
            sealed_keys=None,
            problem=None,
        )

    env.database.run(programme_id, write)
    return _back(row, "connected")


def sweep(env: Env, programme_id: UUID) -> int:
    """Delete what lapsed a day ago; return how many pairings."""
    before = env.clock.now() - KEPT
    return env.database.run(
        programme_id, lambda uow: PairingRepository(uow).forget(before)
    )


def _failed(env: Env, row: PairingRow, said: str, reason: str) -> str:
    def write(uow: UnitOfWork) -> None:
        PairingRepository(uow).change(row.pairing_id, problem=reason)

    env.database.run(row.programme_id, write)
    return _back(row, said)


def _back(row: PairingRow, said: str) -> str:
    address = row.return_url or ""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'setia': said})}"


def _by_state(env: Env, state: str) -> tuple[UUID, UUID]:
    with env.database.unbound() as look:
        found = find_by_state(look, _digest(state))
    if found is None:
        raise PairingUnknown("no such pairing")
    return found


def _plugin(env: Env) -> StorePlugin:
    return env.store_plugins[PLATFORM]


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _context(row: PairingRow) -> str:
    return f"{row.programme_id}/store_pairing/{row.pairing_id}/sealed_keys"
