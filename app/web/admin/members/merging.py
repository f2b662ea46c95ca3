"""Two members who are one person: found, compared, and made one."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel

from app.domain.errors import Busy, Refused
from app.domain.ids import public_id
from app.domain.staff import Right
from app.services import member_list, merge_page, merging
from app.services.member_list import Listed
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.members.picking import shown_of
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("merging")

LIVING = ("active", "shadow")
MOST = 10
WORD = 6


class MergeForm(BaseModel):
    """Who goes, and the end of their number, typed."""

    gone: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The one who stays and the one who goes."""

    kept: Listed
    gone: Listed | None


@pages.page("GET", "/members/<id>/merge", right=Right.MEMBERS)
def choose(ask: Ask) -> View:
    """Find the other one; show both side by side."""
    return _view(ask, filled({"gone": ask.query.get("gone", "")}))


@pages.page("POST", "/members/<id>/merge", right=Right.MEMBERS)
def merge(ask: Ask) -> View | Redirect:
    """Make one member of two; the one of this page stays."""
    kept_id, typed = ask.id_of("id"), ask.form(MergeForm)
    said = typed.value
    if said is None:
        return _view(ask, typed, 400)
    if ask.run(lambda uow: _guest_stays(uow, kept_id, said.gone)):
        return _view(ask, typed, 400)
    if said.number.lower() != _word(said.gone):
        number = _word(said.gone)
        typed.refuse("number", ask.say("say.confirm_wrong", number=number))
        return _view(ask, typed, 400)

    def write(uow: UnitOfWork) -> None:
        rows = MemberRepository(uow).many([kept_id, said.gone])
        if _done(rows.get(said.gone), kept_id):
            return  # asked for twice
        _refuse_unfit(rows.get(kept_id), rows.get(said.gone))
        merging.merge(ask.env, uow, kept=kept_id, gone=said.gone, actor=ask.staff.actor)
        facts = {"gone": str(said.gone)}
        ask.audit(uow, "member.merged", f"member:{kept_id}", after=facts)

    try:
        ask.run(write)
    except (Refused, Busy) as error:
        typed.refuse("number", ask.why(error))
        return _view(ask, typed, 400)
    return Redirect(address_of(f"/members/{kept_id}"), told=ask.say("merge.done"))


def _done(gone: MemberRow | None, kept_id: UUID) -> bool:
    """Tell whether just this was done already, by another click."""
    return gone is not None and gone.merged_into == kept_id


def _refuse_unfit(kept: MemberRow | None, gone: MemberRow | None) -> None:
    """Two different, living members of this programme are wanted.

    Raises:
        NoSuchThing: One of them is missing, gone already, or both are one.
    """
    if kept is None or gone is None or kept.member_id == gone.member_id:
        raise NoSuchThing("two different members are needed")
    if kept.state not in LIVING or gone.state not in LIVING:
        raise NoSuchThing("one of the two has left, was merged or erased")


def _guest_stays(uow: UnitOfWork, kept_id: UUID, gone_id: UUID) -> bool:
    """Tell whether a member would go and a guest, who can't redeem, would stay."""
    rows = MemberRepository(uow).many([kept_id, gone_id])
    states = [rows[one].state for one in (kept_id, gone_id) if one in rows]
    return states == ["shadow", "active"]


def _word(member_id: UUID) -> str:
    return public_id("mem", member_id)[-WORD:].lower()


def _view(ask: Ask, form: Typed[MergeForm], status: int = 200) -> View:
    shown = shown_of(ask)
    kept_id = ask.id_of("id")
    if shown is None:
        raise NoSuchThing("there is no programme yet")
    said = ask.query.get("q", "").strip()

    def read(uow: UnitOfWork) -> tuple[Pair, list[Listed]]:
        wanted = [kept_id]
        gone_id = _id(form.get("gone"))
        if gone_id == kept_id:
            gone_id = None
        if gone_id is not None:
            wanted.append(gone_id)
        rows = {
            one.member.member_id: one for one in member_list.some(uow, wanted, shown)
        }
        if kept_id not in rows:
            raise NoSuchThing("no such member")
        gone = rows.get(gone_id) if gone_id is not None else None
        found = member_list.search(uow, said, shown, limit=MOST).rows if said else ()
        others = [
            one
            for one in found
            if one.member.member_id != kept_id and one.member.state in LIVING
        ]
        return Pair(rows[kept_id], gone), others

    pair, others = ask.run(read)
    guest_stays = _turned(pair)
    after: Listed | None = None
    if pair.gone is not None and not guest_stays:
        gone = pair.gone.member.member_id
        try:
            after = merge_page.together(
                ask.env, ask.programme_id, kept=kept_id, gone=gone, shown=shown
            )
        except (Refused, Busy) as error:
            form.refuse("", ask.why(error))
    return View(
        "admin/members/merge.html",
        {
            "pair": pair,
            "others": others,
            "said": said,
            "form": form,
            "guest_stays": guest_stays,
            "after": after,
            "word": _word(pair.gone.member.member_id) if pair.gone else "",
            "tiers": member_list.tier_titles(shown.document, ask.language),
            "at": f"/members/{kept_id}",
        },
        status,
    )


def _turned(pair: Pair) -> bool:
    """Tell whether the guest would stay and the member go."""
    if pair.gone is None:
        return False
    return (pair.kept.member.state, pair.gone.member.state) == ("shadow", "active")


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
