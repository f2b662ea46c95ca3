"""Languages: which are offered, and every sentence that shoppers read in them."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from app.domain.programme.problems import Step
from app.domain.programme.storefront_voices import NAMES
from app.domain.sheets import sheet_line
from app.domain.staff import Right
from app.domain.words import Language
from app.domain.words.storefront import Voice
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.work import said_in
from app.web.admin.route import (
    PREFIX,
    Ask,
    Download,
    NoSuchThing,
    Pages,
    Redirect,
    View,
)
from app.web.admin.storefront import catalogue
from app.web.admin.storefront.words import HOUSE
from app.web.admin.storefront.work import (
    WORD,
    WRONG,
    Sheet,
    open_sheet,
    put,
    shown,
    take_words,
)

pages = Pages("storefront_languages")

AT: Final = "/storefront/languages"
A_PAGE: Final = 25
FIELDS: Final = ("tag", "state", "screen", "q", "from")
COLUMNS: Final = ("key", "english", "usual", "text")
WORD_STEPS: Final = 5
DIGITS: Final = 4


@pages.page("GET", AT, right=Right.READ)
def languages(ask: Ask) -> View:
    """Show the languages, and the sentences of one."""
    sheet = open_sheet(ask)
    return view(sheet, {name: ask.query.get(name, "") for name in FIELDS}, Typed())


@pages.page("POST", AT, right=Right.PROGRAMME)
def change_languages(ask: Ask) -> View | Redirect:
    """Save the sentences of this page."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    data = sheet.data
    errors = take_words(sheet, data, said)
    done = errors or put(sheet, back(said), data, said, name_of(sheet))
    if isinstance(done, dict):
        form: Typed[Any] = filled(said)
        form.errors = done
        return view(sheet, said, form, status=WRONG)
    return done


def name_of(sheet: Sheet) -> Any:  # noqa: ANN401 - a function of steps
    """Return what finds the field of a sentence of an own language."""
    own = [each.tag for each in sheet.base.storefront.languages]

    def name(steps: tuple[Step, ...]) -> str | None:
        inside = steps[:2] == ("storefront", "languages")
        if inside and len(steps) >= WORD_STEPS and steps[3] == "words":
            return f"{WORD}{steps[4]}:{own[int(steps[2])]}"
        return None

    return name


def back(said: Mapping[str, str]) -> str:
    """Return the page with its filter."""
    kept = {name: said[name] for name in FIELDS if said.get(name)}
    return f"{AT}?{urlencode(kept)}" if kept else AT


def chosen(sheet: Sheet, said: Mapping[str, str]) -> Voice:
    """Return the language whose sentences are shown; at first not English."""
    voices = sheet.voices
    usual = next((tag for tag in voices if tag != Language.EN.value), "")
    tag = said.get("tag", "")
    return voices.get(tag) or voices.get(usual) or next(iter(voices.values()))


