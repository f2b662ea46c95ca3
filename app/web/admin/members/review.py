"""What waits for a second look: deeds above somebody's limits, doubtful referrals."""

from functools import partial
from typing import Final
from uuid import UUID

from app.domain.staff import Right
from app.services import alike, goodwill, merge_page, referral_desk
from app.services.merge_page import Listing
from app.services.referral_desk import Doubtful, Verdict
from app.storage.bulk import BulkRepository
from app.storage.goodwill import ApprovalRow, GoodwillRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.coded import reason
from app.web.admin.members.bulk import summary
from app.web.admin.members.twins import twins
from app.web.admin.members.unmerging import lines
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("review")

AT: Final = "/members/review"
MOST: Final = 50


@pages.page("GET", AT, right=Right.READ)
def review(ask: Ask) -> View:
    """Show what waits."""

    def read(
        uow: UnitOfWork,
    ) -> tuple[list[ApprovalRow], list[ApprovalRow], Doubtful, Listing]:
        desk = GoodwillRepository(uow)
        doubts = referral_desk.doubtful(uow, limit=MOST)
        merges = merge_page.lately(ask.env, uow)
        return desk.waiting(), desk.decided(), doubts, merges

    waiting, decided, doubts, merges = ask.run(read)
    ids = {row.member_id for row in (*waiting, *decided)}
    for row in (*doubts.held, *doubts.blocked):
        ids |= {row.advocate_id, row.friend_id}
    bulk = ask.run(lambda uow: BulkRepository(uow).waiting())
    return View(
        "admin/members/review.html",
        {
            "waiting": waiting,
            "decided": decided,
            "held": doubts.held,
            "blocked": doubts.blocked,
            "most": MOST,
            "reason": partial(reason, ask),
            "twins": twins(ask),
            "merges": lines(ask, merges),
            "bulk": [(row, summary(ask, row)) for row in bulk],
            "names": _names(ask, ids),
            "me": ask.staff.actor,
        },
    )


@pages.page("POST", f"{AT}/approvals/<id>", right=Right.ADJUST, sensitive=True)
def decide(ask: Ask) -> Redirect:
    """Say yes or no to a deed; who asked for it may only take it back."""
    approval_id, approve = ask.id_of("id"), ask.sent.get("say") == "approve"

    def write(uow: UnitOfWork) -> ApprovalRow:
        row = goodwill.decide(ask.env, uow, ask.staff, approval_id, approve=approve)
        deed = "approval.approved" if approve else "approval.refused"
        facts = {"approval": str(approval_id)}
        ask.audit(uow, deed, f"member:{row.member_id}", after=facts)
        return row

    ask.run(write)
    told = ask.say("review.approved" if approve else "review.refused")
    return Redirect(address_of(AT), told=told)


@pages.page("POST", f"{AT}/referrals/<id>", right=Right.APPROVE)
def decide_referral(ask: Ask) -> Redirect:
    """Let a held referral through, or refuse it."""
    referral_id, approve = ask.id_of("id"), ask.sent.get("say") == "approve"
    verdict = Verdict("approved" if approve else "refused", "", ask.staff.actor)

    def write(uow: UnitOfWork) -> None:
        referral_desk.decide(ask.env, uow, referral_id, verdict)
        deed = "referral.approved" if approve else "referral.refused"
        ask.audit(uow, deed, f"referral:{referral_id}")

    ask.run(write)
    told = ask.say("review.approved" if approve else "review.refused")
    return Redirect(address_of(AT), told=told)


@pages.page("POST", f"{AT}/alike/<first>/<second>", right=Right.MEMBERS)
def tell_apart(ask: Ask) -> Redirect:
    """Remember that two are not one person."""
    pair = ask.id_of("first"), ask.id_of("second")

    def write(uow: UnitOfWork) -> None:
        if alike.tell_apart(ask.env, uow, pair, by=ask.staff.actor):
            facts = {"other": str(pair[1])}
            ask.audit(uow, "member.apart", f"member:{pair[0]}", after=facts)

    ask.run(write)
    again = address_of(f"{AT}/alike/{pair[0]}/{pair[1]}/again")
    return Redirect(address_of(AT), told=ask.say("review.apart_done"), undo=again)


@pages.page("POST", f"{AT}/alike/<first>/<second>/again", right=Right.MEMBERS)
def pair_again(ask: Ask) -> Redirect:
    """Let two be a pair again."""
    pair = ask.id_of("first"), ask.id_of("second")

    def write(uow: UnitOfWork) -> None:
        if alike.take_back(uow, pair):
            facts = {"other": str(pair[1])}
            ask.audit(uow, "member.pair_again", f"member:{pair[0]}", after=facts)

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("review.pair_again"))


def _names(ask: Ask, ids: set[UUID]) -> dict[UUID, str]:
    rows = ask.run(lambda uow: dict(MemberRepository(uow).many(ids)))
    return {each: _name(ask, row) for each, row in rows.items()}


def _name(ask: Ask, row: MemberRow) -> str:
    names = [each for each in (row.first_name, row.last_name) if each]
    return " ".join(names) or row.email or ask.say("members.nameless")
