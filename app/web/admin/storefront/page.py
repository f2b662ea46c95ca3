"""The rewards page: its parts, its first words, questions, and where it stands."""

from collections.abc import Mapping
from typing import Any, Final

from app.domain.ids import public_id
from app.domain.programme.problems import Step
from app.domain.programme.storefront import MAX_QUESTIONS, PAGE_PARTS
from app.domain.programme.storefront_voices import NAMES
from app.domain.staff import Right
from app.domain.words import Language
from app.storage.stores import StoreRow
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
from app.web.admin.storefront.work import WRONG, Sheet, open_sheet, put, shown

pages = Pages("storefront_page")

AT: Final = "/storefront/page"
TEXTS: Final = ("title", "body")
PAIR: Final = ("question", "answer")
SPARE: Final = 1
SHOPIFY: Final = "shopify"
PAGE_STEPS: Final = 4
QUESTION_STEPS: Final = 5


@pages.page("GET", AT, right=Right.READ)
def rewards_page(ask: Ask) -> View:
    """Show the parts of the page, and where it stands."""
    sheet = open_sheet(ask)
    kept = sheet.data["storefront"].get("page", {})
    said: dict[str, Any] = {"image": kept.get("image", "")}
    for name in TEXTS:
        for each in Language:
            said[f"{name}:{each}"] = kept.get(name, {}).get(each.value, "")
    for at, question in enumerate(kept.get("questions", [])):
        for name in PAIR:
            for each in Language:
                said[f"{name}:{at}:{each}"] = question[name].get(each.value, "")
    page = sheet.base.storefront.page
    said["indexed"] = "yes" if page.indexed else ""
    return _view(sheet, filled(said), kept_parts(page.order, page.hidden, PAGE_PARTS))


@pages.page("POST", AT, right=Right.PROGRAMME)
def change_page(ask: Ask) -> View | Redirect:
    """Move a part, or save all."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    parts, form = said_parts(said, PAGE_PARTS), filled(said)
    if is_move(said.get("act", "save")):
        return _view(sheet, form, parts, touched=True)
    data, before = sheet.data, sheet.base.storefront.page
    page = data["storefront"].setdefault("page", {})
    page["hidden"], page["order"] = (
        parts.hidden(),
        fewest_names(parts.order, PAGE_PARTS),
    )
    if parts == kept_parts(before.order, before.hidden, PAGE_PARTS):
        page["hidden"], page["order"] = list(before.hidden), list(before.order)
    page["indexed"] = said.get("indexed") == "yes"
    for name in TEXTS:
        page[name] = _text(said, name)
    page["image"] = said.get("image", "").strip() or None
    page["questions"], places = _questions(said)

    def name_of(steps: tuple[Step, ...]) -> str | None:
        return _name(steps, places)

    done = put(sheet, AT, data, said, name_of)
    if isinstance(done, dict):
        form.errors = done
        return _view(sheet, form, parts, status=WRONG, touched=True)
    return done


def _text(said: Mapping[str, str], name: str) -> dict[str, str] | None:
    found = {
        each.value: text.replace("\r\n", "\n").strip()
        for each in Language
        if (text := said.get(f"{name}:{each}", "")).strip()
    }
    return found or None


def _questions(said: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[int]]:
    """Return what is filled in, and the lines in which it stands."""
    found, places = [], []
    for at in range(MAX_QUESTIONS):
        pair = {name: _text(said, f"{name}:{at}") for name in PAIR}
        if any(pair.values()):
            found.append({name: text or {} for name, text in pair.items()})
            places.append(at)
    return found, places


def _name(steps: tuple[Step, ...], places: list[int]) -> str | None:
    if steps[:2] != ("storefront", "page"):
        return None
    rest = steps[2:]
    if rest[:1] == ("image",):
        return "image"
    if rest and rest[0] in TEXTS:
        return f"{rest[0]}:{rest[1] if len(rest) > 1 else 'en'}"
    if rest[:1] == ("questions",) and len(rest) > 2:  # noqa: PLR2004 - which, what
        tag = rest[3] if len(rest) > 3 else "en"  # noqa: PLR2004 - a language
        return f"{rest[2]}:{places[int(rest[1])]}:{tag}"
    return None


def _view(
    sheet: Sheet,
    form: Typed[Any],
    parts: Parts,
    *,
    status: int = 200,
    touched: bool = False,
) -> View:
    filled_in = [
        at
        for at in range(MAX_QUESTIONS)
        if any(form.get(f"{name}:{at}:{each}") for name in PAIR for each in Language)
    ]
    lines = min(max(filled_in, default=-1) + 1 + SPARE, MAX_QUESTIONS)
    form.many = {**form.many, "shown": sorted(parts.shown)}
    places = [
        (store.name, store.platform, _addresses(sheet, store))
        for store in sheet.ask.office.stores
    ]
    more = {
        "parts": parts,
        "lines": range(lines),
        "places": places,
        "speaks": [(each.value, NAMES[each]) for each in Language],
        "touched": touched,
    }
    return shown(sheet, "page", form, more, status=status)


def _addresses(sheet: Sheet, store: StoreRow) -> list[tuple[str, str]]:
    """Return where a store's page is: inside its theme, and by itself."""
    root = sheet.ask.env.public_url.rstrip("/")
    alone = f"{root}/storefront/v1/stores/{public_id('str', store.store_id)}/page"
    if store.platform != SHOPIFY:
        return [("alone", alone)]
    inside = f"{store.base_url.rstrip('/')}/apps/loyalty"
    return [("inside", inside), ("alone", f"{inside}?alone=1")]