def view(
    sheet: Sheet,
    said: Mapping[str, str],
    form: Typed[Any],
    more: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> View:
    """Return the page of languages."""
    voice = chosen(sheet, said)
    state, screen = said.get("state") or "all", said.get("screen", "")
    text = said.get("q", "").strip()
    rows = catalogue.found(catalogue.rows_of(voice), state, screen, text)
    start = said.get("from", "")
    at = (
        int(start) if start.isascii() and start.isdigit() and len(start) < DIGITS else 0
    )
    at = at if at < len(rows) else 0
    part = rows[at : at + A_PAGE]
    own = {f"{WORD}{row.key}:{voice.tag}": row.own for row in part}
    form.said = {**own, "tag": voice.tag, **form.said}
    filters = {"tag": voice.tag, "state": state, "screen": screen, "q": text}
    whole = {
        "voice": voice,
        "house": voice.tag in HOUSE,
        "rows": part,
        "found": len(rows),
        "at": at,
        "a_page": A_PAGE,
        "filters": filters,
        "query": {**filters, "from": at or None},
        "percent": {tag: catalogue.percent(one) for tag, one in sheet.voices.items()},
        "states": catalogue.STATES,
        "screens": catalogue.SCREENS,
        "speaks": [(each.value, NAMES[each]) for each in Language],
        "spoken": [tag for tag in sheet.voices if tag in HOUSE],
        "first": sheet.base.identity.language.value,
        **(more or {}),
    }
    return shown(sheet, "languages", form, whole, status=status)


@pages.page("POST", f"{AT}/spoken", right=Right.PROGRAMME)
def change_spoken(ask: Ask) -> View | Redirect:
    """Save which of the house's languages are offered."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    data = sheet.data
    wished = [each for each in said.get("spoken", "").split(",") if each in HOUSE]
    before = data["storefront"].get("spoken", [])
    offered = [tag for tag in sheet.voices if tag in HOUSE]
    same = set(wished) == set(offered)
    data["storefront"]["spoken"] = before if same else wished
    return _done(sheet, data, said, "spoken", AT)


@pages.page("POST", f"{AT}/add", right=Right.PROGRAMME)
def add_language(ask: Ask) -> View | Redirect:
    """Offer a language in the merchant's own words."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    data = sheet.data
    tag = said.get("new_tag", "").strip()
    known = data["storefront"].setdefault("languages", [])
    if tag in {each["tag"] for each in known}:
        return _refused(sheet, said, "new_tag", ask.say("front.lang.twice"))
    base = said.get("new_base", "")
    name = said.get("new_name", "").strip()
    known.append({"tag": tag, "name": name, "base": base, "words": {}})
    return _done(sheet, data, said, "new_tag", f"{AT}?{urlencode({'tag': tag})}")


@pages.page("POST", f"{AT}/remove", right=Right.PROGRAMME)
def remove_language(ask: Ask) -> View | Redirect:
    """Offer a language no more; its words go with it, and come back with Undo."""
    said = said_in(ask.sent)
    sheet = open_sheet(ask, said)
    data, tag = sheet.data, said.get("tag", "")
    known = data["storefront"].get("languages", [])
    if tag not in {each["tag"] for each in known}:
        raise NoSuchThing(f"no own language {tag!r}")
    data["storefront"]["languages"] = [each for each in known if each["tag"] != tag]
    return _done(sheet, data, said, "", AT)


def _done(
    sheet: Sheet, data: dict[str, Any], said: Mapping[str, str], field: str, to: str
) -> View | Redirect:
    last = len(data["storefront"].get("languages", [])) - 1

    def name(steps: tuple[Step, ...]) -> str | None:
        if steps[:3] == ("storefront", "languages", last) and field == "new_tag":
            return f"new_{steps[3]}" if len(steps) > 3 else field  # noqa: PLR2004
        return field if steps[:1] == ("storefront",) else None

    done = put(sheet, to, data, said, name)
    if isinstance(done, dict):
        form: Typed[Any] = filled(said)
        form.errors = done
        return view(sheet, said, form, status=WRONG)
    return done


def _refused(sheet: Sheet, said: Mapping[str, str], field: str, words: str) -> View:
    form: Typed[Any] = filled(said)
    form.errors = {field: words}
    return view(sheet, said, form, status=WRONG)


@pages.page("GET", f"{AT}.csv", right=Right.READ)
def languages_file(ask: Ask) -> Download:
    """Return every sentence of a language as a table."""
    voice = chosen(open_sheet(ask), {"tag": ask.query.get("tag", "")})
    rows = catalogue.rows_of(voice)
    lines = [COLUMNS, *((row.key, row.english, row.usual, row.own) for row in rows)]
    pieces = [sheet_line(line).encode() for line in lines]
    return Download(["\ufeff".encode(), *pieces], f"words-{voice.tag}.csv")


def address(said: Mapping[str, str]) -> str:
    """Return the whole address of the page with its filter."""
    return PREFIX + back(said)
