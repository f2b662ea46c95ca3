"""The files of the rewards page: style, look, script, worker; none of it personal.

Served under a name with their hash, for good. The look of a programme is a small
style sheet made of its tokens, so that no page needs a style of its own inline.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Response

from app.domain.programme.colours import NIGHT, VISIBLE, WHITE, readable_text
from app.domain.programme.storefront import Look

FOLDER: Final = Path(__file__).resolve().parents[2] / "static" / "storefront"
KINDS: Final = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
FILES_AT: Final = "/storefront/v1/page"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
SHORT: Final = 12
FONTS: Final = {
    "inherit": None,
    "system": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "serif": '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
    "rounded": 'ui-rounded, "SF Pro Rounded", "Nunito", system-ui, sans-serif',
}


@cache
def text_of(name: str) -> str:
    """Return a file of the folder."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _hash(name: str) -> str:
    return sha256(text_of(name).encode()).hexdigest()[:SHORT]


def served(public: str, name: str) -> str:
    """Return a file's address with its hash."""
    stem, _, kind = name.rpartition(".")
    return f"{public}{FILES_AT}/{stem}.{_hash(name)}.{kind}"


def file_answer(asked: str) -> Response | None:
    """Return the file that is asked for by name and hash, or None."""
    stem, _, kind = asked.rpartition(".")
    name = f"{stem.partition('.')[0]}.{kind}"
    if name not in KINDS or asked != f"{name.partition('.')[0]}.{_hash(name)}.{kind}":
        return None
    answer = Response(text_of(name), content_type=KINDS[name])
    return for_good(answer)


def for_good(answer: Response) -> Response:
    """Let anybody read and keep an answer: it never changes under its name."""
    answer.headers["Cache-Control"] = FOR_GOOD
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def look_sheet(look: Look) -> str:
    """Return a programme's tokens as a style sheet.

    All of them are checked colours, numbers and names from a list.
    """
    font = FONTS[look.font]
    rules = [
        f"--lym-accent:{look.accent}",
        f"--lym-on-accent:{look.on_accent}",
        f"--lym-radius:{look.radius}px",
    ]
    if font is not None:
        rules.append(f"--lym-font:{font}")
    light, dark = (readable_text(look.accent, each, VISIBLE) for each in (WHITE, NIGHT))
    on_night = f"--lym-bar:{dark}"
    night = f'.lym-alone[data-scheme="dark"]{{{on_night}}}'
    auto = f'.lym-alone[data-scheme="auto"]{{{on_night}}}'
    return (
        f".lym-page.lym-page{{{';'.join(rules)}}}\n"
        f".lym-alone{{--lym-bar:{light}}}\n{night}\n"
        f"@media (prefers-color-scheme:dark){{{auto}}}\n"
    )


def look_hash(look: Look) -> str:
    """Return what tells one look from another."""
    return sha256(look_sheet(look).encode()).hexdigest()[:SHORT]


def card_ground(look: Look) -> str:
    """Return the ground of an installed page while it opens."""
    return NIGHT if look.scheme == "dark" else WHITE
