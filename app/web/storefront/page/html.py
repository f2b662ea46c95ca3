"""From what a page says to an answer: a whole page, a part of one, or a theme's.

A theme's page goes through Shopify's Liquid once more, so nothing of what it says
may look like Liquid: every brace of the answer is written as a character reference.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

from flask import Response, render_template
from markupsafe import Markup

from app.domain.programme.storefront import Look
from app.domain.words.storefront import Voice
from app.services.env import Env
from app.services.storefront.visits import Visit
from app.web.storefront.page.place import Place

Frame = Literal["alone", "inside", "theme"]
HTML: Final = "text/html; charset=utf-8"
LIQUID: Final = "application/liquid; charset=utf-8"
PRIVATE: Final = "private, no-store"
A_MINUTE: Final = "public, max-age=60"
KEEPER: Final = 16
BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;"})
IN_STRINGS: Final = (
    ("\ue000", "\\u007b"),
    ("\ue001", "\\u007d"),
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a whole page."""

    title: str
    description: str = ""
    indexed: bool = False
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    facts: Markup | None = None

    @property
    def open_graph(self) -> bool:
        """Whether the page is worth a preview where it is shared."""
        return self.indexed and bool(self.description)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it is written: its frame, its place, its voice."""

    env: Env
    visit: Visit
    voice: Voice
    place: Place
    look: Look
    frame: Frame
    shared: bool
    """Whether guests may be given a copy: not where the shop's own session, which an
    address does not show, makes a member of them."""
    languages: tuple[tuple[str, str, str], ...] = ()

    def answer(
        self,
        template: str,
        head: Head,
        status: int = 200,
        **said: Any,  # noqa: ANN401 - what templates show
    ) -> Response:
        """Return the page that a template makes."""
        kind = "alone" if self.frame == "alone" else "inside"
        facts = head.facts
        text = render_template(
            f"storefront/{template}.html",
            frame=f"storefront/frame_{kind}.html",
            head=head,
            voice=self.voice,
            place=self.place,
            look=self.look,
            shop=self.visit.store.name,
            languages=self.languages,
            **{"keeper": keeper_of(self.visit), **said},
        )
        if self.frame == "theme":
            text = without_liquid(text, facts)
        liquid = self.frame == "theme"
        answer = Response(text, status, content_type=LIQUID if liquid else HTML)
        answer.headers["Content-Security-Policy"] = policy(self.env, self.frame)
        common = self.shared and self.visit.customer_ref is None and status == 200  # noqa: PLR2004
        answer.headers["Cache-Control"] = A_MINUTE if common else PRIVATE
        answer.headers["Vary"] = "Authorization, Accept-Language"
        return answer


def keeper_of(visit: Visit) -> str | None:
    """Return the mark under which a browser keeps this member's card.

    Empty for a guest; None at a door where nobody can be told from a guest.
    """
    if visit.member is not None:
        named = f"{visit.programme_id}/{visit.member.member_id}"
        return sha256(named.encode()).hexdigest()[:KEEPER]
    return "" if visit.store.platform == "shopify" else None


def policy(env: Env, frame: Frame) -> str:
    """Return the content policy; a theme's page keeps that of the theme."""
    if frame == "theme":
        return "base-uri 'self'"
    public = env.public_url.rstrip("/")
    return (
        f"default-src 'none'; style-src 'self' {public}; script-src 'self' {public};"
        f" img-src 'self' https: data:; connect-src 'self' {public};"
        " manifest-src 'self';"
        f" worker-src 'self'; form-action 'self' {public}; base-uri 'none';"
        " frame-ancestors 'none'"
    )


def without_liquid(html: str, facts: Markup | None) -> str:
    """Return HTML in which Liquid finds nothing, whatever anybody wrote.

    Facts for search engines stay JSON, which a character reference would spoil: none
    of their texts holds a brace, and their own braces never stand doubled or before a
    percent sign where Liquid would begin.
    """
    if facts is None:
        return html.translate(BRACES)
    before, _, after = html.partition(str(facts))
    return before.translate(BRACES) + str(facts) + after.translate(BRACES)


def facts_of(data: Mapping[str, Any]) -> Markup:
    """Return JSON-LD that can't leave its script, nor be read as Liquid."""
    text = json.dumps(_braceless(data), ensure_ascii=False, separators=(", ", ": "))
    for sign, written in IN_STRINGS:
        text = text.replace(sign, written)
    return Markup(text)  # noqa: S704 - every sign with a meaning to HTML was replaced


def _braceless(value: Any) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(value, str):
        return value.replace("{", "\ue000").replace("}", "\ue001")
    if isinstance(value, Mapping):
        return {key: _braceless(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_braceless(each) for each in value]
    return value
