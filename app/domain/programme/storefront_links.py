"""Addresses and selectors that a merchant gives to the storefront.

They end up in pages of strangers, so only what can do no harm is taken: https,
no user or password, and selectors that merely name things.
"""

import re
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, Strict

from app.domain.programme.base import refuse

MOST: Final = 500
MOST_SELECTOR: Final = 100
_PLAIN: Final = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][^\s\"'<>\\`{}]*)?")
_BARE: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[^\s\"'<>\\`{}]*)?")
_SELECTOR: Final = re.compile(
    r"[a-z][a-z0-9-]*"
    r"|([a-z][a-z0-9-]*)?([.#][A-Za-z_][A-Za-z0-9_-]*"
    r"|\[[a-z][a-z0-9-]*([*^$~|]?=\"[A-Za-z0-9 _./:-]*\")?\])+"
)


def _https(text: str) -> str:
    if _PLAIN.fullmatch(text) and urlsplit(text).hostname:
        return text
    bare = text.removeprefix("http://")
    near = f"https://{bare}" if _BARE.fullmatch(bare) else None
    return refuse(
        "https_wanted", "an address begins with https:// and has a host", near
    )


def _selector(text: str) -> str:
    if _SELECTOR.fullmatch(text):
        return text
    found = _SELECTOR.search(text)
    near = found.group() if found else "#chat"
    return refuse(
        "selector_wanted",
        "one simple selector: an element, .class, #id, [attribute]",
        near,
    )


Https = Annotated[
    str, Strict(), Field(min_length=9, max_length=MOST), AfterValidator(_https)
]
"""An address of the open web."""
Selector = Annotated[
    str,
    Strict(),
    Field(min_length=1, max_length=MOST_SELECTOR),
    AfterValidator(_selector),
]
"""What names things on a theme's page; no rules, no nesting."""
