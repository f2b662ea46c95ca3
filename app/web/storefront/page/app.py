"""What makes the page an app: manifest, worker, the offline page, the member card."""

import json

from flask import Response, request

from app.domain.words import day_text
from app.web.storefront.page import forms as page_forms
from app.web.storefront.page import member as page_member
from app.web.storefront.page.files import (
    card_ground,
    for_good,
    look_hash,
    look_sheet,
    text_of,
)
from app.web.storefront.page.forms import FormTooOld
from app.web.storefront.page.html import A_MINUTE, PRIVATE, Head
from app.web.storefront.page.visit import Call
from app.web.storefront.shapes import day_of

MANIFEST = "application/manifest+json"
SCRIPT = "text/javascript; charset=utf-8"
STYLE = "text/css; charset=utf-8"


def card(call: Call) -> Response:
    """Return the member's card as a page of its own, or the way to sign in."""
    call, token = call.alone(), request.args.get("form", "")
    if request.args.get("forget") == "1":
        return _forgotten(call)
    if token and call.visit.customer_ref is None:
        now = call.ask.now
        form = page_forms.opened(call.ask.env, call.visit, token, now)
        if form.step != "card":
            raise FormTooOld("a form's token opens no card")
        call = call.by(page_member.member_at_hand(call, form.member_id))
    else:
        call = call.met()
    voice, document = call.ask.voice, call.ask.document
    mine = page_member.card(call)
    return call.sheet.answer(
        "card",
        Head(title=voice.say("nav.card")),
        card=mine,
        programme=document.identity.name.say(voice.base),
        forget=None if call.door.name == "proxy" else f"{call.place.card}&forget=1",
        today=day_text(day_of(call.ask, call.ask.now), voice.base),
    )


def _forgotten(call: Call) -> Response:
    """Return a page that belongs to nobody, on which browsers drop a kept card."""
    voice = call.ask.voice
    title = voice.say("card.forgotten")
    return call.sheet.answer(
        "notice",
        Head(title=title),
        keeper="",
        title=title,
        text=voice.say("card.forgotten_body"),
        link=(call.visit.store.name, call.place.shop),
    )


def offline(call: Call) -> Response:
    """Return what a browser shows while it has no connection."""
    call = call.alone()
    voice = call.ask.voice
    title = voice.say("page.offline")
    return call.sheet.answer(
        "notice",
        Head(title=title),
        title=title,
        text=voice.say("page.offline_body"),
        link=(voice.say("nav.card"), f"{call.place.page}/card"),
    )


def manifest(call: Call) -> Response:
    """Return what a browser needs to install the card."""
    look, place, voice = call.sheet.look, call.place, call.ask.voice
    name = call.ask.document.identity.name.say(voice.base)
    body = {
        "id": f"{place.page}/card",
        "name": name,
        "short_name": name[:12].strip(),
        "lang": voice.tag,
        "dir": voice.direction,
        "start_url": place.card,
        "scope": place.scope,
        "display": "standalone",
        "background_color": card_ground(look),
        "theme_color": look.accent,
        "icons": [
            {
                "src": place.icon,
                "type": "image/svg+xml",
                "sizes": "any",
                "purpose": "any",
            }
        ],
    }
    answer = Response(json.dumps(body, ensure_ascii=False), content_type=MANIFEST)
    answer.headers["Cache-Control"] = A_MINUTE
    return answer


def worker(call: Call) -> Response:
    """Return the service worker; it rules its own path and nothing above it."""
    public = call.ask.env.public_url.rstrip("/")
    answer = Response(text_of("worker.js"), content_type=SCRIPT)
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; connect-src 'self' {public}"
    )
    return answer


def look(call: Call) -> Response:
    """Return the programme's look; kept for good where the address names its hash."""
    answer = Response(look_sheet(call.sheet.look), content_type=STYLE)
    if request.args.get("v") == look_hash(call.sheet.look):
        return for_good(answer)
    answer.headers["Cache-Control"] = A_MINUTE
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
