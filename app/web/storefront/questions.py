"""What a member asked and what was answered; questions, and writing on."""

from datetime import datetime
from typing import Literal

from app.domain.ids import public_id, read_id
from app.services import support_desk
from app.services.support_desk import Asked as Conversation
from app.storage.support_claims import SupportClaim
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Asked, Given, Prose
from app.web.storefront.claims import ClaimShape
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import day

table = Table("Claims")

State = Literal["open", "waiting", "answered", "closed"]


class QuestionBody(Asked):
    """What a member wants to know, or adds."""

    text: Prose


class SaidShape(Given):
    """One thing that was said."""

    by: Literal["member", "staff"]
    text: str
    at: datetime


class ConversationShape(Given):
    """One conversation, as the member reads it."""

    id: str
    kind: Literal["missing_points", "question"]
    state: State
    order_number: str | None
    note: str | None
    asked_at: datetime
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
    return ConversationsShape(data=[_shape(each) for each in found])


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


def _told(ask: Ask, claim: SupportClaim) -> ClaimShape:
    return ClaimShape(
        id=public_id("clm", claim.claim_id),
        state=claim.state,  # type: ignore[arg-type]  # the table knows these only
        text=ask.voice.say("claim.open", date=day(ask, claim.due_at)),
    )


def _shape(found: Conversation) -> ConversationShape:
    claim = found.claim
    return ConversationShape(
        id=public_id("clm", claim.claim_id),
        kind=claim.kind,  # type: ignore[arg-type]  # the table knows these only
        state=claim.state,  # type: ignore[arg-type]  # the table knows these only
        order_number=claim.order_number,
        note=claim.note,
        asked_at=claim.created_at,
        said=[
            SaidShape(
                by="member" if each.author == "member" else "staff",
                text=each.text or "",
                at=each.at,
            )
            for each in found.messages
        ],
    )
