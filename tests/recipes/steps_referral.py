"""Steps and readers of referrals.

- ``claim``: ``who`` has joined and says, by the API, that they came through the link
  ``of`` somebody; perhaps from a ``device``.
- ``linked_order``: an order as ``order`` tells it, with the code ``of`` somebody.
- ``decide``: what people do about ``who``: ``what``, ``approve`` or ``reject``.
- ``expect`` knows ``came`` (how ``who`` came: state and reasons), ``brought`` (the same
  of everybody whom ``who`` brought, first comer first), and ``to_decide`` (how many
  referrals wait for people).
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.ids import public_id
from app.services.referral_desk import TO_DECIDE
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork
from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _do(kind: str, player: Player, told: Step) -> None:
    from tests.recipes.steps import STEPS  # noqa: PLC0415 - the steps know this module

    STEPS[kind](player, told)


def _code(player: Player, name: str) -> str:
    """Return somebody's code; who is new signs up first."""
    if not player.knows(name):
        _do("sign_up", player, {"who": name})
    shown = player.ask("GET", f"/members/email:{name}@mail.test/referral")
    code: str = shown["code"]
    return code


def _claim(player: Player, told: Step) -> None:
    code, who = _code(player, told["of"]), told["who"]
    if not player.knows(who):
        _do("sign_up", player, {"who": who})
    body = {"code": code, "member": f"email:{who}@mail.test"}
    body |= {key: told[key] for key in ("device",) if key in told}
    player.ask("POST", "/referrals/claims", body)


def _linked_order(player: Player, told: Step) -> None:
    _do("order", player, {**told, "referral": _code(player, told["of"])})


def _decide(player: Player, told: Step) -> None:
    row = _came_row(player, told["who"])
    assert row is not None, told
    path = f"/referrals/{public_id('ref', row.referral_id)}/{told['what']}"
    player.ask("POST", path, {"reason": told.get("reason", "looked at it")})


def _came_row(player: Player, who: str) -> ReferralRow | None:
    def read(uow: UnitOfWork) -> ReferralRow | None:
        return ReferralRepository(uow).of_friend(player.member(who))

    row: ReferralRow | None = player.run(read)
    return row


def _said(row: ReferralRow) -> str:
    reasons = [*row.reasons, *([row.capped] if row.capped else [])]
    return f"{row.state}: {', '.join(reasons)}" if reasons else row.state


def _came(player: Player, who: str) -> str | None:
    row = _came_row(player, who)
    return None if row is None else _said(row)


def _brought(player: Player, who: str) -> list[str]:
    def read(uow: UnitOfWork) -> list[ReferralRow]:
        return ReferralRepository(uow).of_advocate(player.member(who))

    rows: list[ReferralRow] = player.run(read)
    return [_said(row) for row in reversed(rows)]


def _to_decide(player: Player, _who: str) -> int:
    def read(uow: UnitOfWork) -> int:
        repository = ReferralRepository(uow)
        return len(repository.page(states=TO_DECIDE, after=None, limit=50))

    found: int = player.run(read)
    return found


STEPS: Mapping[str, Callable[[Player, Step], None]] = {
    "claim": _claim,
    "linked_order": _linked_order,
    "decide": _decide,
}
READERS: Mapping[str, Callable[[Player, str], Any]] = {
    "came": _came,
    "brought": _brought,
    "to_decide": _to_decide,
}
