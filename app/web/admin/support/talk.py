"""One conversation: what was said and done, the facts beside it, and the answer."""

from collections.abc import Mapping
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.programme.document import ProgrammeDocument
from app.domain.staff import Right, may
from app.domain.support import CAUSES
from app.domain.support import filled as fill_in
from app.services import goodwill, support_desk, support_facts
from app.services.goodwill import Budget
from app.services.member_list import tier_titles
from app.services.staff import staffing
from app.services.support_desk import MOST_TEXT, Reply
from app.services.support_facts import Conversation
from app.storage.programmes import NothingPublished
from app.storage.support_claims import SupportClaim
from app.storage.support_messages import SupportTemplates, Template
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.coded import reason
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of
from app.web.admin.support.queue import AT, about, called, tabs

pages = Pages("talk")

TALK: Final = f"{AT}/<id>"
AFTER: Final = ("answered", "waiting", "closed")
ASKED: Final = (Conflict, Malformed, Refused)


class AnswerForm(BaseModel):
    """What is said to the member."""

    text: str = Field(min_length=1, max_length=MOST_TEXT)
    after: Literal["answered", "waiting", "closed"] = "answered"
    cause: str | None = None
    seen: int = Field(ge=0)
    once: UUID


class FillForm(BaseModel):
    """A ready reply to put into the answer."""

    template: UUID | None = None


class NoteForm(BaseModel):
    """What is said to the team."""

    note: str = Field(min_length=1, max_length=MOST_TEXT)
    once: UUID


def document_of(ask: Ask) -> ProgrammeDocument:
    """Return the document that figures are meant by."""
    if ask.office.document is None:
        raise NothingPublished("publish a version of the programme first")
    return ask.office.document


@pages.page("GET", TALK, right=Right.READ)
def conversation(ask: Ask) -> View:
    """Show one conversation."""
    return talk_view(ask, {})


@pages.page("POST", f"{TALK}/fill", right=Right.SERVE)
def fill(ask: Ask) -> View:
    """Put a ready reply behind what was typed; nothing is kept yet."""
    claim_id, typed = ask.id_of("id"), ask.form(AnswerForm)
    chosen = ask.form(FillForm).value
    said = dict(typed.said)
    if chosen is not None and chosen.template is not None:
        template_id = chosen.template

        def read(uow: UnitOfWork) -> tuple[Template, Conversation]:
            return SupportTemplates(uow).get(template_id), _found(ask, uow, claim_id)

        template, found = ask.run(read)
        before = said.get("text", "")
        words = _words(ask, template, found)
        said["text"] = f"{before}\n\n{words}" if before else words
        said["cause"] = said.get("cause") or template.cause or ""
    return talk_view(ask, {"answer": filled(said)})


def _words(ask: Ask, template: Template, found: Conversation) -> str:
    """Return a ready reply in the member's language, its gaps filled."""
    member = None if found.member is None else found.member.member
    spoken = (member.locale or "")[:2].lower() if member else ""
    texts = template.texts
    text = texts.get(spoken) or texts.get(ask.language.value)
    text = text or next(iter(texts.values()), "")
    held = None
    if found.member is not None:
        held = found.member.balances.get(document_of(ask).main_points)
    return fill_in(
        text,
        name=(member.first_name if member else None) or "",
        order=found.claim.order_number or "",
        points=Pen(ask).points(held.available if held else 0),
    )


@pages.page("POST", f"{TALK}/answer", right=Right.SERVE)
def answer(ask: Ask) -> View | Redirect:
    """Say something to the member."""
    claim_id, typed = ask.id_of("id"), ask.form(AnswerForm)
    said = typed.value
    if said is not None and said.after != "waiting" and said.cause not in CAUSES:
        typed.refuse("cause", ask.say("support.cause_needed"))
        said = None
    if said is None:
        return talk_view(ask, {"answer": typed}, 400)
    reply = Reply(
        text=said.text,
        once=said.once,
        seen=said.seen,
        state=said.after,
        cause=said.cause if said.cause in CAUSES else None,
    )

    def write(uow: UnitOfWork) -> SupportClaim:
        claim = support_desk.answer(ask.env, uow, ask.staff, claim_id, reply)
        facts = {"state": claim.state, "cause": claim.cause}
        ask.audit(uow, "claim.answered", f"claim:{claim_id}", after=facts)
        return claim

    try:
        claim = ask.run(write)
    except ASKED as error:
        # What was said meanwhile is on the page now, and counts as seen.
        typed.refuse("text", ask.why(error))
        return talk_view(ask, {"answer": typed}, 400)
    key = "support.sent" if claim.member_id is not None else "support.sent_guest"
    return Redirect(address_of(f"{AT}/{claim_id}"), told=ask.say(key))


