"""Everything that is kept about one person, as a file for that person."""

from app.domain.staff import Right
from app.services import data_files
from app.storage.legal import LegalRepository, Notice
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.person import called
from app.web.admin.route import Ask, Download, Pages, View
from app.web.admin.settings.requests import form_asked

pages = Pages("personal")


@pages.page("GET", "/members/<id>/data", right=Right.EXPORT, sensitive=True)
def data_form(ask: Ask) -> View:
    """Say what will be in the file, and who it says keeps the data."""
    member_id = ask.id_of("id")

    def read(uow: UnitOfWork) -> tuple[MemberRow, Notice]:
        return MemberRepository(uow).get(member_id), LegalRepository(uow).notice()

    member, notice = ask.run(read)
    said = {
        "name": called(member) or ask.say("members.nameless"),
        "company": notice.company
        or data_files.merchant_name(ask.env, ask.programme_id),
        "stated": bool(notice.company),
        "at": f"/members/{member_id}",
    }
    return View("admin/members/data.html", said)


@pages.page("POST", "/members/<id>/data/file", right=Right.EXPORT, sensitive=True)
def data_file(ask: Ask) -> Download:
    """Make the file and hand it over."""
    member_id, form = ask.id_of("id"), form_asked(ask)
    witness = ask.witness(
        "member.data_exported", f"member:{member_id}", after={"form": form}
    )
    file = data_files.of_member(ask.env, ask.programme_id, member_id, form, witness)
    return Download([file.content], file.filename, file.content_type)
