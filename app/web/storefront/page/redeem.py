"""Redeeming without scripts: a form, a page that asks once more, a page that tells.

The form's token is the authority: made for this member, this reward, this half hour.
Sending it twice is redeeming once.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, request

from app.domain.errors import SetiaError
from app.domain.programme.figures import units_text
from app.web.errors import status_of
from app.web.storefront import answers
from app.web.storefront.page import forms as page_forms
from app.web.storefront.page import member as page_member
from app.web.storefront.page.forms import Form, FormTooOld
from app.web.storefront.page.html import Head
from app.web.storefront.page.visit import Call

WHOLE: Final = re.compile(r"[0-9]{1,12}")
SEE_OTHER: Final = 303
OURS: Final = 500


def redeem(call: Call) -> Response:
    """Carry out what a form of the page asks."""
    ask = call.ask
    try:
        form = page_forms.opened(
            ask.env, call.visit, request.form.get("form", ""), ask.now
        )
    except FormTooOld as error:
        return _told(call, ask.voice.say("page.form_old"), status_of(error))
    call = call.by(page_member.member_at_hand(call, form.member_id))
    if not call.visit.running:
        raise answers.ProgrammePaused("the programme is paused")
    if call.visit.blocked:
        raise answers.MemberBlocked("this customer takes no part")
    try:
        return STEPS[form.step](call, form)
    except SetiaError as error:
        if status_of(error) >= OURS:
            raise
        text = answers.text_of(answers.code_of(error), ask.voice)
        return _told(call, text, status_of(error))


def _confirm(call: Call, form: Form) -> Response:
    shelf = page_member.answered(call.ask, "/rewards").data
    reward = next((one for one in shelf if one.id == form.about), None)
    voice = call.ask.voice
    if reward is None or not reward.available:
        text = None if reward is None else reward.reason_text
        return _told(call, text or voice.say("error.missing"), 422)
    return call.sheet.answer(
        "confirm",
        Head(title=voice.say("redeem.confirm_title", reward=reward.title)),
        reward=reward,
        remaining=_remaining(call, reward),
        form=page_forms.sealed(call.ask.env, call.visit, "do", reward.id),
    )


def _remaining(call: Call, reward: Any) -> str | None:  # noqa: ANN401 - its shape
    """Return what is left after the price; None where the price is still open."""
    if reward.cost is None or reward.slider is not None:
        return None
    document = call.ask.document
    asset = next(one.asset for one in document.rewards if one.id == reward.id)
    if asset != document.main_points:
        return None
    balance = page_member.answered(call.ask, "/member").balance.value
    left = balance - reward.cost.value
    return units_text(document, asset, left, call.ask.language)


def _do(call: Call, form: Form) -> Response:
    voucher = page_member.answered(
        call.ask,
        "/redemptions",
        method="POST",
        key=f"page-{form.name}",
        reward_id=form.about,
        points=_points(),
        choice=request.form.get("choice") or None,
    )
    title = call.ask.voice.say("redeem.success", reward=voucher.title)
    return call.sheet.answer("done", Head(title=title), problem=None, voucher=voucher)


def _cancel(call: Call, form: Form) -> Response:
    voice = call.ask.voice
    voucher = page_member.answered(
        call.ask,
        "/redemptions/{redemption}/cancel",
        method="POST",
        key=f"page-{form.name}",
        named={"redemption": form.about},
    )
    return call.sheet.answer(
        "notice",
        Head(title=voucher.state_text),
        title=voucher.title,
        text=voucher.state_text,
        link=(voice.say("page.back"), call.place.back),
    )


def _join(call: Call, _form: Form) -> Response:
    page_member.answered(call.ask, "/join", method="POST", agree=True)
    return Response("", SEE_OTHER, {"Location": call.place.back})


def _consent(call: Call, form: Form) -> Response:
    channel, _, state = form.about.partition(":")
    page_member.answered(
        call.ask, "/consents", method="PUT", channel=channel, granted=state == "on"
    )
    return Response("", SEE_OTHER, {"Location": call.place.back})


def _nothing(_call: Call, _form: Form) -> Response:
    raise FormTooOld("a card's token opens the card only")


STEPS: Final[Mapping[str, Callable[[Call, Form], Response]]] = {
    "ask": _confirm,
    "do": _do,
    "cancel": _cancel,
    "join": _join,
    "consent": _consent,
    "card": _nothing,
}


def _points() -> int | None:
    text = request.form.get("points", "").strip()
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise page_member.FormUnreadable("points are whole numbers")
    return int(text)


def _told(call: Call, text: str, status: int) -> Response:
    """Return a page that says why nothing was done."""
    return call.sheet.answer("done", Head(title=text), status, problem=text)
