"""The codes that a merchant brings for a reward: how many are left, and more of them.

What can't be taken is told line by line before anything is written, unless whoever
uploads said that such lines are to be left out.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from app.domain.programme.rewards import CodePoolReward
from app.domain.rewards.offer import RewardMissing
from app.domain.staff import Right
from app.services import code_pools
from app.services.code_pools import MOST_CODES, CodesRefused, Mistake, PoolFigures
from app.storage.programmes import NothingPublished
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.places import PREFIX, Place, item_place
from app.web.admin.programme.titles import title_of
from app.web.admin.programme.work import bar_of, lay_out, said_in
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View

pages = Pages("programme_pools")
MOST_BYTES: Final = 8 * 1024 * 1024
ROOM: Final = 64 * 1024
WRONG: Final = 400
DOUBLES: Final = ("same_as_line", "known_already")
SHOWN: Final = 100
AT: Final = "/programme/rewards/<item>/codes"


@dataclass(frozen=True, slots=True)
class Pool:
    """How the pool of a reward stands, on the reward's page."""

    href: str
    left: int
    alarm: bool


@dataclass(frozen=True, slots=True)
class Sifted:
    """What an upload comes to."""

    added: int
    fit: int
    mistakes: tuple[Mistake, ...]

    @property
    def doubles(self) -> int:
        return sum(self._by_reason()[reason] for reason in DOUBLES)

    @property
    def faulty(self) -> int:
        return len(self.mistakes) - self.doubles

    @property
    def shown(self) -> tuple[Mistake, ...]:
        return self.mistakes[:SHOWN]

    def _by_reason(self) -> Counter[str]:
        return Counter(one.reason for one in self.mistakes)


def pool_of_part(ask: Ask, place: Place) -> Pool | None:
    """Return how the pool of a part stands, where it is a reward that has one."""
    if place.section != "rewards" or place.item_id is None:
        return None
    reward = lay_out(ask).document.reward(place.item_id)
    if not isinstance(reward, CodePoolReward):
        return None
    stands = ask.run(lambda uow: code_pools.figures(uow, [reward]))[0]
    return Pool(f"{place.address}/codes", stands.left, stands.alarm)


@pages.page("GET", AT, right=Right.READ)
def show(ask: Ask) -> View:
    """Show how many codes are left, and the form for more."""
    return _view(ask, Typed[Any]())


@pages.page("POST", AT, right=Right.PROGRAMME, largest_bytes=MOST_BYTES + ROOM)
def add(ask: Ask) -> View | Redirect:
    """Add codes, or say which lines can't be taken."""
    said = said_in(ask.sent)
    form: Typed[Any] = filled(said)
    codes = code_pools.codes_in(_text(ask))
    if not 0 < len(codes) <= MOST_CODES:
        form.refuse("text", ask.say("programme.pool.none"))
        return _view(ask, form, status=WRONG)
    try:
        done = _put(ask, codes, skip=said.get("skip") == "yes")
    except CodesRefused as error:
        form.refuse("text", ask.why(error))
        return _view(ask, form, status=WRONG)
    if not done.added:
        return _view(ask, form, done, status=WRONG)
    told = ask.say("programme.pool.added", done.added)
    if done.mistakes:
        told += " " + ask.say("programme.pool.left_out", len(done.mistakes))
    return Redirect(f"{PREFIX}{_place(ask).path}/codes", told=told)


def _place(ask: Ask) -> Place:
    return item_place("rewards", ask.path["item"])


def _text(ask: Ask) -> str:
    file = ask.files.get("file")
    if file is not None and file.filename:
        return file.stream.read(MOST_BYTES + 1).decode("utf-8", "replace")
    return ask.sent.get("text", "").replace("\r\n", "\n")


def _put(ask: Ask, codes: list[tuple[int, str]], *, skip: bool) -> Sifted:
    """Add what is fit; nothing, where something is wrong and is not to be skipped."""
    name = ask.path["item"]

    def write(uow: UnitOfWork) -> Sifted:
        mistakes = tuple(code_pools.mistakes_in(uow, name, codes))
        wrong = {one.line for one in mistakes}
        fit = [one for one in codes if one[0] not in wrong]
        if not fit or (mistakes and not skip):
            return Sifted(0, len(fit), mistakes)
        code_pools.add_codes(ask.env, uow, name, fit, by=ask.staff.actor)
        after = {"added": len(fit)}
        ask.audit(uow, "reward.codes_added", f"reward:{name}", after=after)
        return Sifted(len(fit), len(fit), mistakes)

    try:
        return ask.run(write)
    except (RewardMissing, NothingPublished) as error:
        raise NoSuchThing("no such pool of codes") from error


def _view(
    ask: Ask, form: Typed[Any], sifted: Sifted | None = None, *, status: int = 200
) -> View:
    desk, place = lay_out(ask), _place(ask)
    reward = desk.document.reward(str(place.item_id))
    if not isinstance(reward, CodePoolReward):
        raise NoSuchThing(f"{place.item_id!r} has no pool of codes")
    stands: PoolFigures = ask.run(lambda uow: code_pools.figures(uow, [reward]))[0]
    live = None if desk.live is None else desk.live.reward(reward.id)
    said = {
        "bar": bar_of(desk),
        "place": place,
        "title": title_of(desk.document, "rewards", reward, ask.language),
        "form": form,
        "stands": stands,
        "sifted": sifted,
        "in_force": isinstance(live, CodePoolReward),
    }
    return View("admin/programme/pool.html", said, status)
