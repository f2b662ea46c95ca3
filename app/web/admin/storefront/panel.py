"""Panel: its parts, on or off, in an order; first sentences; where the shop is."""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.programme.problems import Step
from app.domain.programme.storefront import FEATURES, MAX_LINKS
from app.domain.programme.storefront_voices import features
from app.domain.staff import Right
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.work import said_in
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.storefront.lists import (
    Parts,
    fewest_names,
    is_move,
    kept_parts,
    said_parts,
)
from app.web.admin.storefront.look import stage
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

pages = Pages("storefront_panel")

AT: Final = "/storefront/panel"
KEYS: Final = ("guest.title", "guest.body", "guest.join", "home.greeting")
SPARE: Final = 2
"""Empty lines for links that are to come."""
LINK_STEPS: Final = 4


@pages.page("GET", AT, right=Right.READ)
def panel(ask: Ask) -> View:
    """Show the parts of the panel."""
    sheet = open_sheet(ask)
    front = sheet.base.storefront
    said = words_said(sheet, KEYS)
    for at, link in enumerate(front.follow):
        said |= {f"network:{at}": link.network, f"url:{at}": link.url}
    parts = kept_parts(front.order, front.hidden, FEATURES)
    return _view(sheet, filled(said), parts)


@pages.page("POST", AT, right=Right.PROGRAMME)
def change_panel(ask: Ask) -> View | Redirect:
    """Move a part, or save all."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    parts, form = said_parts(said, FEATURES), filled(said)
    act = said.get("act", "save")
    if act == "show" or is_move(act):
        return _view(sheet, form, parts, touched=True)
    data = sheet.data
    errors = take_words(sheet, data, said)
    front = data["storefront"]
    front["hidden"] = parts.hidden()
    front["order"] = fewest_names(parts.order, FEATURES)
    front["follow"], places = _links(said)
    before = sheet.base.storefront
    if parts == kept_parts(before.order, before.hidden, FEATURES):
        front["hidden"], front["order"] = list(before.hidden), list(before.order)

    def name(steps: tuple[Step, ...]) -> str | None:
        if steps[:2] == ("storefront", "follow") and len(steps) == LINK_STEPS:
            return f"{steps[3]}:{places[int(steps[2])]}"
        return None

    done = errors or put(sheet, AT, data, said, name)
    if isinstance(done, dict):
        form.errors = done
        return _view(sheet, form, parts, status=WRONG, touched=True)
    return done


def _links(said: Mapping[str, str]) -> tuple[list[dict[str, str]], list[int]]:
    """Return the links that are filled in, and the lines in which they stand."""
    found, places = [], []
    for at in range(MAX_LINKS):
        network = said.get(f"network:{at}", "").strip()
        url = said.get(f"url:{at}", "").strip()
        if network or url:
            found.append({"network": network, "url": url})
            places.append(at)
    return found, places


def _view(
    sheet: Sheet,
    form: Typed[Any],
    parts: Parts,
    *,
    status: int = 200,
    touched: bool = False,
) -> View:
    lacking = (
        set(FEATURES) - set(features(sheet.base)) - set(sheet.base.storefront.hidden)
    )
    filled_in = [at for at in range(MAX_LINKS) if form.get(f"network:{at}")]
    lines = min(max(filled_in, default=-1) + 1 + SPARE, MAX_LINKS)
    form.many = {**form.many, "shown": sorted(parts.shown)}
    # What a button moved shows in the preview too.
    form.said = {**form.said, "order": ",".join(parts.order)}
    more = {
        "parts": parts,
        "lacking": lacking,
        "links": range(lines),
        "texts": sentences(sheet, KEYS),
        "touched": touched,
        **stage(sheet, form),
    }
    return shown(sheet, "panel", form, more, status=status)
