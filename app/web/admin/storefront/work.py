"""What every page of the storefront needs: the document, its words, saving.

All of it is part of the programme's document, so an edit goes into the draft, through
the desk, where two people's work is brought together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid, Problem, Step
from app.domain.programme.storefront_voices import language_names, voices
from app.domain.words.storefront import ALL, ONE, Voice
from app.services import programme_desk
from app.services.programme_desk import Desk, Meanwhile
from app.web.admin.forms import Typed
from app.web.admin.programme.meanwhile import meanwhile_view
from app.web.admin.programme.places import Place
from app.web.admin.programme.work import bar_of, lay_out, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, Redirect, View
from app.web.admin.storefront.words import (
    HOUSE,
    missing_gaps,
    needed_gaps,
    set_word,
    usual,
)

Data = dict[str, Any]
NameOf = Callable[[tuple[Step, ...]], str | None]
WRONG: Final = 400
WORD: Final = "word:"
"""Before the name of a field with a sentence: ``word:guest.title:id``."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The storefront as it lay there when an edit began."""

    ask: Ask
    desk: Desk
    base: ProgrammeDocument
    base_digest: str

    @property
    def data(self) -> Data:
        """A copy of the document to write in."""
        data = canonical(self.base)
        data.setdefault("storefront", {})
        data.setdefault("words", {})
        return data

    @property
    def voices(self) -> Mapping[str, Voice]:
        return voices(self.base)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Tags and own names of what shoppers can read."""
        return list(language_names(self.base).items())


def open_sheet(ask: Ask, said: Mapping[str, str] | None = None) -> Sheet:
    """Return the storefront as it was when the edit began."""
    desk = lay_out(ask)
    base, base_digest = desk.document, (said or {}).get("base") or desk.digest
    if base_digest != desk.digest:
        found = ask.run(lambda uow: programme_desk.begun_from(uow, base_digest))
        base = found if found is not None else base
    return Sheet(ask, desk, base, base_digest)


def shown(
    sheet: Sheet,
    template: str,
    form: Typed[Any],
    more: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> View:
    """Return a page of the storefront with its form."""
    said = {
        "bar": bar_of(sheet.desk),
        "form": form,
        "base": sheet.base_digest,
        "tongues": sheet.languages,
        **(more or {}),
    }
    return View(f"admin/storefront/{template}.html", said, status)


def put(
    sheet: Sheet, path: str, data: Data, said: Mapping[str, str], name_of: NameOf
) -> Redirect | View | dict[str, str]:
    """Save *data* as the draft.

    Returns:
        The way on; the page of two editors; or what is wrong, by field (an empty name
        is the whole form).
    """
    ask = sheet.ask
    try:
        document = load_document(data)
    except DocumentInvalid as error:
        return told_wrong(ask, error.problems, name_of)
    saved = save(ask, document, base_digest=sheet.base_digest, said=said)
    if isinstance(saved, Meanwhile):
        place = Place("storefront", None, path)
        return meanwhile_view(ask, place, saved, said)
    return saved_to(ask, saved, path, ask.say("front.saved"))


def told_wrong(
    ask: Ask, problems: Sequence[Problem], name_of: NameOf
) -> dict[str, str]:
    """Return what is wrong, each at its field."""
    errors: dict[str, str] = {}
    for problem in problems:
        words = problem_words(problem, ask.language)
        name = name_of(problem.steps) or word_name(problem.steps)
        if name is None:
            words = f"{problem.path}: {words}"
        errors.setdefault(name or "", words)
    return errors


def word_name(steps: tuple[Step, ...]) -> str | None:
    """Return the field of a sentence of the house's languages."""
    if len(steps) > 1 and steps[0] == "words":
        tag = str(steps[2]) if len(steps) > 2 else ""  # noqa: PLR2004 - key, tag
        return f"{WORD}{steps[1]}:{tag}"
    return None


# -- sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that can be worded anew here, in one language."""

    name: str
    label: str
    usual: str
    own: str
    gaps: tuple[str, ...]


def sentences(sheet: Sheet, keys: Sequence[str]) -> list[tuple[str, list[Said]]]:
    """Return fields for *keys*, one a language, with what the house says."""
    return [
        (
            key,
            [
                Said(
                    name=f"{WORD}{key}:{tag}",
                    label=name,
                    usual=usual(key, sheet.voices[tag].base),
                    own=sheet.voices[tag].own.get(key, ""),
                    gaps=tuple(sorted(needed_gaps(key))),
                )
                for tag, name in sheet.languages
            ],
        )
        for key in keys
    ]


def words_said(sheet: Sheet, keys: Sequence[str]) -> dict[str, str]:
    """Return what stands in the fields of *keys* before anybody types."""
    return {one.name: one.own for _key, each in sentences(sheet, keys) for one in each}


def take_words(sheet: Sheet, data: Data, said: Mapping[str, str]) -> dict[str, str]:
    """Write every sentence of the form into *data*; return what is wrong by field."""
    errors: dict[str, str] = {}
    for name, typed in said.items():
        if not name.startswith(WORD):
            continue
        key, _, tag = name.removeprefix(WORD).rpartition(":")
        voice = sheet.voices.get(tag)
        if voice is None or (key not in ALL and key.removesuffix(ONE) not in ALL):
            continue
        own = typed.strip()
        if own == voice.own.get(key, ""):
            continue
        gone = "" if not own else missing_gaps(key, own)
        if gone:
            errors[name] = sheet.ask.say("front.gap_missing", gaps=gone)
        same = tag in HOUSE and own == usual(key, voice.base)
        set_word(data, tag, key, "" if same else own)
    return errors
