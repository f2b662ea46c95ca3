"""A merge of two members, seen before it is undone, and undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.errors import Busy, Conflict, Refused
from app.domain.ids import public_id
from app.domain.staff import Right
from app.services import merge_page, unmerging
from app.services.member_list import tier_titles
from app.services.merge_page import Listing, Preview
from app.services.merging import PLATFORM
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.picking import shown_of
from app.web.admin.programme.work import names_of, who
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("unmerging")

WORD = 6
AT = "/members/merges/<id>"
OURS = ("platform", "claim", "same_address")


@dataclass(frozen=True, slots=True)
class Line:
    """A merge in a list."""

    merge_id: UUID
    kept_id: UUID
    kept: str
    gone_id: UUID
    gone: str
    merged_at: datetime
    by: str
    undo_until: datetime
    possible: bool
    in_time: bool
    undone_at: datetime | None
    undone_by: str


@pages.page("GET", AT, right=Right.MEMBERS)
def see(ask: Ask) -> View:
    """Show what each will have."""
    return _view(ask)


@pages.page("POST", AT, right=Right.MEMBERS)
def undo(ask: Ask) -> View | Redirect:
    """Make two members of one again."""
    merge_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> UUID:
        done = unmerging.undo(ask.env, uow, merge_id, actor=ask.staff.actor)
        kept_id, gone_id = done.merge.members
        facts = {"gone": str(gone_id), "merge": str(merge_id)}
        ask.audit(uow, "member.unmerged", f"member:{kept_id}", after=facts)
        return kept_id

    try:
        kept_id = ask.run(write)
    except (Refused, Busy, Conflict):
        return _view(ask, 400)
    return Redirect(address_of(f"/members/{kept_id}"), told=ask.say("unmerge.done"))


def lines(ask: Ask, found: Listing) -> list[Line]:
    """Return merges as a list shows them."""
    team = names_of(ask) if found.merges else {}
    made = []
    for one in found.merges:
        row = one.row
        made.append(
            Line(
                row.merge_id,
                row.kept_id,
                name_of(ask, found.people[row.kept_id]),
                row.gone_id,
                name_of(ask, found.people[row.gone_id]),
                row.merged_at,
                _by(ask, row.actor, team),
                one.undo_until,
                one.possible,
                ask.now < one.undo_until and row.erased_at is None,
                row.undone_at,
                _by(ask, row.undone_by or "", team),
            )
        )
    return made


def name_of(ask: Ask, row: MemberRow) -> str:
    """Return what a member is called; who has no name is told by the number."""
    names = [each for each in (row.first_name, row.last_name) if each]
    number = public_id("mem", row.member_id)[-WORD:].lower()
    nobody = f"{ask.say('members.nameless')} {number}"
    return " ".join(names) or row.email or row.phone or nobody


def _by(ask: Ask, actor: str, team: Mapping[str, str]) -> str:
    if actor in OURS:
        return ask.say(f"merges.who.{actor}")
    if actor.startswith("staff:"):
        return who(ask, actor, team)
    return ask.say("merges.who.other")


def _view(ask: Ask, status: int = 200) -> View:
    shown, merge_id = shown_of(ask), ask.id_of("id")
    if shown is None:
        raise NoSuchThing("there is no programme yet")
    row, kept, gone = ask.run(lambda uow: merge_page.pair(uow, merge_id))
    preview: Preview | None = None
    refusal = ""
    try:
        preview = merge_page.preview(ask.env, ask.programme_id, merge_id, shown)
    except (Refused, Busy, Conflict) as error:
        refusal = ask.why(error)
    asset = shown.document.main_points
    return View(
        "admin/members/unmerge.html",
        {
            "preview": preview,
            "refusal": refusal,
            "kept": name_of(ask, kept),
            "gone": name_of(ask, gone),
            "by_shop": row.actor == PLATFORM,
            "came": preview.undone.came.get(asset, 0) if preview else 0,
            "back": preview.undone.back.get(asset, 0) if preview else 0,
            "tiers": tier_titles(shown.document, ask.language),
            "at": f"/members/{row.kept_id}",
            "here": f"/members/merges/{merge_id}",
        },
        status,
    )
