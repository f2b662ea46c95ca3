"""What a member asked and what was answered; questions, and writing on."""

from datetime import datetime
from typing import Final, Literal

from app.domain.ids import public_id, read_id
from app.services import support_desk
from app.services.support_desk import Asked as Conversation
from app.storage.support_claims import SupportClaim
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Asked, Given, Prose
from app.web.storefront.actions import Noted
from app.web.storefront.claims import ClaimShape
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import day

table = Table("Claims")

State = Literal["open", "waiting", "answered", "closed"]
OUTCOMES: Final = {
    "found": "claim.counted",
    "counted": "claim.counted",
    "nothing": "claim.nothing",
}
"""What was answered at once, by what was found; people answer the rest."""
MOST_TITLE: Final = 80
"""Signs of a question that name its conversation."""


class QuestionBody(Asked):
    """What a member wants to know, or adds."""

    text: Prose


class SaidShape(Given):
    """One thing that was said."""

    by: Literal["member", "staff"]
    text: str
    at: datetime
    at_text: str


class ConversationShape(Given):
    """One conversation, as the member reads it."""

    id: str
    kind: Literal["missing_points", "question"]
    title: str
    state: State
    state_text: str
    unread: bool
    """Whether there is an answer that is new to them."""
    order_number: str | None
    note: str | None
    asked_at: datetime
    asked_at_text: str
    answer_text: str | None
    """What was answered at once, without people."""
    said: list[SaidShape]


class ConversationsShape(Given):
    """What a member asked, newest first."""

    data: list[ConversationShape]


@table.route(
    "GET",
    "/claims",
    who=Who.MEMBER,
    summary="What one asked and what was answered, newest first",
    answer=ConversationsShape,
)
def my_claims(ask: Ask) -> ConversationsShape:
    member_id = ask.member.member_id
    found = ask.work(lambda uow: support_desk.of_member(uow, member_id))
    return ConversationsShape(data=[_shape(ask, each) for each in found])


@table.route(
    "POST",
    "/questions",
    who=Who.MEMBER,
    summary="Ask people something; they answer by the day that is told",
    answer=ClaimShape,
    body=QuestionBody,
    status=201,
    keyed=True,
    example={"text": "When are my points usable?"},
)
def ask_question(ask: Ask) -> ClaimShape:
    member_id, text = ask.member.member_id, ask.body.text

    def write(uow: UnitOfWork) -> SupportClaim:
        return support_desk.question(
            ask.env,
            uow,
            store_id=ask.store_id,
            member_id=member_id,
            text=text,
            request_key=ask.key or "",
        )

    return _told(ask, ask.work(write))


@table.route(
    "POST",
    "/claims/{claim}/messages",
    who=Who.MEMBER,
    summary="Write on in one's own conversation",
    answer=ClaimShape,
    body=QuestionBody,
    status=201,
    keyed=True,
    example={"text": "It was order 1042."},
)
def write_on(ask: Ask) -> ClaimShape:
    wrote = support_desk.Wrote(
        member_id=ask.member.member_id,
        claim_id=read_id("clm", ask.path["claim"]),
        text=ask.body.text,
        key=ask.key or "",
    )
    return _told(
        ask, ask.work(lambda uow: support_desk.member_wrote(ask.env, uow, wrote))
    )


@table.route(
    "POST",
    "/claims/{claim}/read",
    who=Who.MEMBER,
    summary="Tell that one read what was answered; it is no news any more",
    answer=Noted,
)
def read_answers(ask: Ask) -> Noted:
    member_id, claim_id = ask.member.member_id, read_id("clm", ask.path["claim"])
    ask.work(lambda uow: support_desk.answers_read(ask.env, uow, member_id, claim_id))
    return Noted()


def _told(ask: Ask, claim: SupportClaim) -> ClaimShape:
    return ClaimShape(
        id=public_id("clm", claim.claim_id),
        state=claim.state,  # type: ignore[arg-type]  # the table knows these only
        text=ask.voice.say("claim.open", date=day(ask, claim.due_at)),
    )


def _shape(ask: Ask, found: Conversation) -> ConversationShape:
    claim, voice = found.claim, ask.voice
    outcome = OUTCOMES.get(claim.outcome or "")
    return ConversationShape(
        id=public_id("clm", claim.claim_id),
        kind=claim.kind,  # type: ignore[arg-type]  # the table knows these only
        title=_title(ask, claim),
        state=claim.state,  # type: ignore[arg-type]  # the table knows these only
        state_text=_state(ask, claim),
        unread=found.unread,
        order_number=claim.order_number,
        note=claim.note,
        asked_at=claim.created_at,
        asked_at_text=day(ask, claim.created_at),
        answer_text=None if outcome is None else voice.say(outcome),
        said=[
            SaidShape(
                by="member" if each.author == "member" else "staff",
                text=each.text or "",
                at=each.at,
                at_text=day(ask, each.at),
            )
            for each in found.messages
        ],
    )


def _title(ask: Ask, claim: SupportClaim) -> str:
    """Return how a conversation is called: by its order, or as the question begins."""
    if claim.order_number is not None:
        return ask.voice.say("history.order", number=claim.order_number)
    first = (claim.note or "").strip().partition("\n")[0].strip()
    if len(first) <= MOST_TITLE:
        return first
    return f"{first[: MOST_TITLE - 1].rstrip()}…"


def _state(ask: Ask, claim: SupportClaim) -> str:
    """Return how a conversation stands; a promise that was not kept is owned up to."""
    if claim.state != "open":
        return ask.voice.say(f"help.{claim.state}")
    if claim.due_at < ask.now:
        return ask.voice.say("help.late")
    return ask.voice.say("help.open", date=day(ask, claim.due_at))
