"""A shop whose owner consents becomes a store of the programme.

It begins in one of two places. In the shop: the merchant enters a code of ours in
the plugin, and before anybody is sent to consent the shop itself is asked whether a
person began it there. Or in our back office, where the merchant types the address.
From us it goes to the store's own consent page, and back. The store posts its keys
meanwhile, unsigned: only the random state that we made up says which pairing they
belong to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

import structlog

from app.domain.errors import PlatformError, Refused
from app.domain.store_exam import failed, on_this_machine, usable
from app.services import backfills
from app.services.connecting import (
    StoreUnfit,
    connect_with_keys,
    look_from_outside,
)
from app.services.env import Env
from app.services.plugin_port import StorePlugin
from app.services.store_keeping import StoreTaken
from app.services.stores import StoreNotUsable
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
UNFIT: Final = "unfit:"
"""Before the codes of what must be put right in the store, in a pairing's problem."""
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
        _begun(env, uow, pairing_id, state, base_url=base_url, return_url=return_url)

    env.database.run(programme_id, write)
    return _consent(env, base_url, state)


@dataclass(frozen=True, slots=True)
class Begun:
    """A connection that the back office began."""

    pairing_id: UUID
    consent_url: str
    """The store's own page; the merchant approves there."""


def begin_here(
    env: Env, programme_id: UUID, *, typed: str, back: str, by: str
) -> Begun:
    """Return the consent page of a store whose address a merchant typed with us.

    Args:
        env: The collaborators.
        programme_id: The programme that the store will join.
        typed: The address as typed.
        back: A path of ours to come back to, the pairing's id is put after it.
        by: Who began it.

    Raises:
        StoreUnfit: The store can't be used as it is; nothing was kept.
    """
    base_url, checks = look_from_outside(env, typed)
    ours = env.public_url
    both_here = on_this_machine(ours) and on_this_machine(base_url)
    if usable(checks) and not (ours.startswith("https://") or both_here):
        checks = [*checks, failed("our_address", address=ours)]
    if not usable(checks):
        raise StoreUnfit(checks)
    pairing_id, now = env.ids.new(), env.clock.now()
    state = env.ids.secret(STATE_BYTES).hex()
    return_url = f"{ours.rstrip('/')}{back}{pairing_id}"

    def write(uow: UnitOfWork) -> None:
        pairings = PairingRepository(uow)
        pairings.forget(now - KEPT)
        pairings.add(
            pairing_id,
            # Nobody is told this code: the address is known from the start.
            code_digest=_digest(env.ids.code(SYMBOLS)),
            made_at=now,
            made_by=by,
            lapses_at=now + LASTS,
        )
        _begun(env, uow, pairing_id, state, base_url=base_url, return_url=return_url)

    env.database.run(programme_id, write)
    return Begun(pairing_id, _consent(env, base_url, state))


def begun(uow: UnitOfWork, pairing_id: UUID) -> PairingRow:
    """Return how far a pairing is; ``PairingUnknown`` without one."""
    return PairingRepository(uow).lock(pairing_id)


def _begun(
    env: Env,
    uow: UnitOfWork,
    pairing_id: UUID,
    state: str,
    *,
    base_url: str,
    return_url: str,
) -> None:
    PairingRepository(uow).change(
        pairing_id,
        base_url=base_url,
        return_url=return_url,
        started_at=env.clock.now(),
        state_digest=_digest(state),
        problem=None,
    )


def _consent(env: Env, base_url: str, state: str) -> str:
    ours = f"{env.public_url.rstrip('/')}/connect/{PLATFORM}"
    return _plugin(env).consent_url(
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
    store_id, said, reason = _connected(env, row, proof)
    if store_id is None:
        return _failed(env, row, said, reason)

    def write(uow: UnitOfWork) -> None:
        PairingRepository(uow).change(
            pairing_id,
            store_id=store_id,
            done_at=env.clock.now(),
            sealed_keys=None,
            problem=None,
        )

    env.database.run(programme_id, write)
    return _back(row, "connected")


def _connected(
    env: Env, row: PairingRow, proof: Mapping[str, str]
) -> tuple[UUID | None, str, str]:
    """Return the store, or the word for the way back and the reason why not."""
    base_url = row.base_url or ""
    try:
        fit = connect_with_keys(
            env,
            row.programme_id,
            typed=base_url,
            proof=proof,
            sandbox=env.loopback and on_this_machine(base_url),
        )
    except StoreTaken as error:
        return None, "taken", error.code
    except StoreUnfit as error:
        wrong = [check.code for check in error.checks if check.state == "failed"]
        return None, "failed", f"{UNFIT}{','.join(wrong)}"
    except (PlatformError, StoreNotUsable) as error:
        pairing_id = str(row.pairing_id)
        log.warning("pairing_failed", pairing_id=pairing_id, reason=error.code)
        return None, "failed", error.code
    store_id = fit.connected.store_id
    env.database.run(
        row.programme_id,
        lambda uow: backfills.begin(
            env, uow, store_id, purpose="history", by=f"pairing:{row.pairing_id}"
        ),
    )
    return store_id, "connected", ""


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
