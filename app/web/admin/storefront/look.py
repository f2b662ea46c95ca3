"""Look: colour, shape, the button that opens the panel; seen before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlencode

from app.domain.programme.colours import (
    INK,
    WHITE,
    contrast_tenths,
    readable_ground,
    text_on,
)
from app.domain.programme.problems import Step
from app.domain.staff import Right
from app.domain.words import Language, count_text
from app.services.storefront import previewing
from app.storage.programmes import DraftMissing
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.work import said_in
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.storefront import preview
from app.web.admin.storefront.scene import (
    FACES,
    SCHEMES,
    SHAPES,
    SIZES,
    VIEWS,
    colour_of,
    is_colour,
    radius_of,
)
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

pages = Pages("storefront_look")

AT: Final = "/storefront"
LABEL: Final = "launcher.guest"
PICKED: Final = "accent_pick"
AA: Final = 45
AAA: Final = 70


@dataclass(frozen=True, slots=True)
class Contrast:
    """Whether text can be read on a colour, and what could be instead."""

    typed: str
    ground: str
    """The typed colour, or the nearest on which text can be read."""
    text: str
    tenths: int
    typed_tenths: int

    def said(self, lang: str, name: Literal["tenths", "typed_tenths"]) -> str:
        """Return a ratio as people of a language write it: ``8,1``."""
        tenths = self.tenths if name == "tenths" else self.typed_tenths
        return count_text(tenths, Language(lang), decimals=1)

    @property
    def corrected(self) -> bool:
        """Whether the typed colour will not do."""
        return self.typed != self.ground

    @property
    def aa(self) -> bool:
        return self.tenths >= AA

    @property
    def aaa(self) -> bool:
        return self.tenths >= AAA


def contrast_of(typed: str) -> Contrast | None:
    """Return what there is to say of a colour; None where it is none."""
    colour = colour_of(typed)
    if not is_colour(colour):
        return None
    ground = readable_ground(colour)
    text = text_on(ground) or INK
    best = max(contrast_tenths(colour, each) for each in (WHITE, INK))
    return Contrast(colour, ground, text, contrast_tenths(ground, text), best)


@pages.page("GET", AT, right=Right.READ)
def look(ask: Ask) -> View:
    """Show the look as it lies in the draft, else as shoppers see it."""
    sheet = open_sheet(ask)
    return _view(sheet, filled(_said(sheet)))


def _said(sheet: Sheet) -> dict[str, str]:
    kept = sheet.base.storefront.look
    names = {str(radius): shape for shape, radius in SHAPES.items()}
    return {
        **{
            name: str(getattr(kept, name))
            for name in ("accent", "scheme", "radius", "font", "side", "lift")
        },
        PICKED: kept.accent,
        "shape": names.get(str(kept.radius), "own"),
        "launcher": kept.launcher,
        "hide_over": "\n".join(kept.hide_over),
        **words_said(sheet, [LABEL]),
    }


@pages.page("POST", AT, right=Right.PROGRAMME)
def change_look(ask: Ask) -> View | Redirect:
    """Save the look, or show it in the preview without saving."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    said["accent"] = colour_of(_accent(said, sheet.base.storefront.look.accent))
    form: Typed[Any] = filled(said)
    act = said.get("act", "save")
    found = contrast_of(said["accent"])
    if act == "use" and found is not None:
        form = filled({**said, "accent": found.ground, PICKED: found.ground})
        return _view(sheet, form, touched=True)
    if act == "show":
        return _view(sheet, form, touched=True)
    data = sheet.data
    errors = _take(sheet, data, said) | take_words(sheet, data, said)
    done = errors or put(sheet, AT, data, said, _name)
    if isinstance(done, dict):
        form.errors = done
        return _view(sheet, form, status=WRONG, touched=True)
    return done


def _accent(said: Mapping[str, str], kept: str) -> str:
    """Return the colour: the text, or what was picked where only that was touched."""
    picked = said.get(PICKED, "")
    return picked if said.get("accent") == kept and picked else said.get("accent", "")


def _take(
    sheet: Sheet, data: dict[str, Any], said: Mapping[str, str]
) -> dict[str, str]:
    """Write the look into *data*; return what is no number."""
    kept = data["storefront"].setdefault("look", {})
    errors = {}
    for name in ("accent", "scheme", "font", "side", "launcher"):
        kept[name] = said.get(name, "")
    for name, text in (("radius", radius_of(said)), ("lift", said.get("lift", ""))):
        if text.isascii() and text.isdigit() and len(text) <= len("9999"):
            kept[name] = int(text)
        else:
            errors[name] = sheet.ask.say("form.int_parsing")
    lines = said.get("hide_over", "").splitlines()
    kept["hide_over"] = [line.strip() for line in lines if line.strip()]
    if not is_colour(kept["accent"]):
        errors["accent"] = sheet.ask.say("front.look.no_colour")
    return errors


def _name(steps: tuple[Step, ...]) -> str | None:
    if steps[:2] == ("storefront", "look") and len(steps) > 2:  # noqa: PLR2004 - a field
        return str(steps[2])
    return None


@pages.page("POST", f"{AT}/contrast", right=Right.READ)
def contrast(ask: Ask) -> View:
    """Say whether text can be read on what was typed."""
    found = contrast_of(ask.sent.get("accent", ""))
    return View("admin/storefront/contrast.html", {"contrast": found})


@pages.page("GET", f"{AT}/mine", right=Right.READ)
def my_links(ask: Ask) -> View:
    """Give links that show the draft to whoever has them, for a day."""
    try:
        links = previewing.links(ask.env, ask.programme_id)
    except DraftMissing:
        links = None
    return View("admin/storefront/mine.html", {"links": links})


def _view(
    sheet: Sheet, form: Typed[Any], *, status: int = 200, touched: bool = False
) -> View:
    more = {
        "contrast": contrast_of(form.get("accent")),
        "labels": sentences(sheet, [LABEL])[0][1],
        "touched": touched,
        **stage(sheet, form),
    }
    return shown(sheet, "look", form, more, status=status)


def stage(sheet: Sheet, form: Typed[Any]) -> dict[str, Any]:
    """Return what the preview beside a form needs."""
    at = preview.address(sheet.ask)
    own = sheet.ask.language.value
    first = own if own in sheet.voices else next(iter(sheet.voices))
    form.said = {"p_lang": first, **form.said}
    said = {
        name: text
        for name, text in form.said.items()
        if name not in ("base", "act", "seen") and text
    }
    return {
        "preview_at": at,
        "preview_now": f"{at}?{urlencode(said)}",
        "faces": FACES,
        "views": VIEWS,
        "sizes": SIZES,
        "schemes": SCHEMES,
    }
