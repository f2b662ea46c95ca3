"""Everything on a page that leads somewhere: links, forms, and what htmx asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from typing_extensions import override

ASKED = {"hx-get": "GET", "hx-post": "POST"}
BUTTONS = ("submit", "image")
MULTIPART = "multipart/form-data"


@dataclass(slots=True)
class Sent:
    """A form, as a browser sends it untouched with one of its buttons."""

    method: str
    action: str
    fields: dict[str, list[str]]
    upload: bool = False


@dataclass(slots=True)
class Form:
    """A form as it stands on a page."""

    method: str
    action: str
    upload: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Name, value, and an address of its own."""

    def sent(self) -> Iterator[Sent]:
        """Yield what each button sends; a form without one is sent by a key."""
        for name, value, action in self.buttons or [("", "", None)]:
            fields: dict[str, list[str]] = {}
            for key, text in (*self.fields, (name, value)):
                if key:
                    fields.setdefault(key, []).append(text)
            yield Sent(self.method, action or self.action, fields, self.upload)


class Reader(HTMLParser):
    """Reads what leads somewhere from one page."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.asked: list[tuple[str, str, Form | None]] = []
        """Method and address of what a part of the page asks for by itself, and
        the form that is sent along."""
        self._form: Form | None = None
        self._select: str | None = None
        self._chosen: str | None = None
        self._text: tuple[str, list[str]] | None = None

    def whole(self, address: str) -> str:
        """Return an address as the browser asks for it."""
        parts = urlsplit(urljoin(self.at, address))
        if parts.netloc:
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        for name, method in ASKED.items():
            if name in has:
                self.asked.append((method, self.whole(has[name]), self._form))
        if tag == "a" and "href" in has:
            self.links.append(self.whole(has["href"]))
        elif tag == "iframe" and "src" in has:
            self.links.append(self.whole(has["src"]))
        elif tag == "form":
            self._form = Form(
                has.get("method", "get").upper(),
                self.whole(has.get("action", "") or self.at),
                has.get("enctype") == MULTIPART,
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, has)

    def _control(self, form: Form, tag: str, has: dict[str, str]) -> None:
        name, value, kind = has.get("name", ""), has.get("value"), has.get("type", "")
        if "disabled" in has:
            return
        if tag == "button" and kind in ("", *BUTTONS):
            own = self.whole(has["formaction"]) if "formaction" in has else None
            form.buttons.append((name, value or "", own))
        elif tag == "input" and kind not in ("file", *BUTTONS):
            ticked = kind not in ("checkbox", "radio") or "checked" in has
            if ticked:
                blank = "on" if kind in ("checkbox", "radio") else ""
                form.fields.append((name, blank if value is None else value))
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and self._select is not None:
            if self._chosen is None or "selected" in has:
                self._chosen = value or ""
        elif tag == "textarea":
            self._text = (name, [])

    @override
    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._form is not None and self._select is not None:
            if self._chosen is not None:
                self._form.fields.append((self._select, self._chosen))
            self._select = None
        elif tag == "textarea" and self._form is not None and self._text is not None:
            name, text = self._text
            self._form.fields.append((name, re.sub(r"^\n", "", "".join(text))))
            self._text = None


def read(at: str, text: str) -> Reader:
    """Return what leads somewhere from the page at an address."""
    reader = Reader(at)
    reader.feed(text)
    return reader
