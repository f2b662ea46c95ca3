"""Codes that the merchant uploads, sealed at rest, and gives to members once each.

An upload is taken as a whole or not at all; what is wrong is said line by line.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO
from uuid import UUID

import structlog

from app.domain.errors import Malformed
from app.domain.programme.rewards import CodePoolReward
from app.domain.rewards.offer import RewardMissing, RewardUnavailable
from app.domain.rewards.reward import reward_of
from app.domain.rewards.voucher import Voucher
from app.services.env import Env
from app.storage.code_pools import CodePoolRepository, SealedCode
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)
MOST_CODES = 100_000
"""In one upload."""
LONGEST_CODE = 200
MOST_MISTAKES = 100
"""How many lines an answer names."""
HEADINGS = frozenset({"code", "codes", "voucher", "kode", "kod"})


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line that can't be taken."""

    line: int
    """Counted from 1."""
    reason: str
    """``same_as_line``, ``known_already``, ``too_long``, ``unprintable``."""
    other_line: int | None = None


class CodesRefused(Malformed):
    """Some lines can't be taken, so none was.

    Attributes:
        mistakes: The first hundred of them.
        in_all: How many there are.
    """

    code = "codes_refused"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self._mistakes = tuple(mistakes[:MOST_MISTAKES])
        self.in_all = len(mistakes)
        first = mistakes[0]
        super().__init__(
            f"{len(mistakes)} lines can't be taken; line {first.line}: {first.reason}"
        )

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        return self._mistakes


class NoCodes(Malformed):
    """The upload has no code in it, or more than one upload takes."""

    code = "no_codes"


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """How a pool stands."""

    reward_id: str
    left: int
    given: int
    alarm_below: int

    @property
    def alarm(self) -> bool:
        """Whether staff should upload more."""
        return self.left < self.alarm_below


def codes_in(text: str) -> list[tuple[int, str]]:
    """Return (line, code) of a CSV or of plain lines: the first column counts.

    Empty lines and a heading are passed over.
    """
    found: list[tuple[int, str]] = []
    for number, row in enumerate(csv.reader(StringIO(text.lstrip("\ufeff"))), start=1):
        code = row[0].strip() if row else ""
        if code and not (not found and code.lower() in HEADINGS):
            found.append((number, code))
    return found


def add_codes(
    env: Env,
    uow: UnitOfWork,
    reward_id: str,
    codes: Sequence[tuple[int, str]],
    *,
    by: str,
) -> PoolFigures:
    """Put codes into a reward's pool, in their order; all of them or none.

    Raises:
        CodesRefused: Some are twice in the upload, known already, or unfit.
        NoCodes: There is none, or there are too many at once.
        RewardMissing: The programme has no such pool.
    """
    reward = pool_of(uow, reward_id)
    if not 0 < len(codes) <= MOST_CODES:
        raise NoCodes(f"1 to {MOST_CODES} codes, not {len(codes)}")
    pool = CodePoolRepository(uow)
    digests, mistakes = _judged(uow, reward_id, codes)
    if mistakes:
        raise CodesRefused(mistakes)
    first = pool.next_position(reward_id)
    pool.add(
        reward_id,
        [
            _sealed(env, uow.programme_id, code, digest, first + at)
            for at, ((_, code), digest) in enumerate(zip(codes, digests, strict=True))
        ],
        at=env.clock.now(),
        by=by,
    )
    return figures(uow, [reward])[0]


def mistakes_in(
    uow: UnitOfWork, reward_id: str, codes: Sequence[tuple[int, str]]
) -> list[Mistake]:
    """Return every line that can't be taken; nobody else uploads until the end.

    Raises:
        RewardMissing: The programme has no such pool.
    """
    pool_of(uow, reward_id)
    return _judged(uow, reward_id, codes)[1]


def _judged(
    uow: UnitOfWork, reward_id: str, codes: Sequence[tuple[int, str]]
) -> tuple[list[bytes], list[Mistake]]:
    pool = CodePoolRepository(uow)
    pool.serialise(reward_id)
    pepper = StoreRepository(uow).programme().key_pepper
    digests = [_digest(pepper, code) for _, code in codes]
    return digests, _mistakes(codes, digests, pool.known(reward_id, digests))


def pool_of(uow: UnitOfWork, reward_id: str) -> CodePoolReward:
    """Return the reward of a pool; ``RewardMissing`` where it has none."""
    _, document = ProgrammeRepository(uow).live()
    reward = reward_of(document, reward_id)
    if not isinstance(reward, CodePoolReward):
        raise RewardMissing(f"{reward_id!r} has no pool of codes")
    return reward


def figures(uow: UnitOfWork, rewards: Iterable[CodePoolReward]) -> list[PoolFigures]:
    """Return how these pools stand."""
    pools = list(rewards)
    counts = CodePoolRepository(uow).counts([reward.id for reward in pools])
    return [
        PoolFigures(reward.id, *counts[reward.id], reward.alarm_below)
        for reward in pools
    ]


def give_code(uow: UnitOfWork, reward: CodePoolReward, voucher: Voucher) -> None:
    """Give the next code of a pool to a voucher, for good.

    Raises:
        RewardUnavailable: None is left.
    """
    pool = CodePoolRepository(uow)
    if not pool.give(reward.id, voucher.voucher_id, at=voucher.created_at):
        raise RewardUnavailable(reward_id=reward.id, reason="out_of_stock")
    (stands,) = figures(uow, [reward])
    if stands.alarm:
        log.warning(
            "pool of codes runs low",
            programme_id=str(uow.programme_id),
            reward_id=reward.id,
            left=stands.left,
        )


def reveal(env: Env, uow: UnitOfWork, vouchers: Iterable[Voucher]) -> dict[UUID, str]:
    """Return the uploaded codes that these vouchers were given, opened."""
    found = CodePoolRepository(uow).of_vouchers([each.voucher_id for each in vouchers])
    return {
        voucher_id: env.secrets.open(
            code.sealed, context=_context(uow.programme_id, code.code_id)
        ).decode()
        for voucher_id, code in found.items()
    }


def _mistakes(
    codes: Sequence[tuple[int, str]], digests: Sequence[bytes], known: set[bytes]
) -> list[Mistake]:
    found: list[Mistake] = []
    lines: dict[bytes, int] = {}
    for (line, code), digest in zip(codes, digests, strict=True):
        if len(code) > LONGEST_CODE:
            found.append(Mistake(line, "too_long"))
        elif not code.isprintable():
            found.append(Mistake(line, "unprintable"))
        elif digest in lines:
            found.append(Mistake(line, "same_as_line", lines[digest]))
        elif digest in known:
            found.append(Mistake(line, "known_already"))
        lines.setdefault(digest, line)
    return found


def _digest(pepper: bytes, code: str) -> bytes:
    """Return a keyed digest; codes that differ in case are different codes."""
    return blake2b(code.encode(), key=pepper[:64], digest_size=32).digest()


def _context(programme_id: UUID, code_id: UUID) -> str:
    return f"{programme_id}/pool_code/{code_id}/sealed"


def _sealed(
    env: Env, programme_id: UUID, code: str, digest: bytes, position: int
) -> SealedCode:
    code_id = env.ids.new()
    sealed = env.secrets.seal(code.encode(), context=_context(programme_id, code_id))
    return SealedCode(code_id, digest, sealed, position)