@pages.page("POST", f"{TALK}/note", right=Right.SERVE)
def note(ask: Ask) -> View | Redirect:
    """Keep a note for the team."""
    claim_id, typed = ask.id_of("id"), ask.form(NoteForm)
    said = typed.value
    if said is None:
        return talk_view(ask, {"note": typed}, 400)
    reply = Reply(text=said.note, once=said.once)

    def write(uow: UnitOfWork) -> None:
        support_desk.note(ask.env, uow, ask.staff, claim_id, reply)
        ask.audit(uow, "claim.noted", f"claim:{claim_id}")

    ask.run(write)
    to = address_of(f"{AT}/{claim_id}")
    return Redirect(to, told=ask.say("support.noted"))


def _found(ask: Ask, uow: UnitOfWork, claim_id: UUID) -> Conversation:
    return support_facts.conversation(
        ask.env, uow, claim_id, document_of(ask), ask.language
    )


def talk_view(
    ask: Ask, forms: Mapping[str, Typed[Any]], status: int = 200, *, over: bool = False
) -> View:
    """Return the page of a conversation, with forms as they were typed."""
    claim_id, staff = ask.id_of("id"), ask.staff

    def read(uow: UnitOfWork) -> tuple[Conversation, Budget | None, list[Template]]:
        found = _found(ask, uow, claim_id)
        member_id, left = found.claim.member_id, None
        if member_id is not None:
            left = goodwill.budget(ask.env, uow, staff, member_id)
        return found, left, SupportTemplates(uow).all()

    found, left, templates = ask.run(read)
    member = None if found.member is None else found.member.member
    answer_form = forms.get("answer") or filled(
        {"after": "answered", "cause": found.claim.cause}
    )
    return View(
        "admin/support/talk.html",
        {
            "found": found,
            "claim": found.claim,
            "name": called(ask, member),
            "about": lambda claim: about(ask, claim),
            "answer_form": answer_form,
            "note_form": forms.get("note") or filled({}),
            "give_form": forms.get("give") or filled({"reason": "goodwill"}),
            "over": over,
            "once": ask.env.ids.new,
            "mates": colleagues(ask),
            "tiers": tier_titles(document_of(ask), ask.language),
            "limit": None if left is None else _limit(ask, left),
            "templates": [(each.template_id, each.name) for each in templates],
            "causes": causes(ask),
            "afters": [(each, ask.say(f"support.after.{each}")) for each in AFTER],
            "reasons": [
                (each, ask.say(f"adjust.reason.{each}")) for each in goodwill.REASONS
            ],
            "reason": lambda code: reason(ask, code),
            "stores": {store.store_id: store.name for store in ask.office.stores},
            "tabs": tabs(ask),
            "at": f"{AT}/{claim_id}",
        },
        status,
    )


def colleagues(ask: Ask) -> list[tuple[str, str]]:
    """Return who else may see to it."""
    return [
        (str(mate.row.staff_id), mate.row.name)
        for mate in staffing.team(ask.env, ask.staff.merchant_id)
        if may(mate.row.role, Right.SERVE)
    ]


def causes(ask: Ask) -> list[tuple[str, str]]:
    """Return the causes to choose from; the first says that none is known."""
    known = [(each, ask.say(f"support.cause.{each}")) for each in CAUSES]
    return [("", ask.say("support.template_none")), *known]


def _limit(ask: Ask, left: Budget) -> str:
    pen, limits = Pen(ask), left.limits
    if limits.per_deed is None:
        return ask.say("adjust.no_limit")
    day = max(0, (limits.per_day or 0) - left.today)
    return ask.say(
        "adjust.limit", deed=pen.points(limits.per_deed), day=pen.points(day)
    )
