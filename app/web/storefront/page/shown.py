"""The page itself, and what stands in its place while there is none."""

from typing import Any

from flask import Response

from app.domain.errors import SetiaError
from app.storage.legal import LegalRepository
from app.web.errors import status_of
from app.web.storefront import answers
from app.web.storefront.page import member as page_member
from app.web.storefront.page.content import Content, content
from app.web.storefront.page.html import Head, facts_of
from app.web.storefront.page.visit import Call

NO_PAGE = 503


def show(call: Call) -> Response:
    """Return the page for whoever asks."""
    call = call.met()
    if not call.visit.running:
        return _closed(call)
    mine = page_member.mine(call)
    told = content(call.ask, member=mine.state is not None)
    return call.sheet.answer(
        "page",
        _head(call, told),
        content=told,
        notice=call.ask.work(lambda uow: LegalRepository(uow).notice()),
        mine=mine.state,
        shelf=mine.shelf,
        vouchers=mine.vouchers,
        history=mine.history,
        referral=mine.referral,
        news=mine.news,
        card=mine.card,
        waiting=mine.waiting,
        joins=mine.joins,
        blocked=call.visit.blocked,
    )


def refused(call: Call, error: SetiaError) -> Response:
    """Return a page that says in words why something was not done."""
    voice = call.ask.voice
    problem = answers.text_of(answers.code_of(error), voice)
    head = Head(title=problem)
    return call.sheet.answer("done", head, status_of(error), problem=problem)


def _closed(call: Call) -> Response:
    voice = call.ask.voice
    title = voice.say("page.paused")
    return call.sheet.answer(
        "notice",
        Head(title=title),
        NO_PAGE,
        title=title,
        text=voice.say("page.paused_body"),
        link=(call.visit.store.name, call.place.shop),
    )


def _head(call: Call, told: Content) -> Head:
    page = call.ask.document.storefront.page
    tags = [tag for tag, _, _ in call.sheet.languages]
    return Head(
        title=told.title,
        description=told.description,
        indexed=page.indexed and call.visit.customer_ref is None,
        canonical=call.place.in_language(call.ask.voice.tag),
        alternates=(
            *((tag, call.place.in_language(tag)) for tag in tags),
            ("x-default", call.place.canonical),
        ),
        facts=facts_of(_facts(call, told)) if page.indexed else None,
    )


def _facts(call: Call, told: Content) -> dict[str, Any]:
    """Return what search engines are told (schema.org)."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": told.title,
        "inLanguage": call.ask.voice.tag,
        "url": call.place.in_language(call.ask.voice.tag),
        "publisher": {
            "@type": "Organization",
            "name": call.visit.store.name,
            "url": call.place.shop,
            "hasMemberProgram": {
                "@type": "MemberProgram",
                "name": told.programme,
                "description": told.description,
                "hasTiers": [
                    {"@type": "MemberProgramTier", "name": tier.title}
                    for part in told.parts
                    for tier in part.tiers
                ],
            },
        },
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in told.questions
        ],
    }
