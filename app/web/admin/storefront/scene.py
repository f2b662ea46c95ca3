"""What a preview shows: the look as it stands in a form, saved or not.

Only what can be checked is taken; what is typed wrongly is shown as it is saved.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from app.domain.programme.canonical import canonical
from app.domain.programme.colours import readable_ground, text_on
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.programme.storefront import FEATURES, Look
from app.domain.programme.storefront_voices import voices
from app.web.admin.storefront.words import set_word

FACES: Final = ("guest", "member", "top")
VIEWS: Final = ("home", "redeem", "earn", "closed")
SIZES: Final = ("phone", "desktop")
SCHEMES: Final = ("set", "light", "dark")
SHAPES: Final = {"square": 0, "soft": 12, "round": 24}
"""Corners that have a name."""
FULL_HEX: Final = 6
SHORT_HEX: Final = 3
LONGEST: Final = 3_000
MOST_WORDS: Final = 8
LONGEST_WORD: Final = 120
WORD: Final = "word:"


@dataclass(frozen=True, slots=True)
class Scene:
    """A look, and who meets it where."""

    look: Mapping[str, Any]
    face: str = "member"
    view: str = "home"
    size: str = "phone"
    lang: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    """Sentences in this language as they are typed, by key."""
    hidden: tuple[str, ...] | None = None
    """Parts of the panel that are off; None: as they are saved."""
    order: tuple[str, ...] | None = None
    """The parts as they follow each other; None: as they are saved."""


def colour_of(text: str) -> str:
    """Return a colour as the document writes it, or the text as it was."""
    bare = text.strip().removeprefix("#").lower()
    if len(bare) == SHORT_HEX:
        bare = "".join(each * 2 for each in bare)
    fits = len(bare) == FULL_HEX and not set(bare) - set("0123456789abcdef")
    return f"#{bare}" if fits else text.strip()


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour of the document's."""
    return text.startswith("#") and colour_of(text) == text


def radius_of(said: Mapping[str, str]) -> str:
    """Return the corners that a form means: one with a name, or a number."""
    shape = said.get("shape", "")
    return str(SHAPES[shape]) if shape in SHAPES else said.get("radius", "")


def look_of(said: Mapping[str, str], kept: Look) -> dict[str, Any]:
    """Return the look that a form says; what is no look stays as it is kept."""
    wished: dict[str, Any] = {
        name: said[name]
        for name in ("scheme", "font", "side", "launcher")
        if said.get(name)
    }
    accent = colour_of(said.get("accent", ""))
    if is_colour(accent):
        wished["accent"] = accent if text_on(accent) else readable_ground(accent)
    for name, text in (("radius", radius_of(said)), ("lift", said.get("lift", ""))):
        if text.isascii() and text.isdigit():
            wished[name] = int(text[:4])
    found = kept.model_dump(mode="json")
    for name, value in wished.items():
        try:
            Look.model_validate({**found, name: value})
        except (ValidationError, DocumentInvalid):
            continue
        found[name] = value
    return found


def scene_of(said: Mapping[str, str], document: ProgrammeDocument) -> Scene:
    """Return the scene that a form asks for."""

    def among(name: str, known: tuple[str, ...], first: str) -> str:
        return said[name] if said.get(name) in known else first

    look = look_of(said, document.storefront.look)
    scheme = among("p_scheme", SCHEMES, "set")
    if scheme != "set":
        look["scheme"] = scheme
    tags = tuple(voices(document))
    lang = among("p_lang", tags, tags[0])
    return Scene(
        look=look,
        face=among("p_face", FACES, "member"),
        view=among("p_view", VIEWS, "home"),
        size=among("p_size", SIZES, "phone"),
        lang=lang,
        words=_words(said, lang),
        hidden=_hidden(said),
        order=_order(said),
    )


def _words(said: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return the sentences that are typed in a language; long ones are left out."""
    found = {
        name.removeprefix(WORD).removesuffix(f":{lang}"): text.strip()
        for name, text in said.items()
        if name.startswith(WORD) and name.endswith(f":{lang}")
    }
    short = [pair for pair in found.items() if pair[1] and len(pair[1]) <= LONGEST_WORD]
    return dict(short[:MOST_WORDS])


def _hidden(said: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the parts that a form's ticks leave off, if it has any."""
    if "shown" not in said and said.get("has") != "shown":
        return None
    on = said.get("shown", "").split(",")
    return tuple(each for each in FEATURES if each not in on)


def _order(said: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the parts in the order that a form has them in, if it has any."""
    named = [each for each in said.get("order", "").split(",") if each in FEATURES]
    return tuple(dict.fromkeys(named)) or None


def written(scene: Scene) -> str:
    """Return a scene as a part of an address."""
    text = json.dumps(asdict(scene), separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(text: str, document: ProgrammeDocument) -> Scene:
    """Return the scene of an address; what is none is that of what is saved."""
    usual = scene_of({}, document)
    if len(text) > LONGEST:
        return usual
    try:
        raw = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        kept = TypeAdapter(Scene).validate_python(raw)
    except (ValueError, ValidationError):
        return usual
    said = {name: str(value) for name, value in kept.look.items()}
    more = {"p_face": kept.face, "p_view": kept.view, "p_size": kept.size}
    more |= {f"{WORD}{key}:{kept.lang}": text for key, text in kept.words.items()}
    if kept.hidden is not None:
        more["shown"] = ",".join(set(FEATURES) - set(kept.hidden))
    if kept.order is not None:
        more["order"] = ",".join(kept.order)
    return scene_of({**said, **more, "p_lang": kept.lang}, document)


def staged(document: ProgrammeDocument, scene: Scene) -> ProgrammeDocument:
    """Return the document as a scene has it; words that don't fit stay as they are."""
    data = canonical(document)
    front = data.setdefault("storefront", {})
    kept = front.setdefault("look", {})
    front["look"] = {**scene.look, "hide_over": kept.get("hide_over", [])}
    if scene.hidden is not None:
        front["hidden"] = list(scene.hidden)
    if scene.order is not None:
        front["order"] = list(scene.order)
    plain = load_document(data)
    for key, text in scene.words.items():
        set_word(data, scene.lang, key, text)
    try:
        return load_document(data)
    except DocumentInvalid:
        return plain
