"""Nudges: hints in the shop, one by one on or off, in words, and what came of it."""

from dataclasses import dataclass
from typing import Any, Final

from app.domain.programme.storefront import NUDGES
from app.domain.staff import Right
from app.services.storefront import nudging
from app.storage.storefront import NudgeTotal
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.work import said_in
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.storefront.work import (
    WRONG,
    Sheet,
    open_sheet,
    put,
    sentences,
    shown,
    take_words,
    words_said,
)

pages = Pages("storefront_nudges")

AT: Final = "/storefront/nudges"
MOST_A_DAY: Final = 3
"""As the widget counts, in ``lib/nudges.js``."""
WORDS_OF: Final[dict[str, tuple[str, ...]]] = {
    "redeem": ("nudge.redeem",),
    "unused": ("nudge.unused",),
    "almost": ("nudge.almost", "nudge.almost_tier"),
    "expiring": ("nudge.expiring",),
    "guest": ("nudge.guest",),
    "friend": ("guest.referred",),
    "campaign": (),
    "birthday": ("nudge.birthday",),
}
KEYS: Final = tuple(key for keys in WORDS_OF.values() for key in keys)


@dataclass(frozen=True, slots=True)
class Hint:
    """One kind of hint."""

    kind: str
    texts: list[tuple[str, list[Any]]]
    result: NudgeTotal | None
    """Of those who are shown hints, in the last three months."""


@pages.page("GET", AT, right=Right.READ)
def nudges(ask: Ask) -> View:
    """Show every hint, and what became of it."""
    sheet = open_sheet(ask)
    off = sheet.base.storefront.nudges_off
    on = [each for each in NUDGES if each not in off]
    return _view(sheet, filled({**words_said(sheet, KEYS), "on": on}))


@pages.page("POST", AT, right=Right.PROGRAMME)
def change_nudges(ask: Ask) -> View | Redirect:
    """Save which hints are on, and their words."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    on = said.get("on", "").split(",")
    data = sheet.data
    errors = take_words(sheet, data, said)
    off = [each for each in NUDGES if each not in on]
    before = sheet.base.storefront.nudges_off
    same = set(off) == set(before)
    data["storefront"]["nudges_off"] = list(before) if same else off
    done = errors or put(sheet, AT, data, said, lambda _steps: None)
    if isinstance(done, dict):
        form: Typed[Any] = filled({**said, "on": on})
        form.errors = done
        return _view(sheet, form, status=WRONG)
    return done


def _view(sheet: Sheet, form: Typed[Any], *, status: int = 200) -> View:
    ask = sheet.ask
    totals = ask.run(lambda uow: nudging.results(ask.env, uow))
    told = {one.kind: one for one in totals if one.arm == "nudged"}
    hints = [
        Hint(kind, sentences(sheet, WORDS_OF[kind]), told.get(kind)) for kind in NUDGES
    ]
    more = {
        "hints": hints,
        "held_out": nudging.HELD_OUT_PERCENT,
        "most": MOST_A_DAY,
        "rest": nudging.REST.days,
    }
    return shown(sheet, "nudges", form, more, status=status)
