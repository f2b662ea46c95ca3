"""Where to go after a sign-in: a path of our own back office, or its start page."""

import re
from typing import Final

START: Final = "/admin/home"
INSIDE: Final = "/admin/"
LONGEST: Final = 2_000
_PLAIN: Final = re.compile(r"/admin/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*", re.ASCII)
_HIDDEN: Final = re.compile(r"%(?:0[0-9a-f]|1[0-9a-f]|2f|5c|7f|2e)", re.IGNORECASE)
"""Written control signs, slashes, backslashes and dots: no address of ours has them
in its path, and a proxy may read them as what they stand for."""


def safe_path(text: str | None, default: str = START) -> str:
    """Return *text* when it is a path of the back office, else *default*.

    One slash at the beginning, visible ASCII, no backslash, no step upwards: what a
    browser resolves to our own host whatever it makes of oddities.
    """
    if text is None or len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return default
    path = text.partition("?")[0]
    if _HIDDEN.search(path) or "//" in path or ".." in path.split("/"):
        return default
    return text
