"""Imports: the list, the upload, and what one would do, does, and did."""

from typing import Any, Final
from uuid import UUID

from app.domain.errors import Malformed, SetiaError
from app.domain.goodwill import Over
from app.domain.importing.reading import MOST_BYTES
from app.domain.importing.sources import SOURCES
from app.domain.staff import Right
from app.domain.typed_numbers import Unread, read_whole
from app.services.importing import agreeing, desk, errors
from app.services.staff.audit import Fact
from app.storage.importing import ImportRepository, ImportRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Download, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.words import knows

pages = Pages("importing")

AT: Final = "/members/import"
STEPS: Final = ("source", "upload", "columns", "options", "check", "run", "report")
SAID: Final = frozenset({"import.started", "import.approved"})
"""Deeds whose entry in the audit trail says how many points they are about."""
STEP_OF: Final = {
    "uploaded": "columns",
    "checking": "check",
    "checked": "check",
    "running": "run",
    "stopped": "run",
    "failed": "run",
}
"""Where an import stands; all else is the report."""
ROOM_BYTES: Final = 64 * 1024
"""For the rest of the form around the file."""


@pages.page("GET", AT, right=Right.MEMBERS)
def imports(ask: Ask) -> View:
    """Show the imports there were."""

    def read(uow: UnitOfWork) -> list[ImportRow]:
        return ImportRepository(uow).recent(desk.RECENT)

    said = {"rows": ask.run(read), "sources": SOURCES}
    return View("admin/members/imports.html", said)


@pages.page("GET", f"{AT}/new", right=Right.MEMBERS)
def import_new(ask: Ask) -> View:
    """Ask for the source, then for the file."""
    return _new(ask, filled({"source": ask.query.get("source", "")}))


@pages.page(
    "POST",
    f"{AT}/new",
    right=Right.MEMBERS,
    largest_bytes=MOST_BYTES + ROOM_BYTES,
)
def import_upload(ask: Ask) -> View | Redirect:
    """Keep the file; what can't be read is told at once."""
    source = ask.sent.get("source", "")
    typed: Typed[Any] = filled({"source": source})
    sent = ask.files.get("file")
    if sent is None or not sent.filename:
        typed.refuse("file", ask.say("import.file_missing"))
        return _new(ask, typed, 400)
    name, data = sent.filename, sent.stream.read(MOST_BYTES + 1)
    sent.close()
    try:
        row = desk.upload(
            ask.env,
            ask.programme_id,
            data,
            name=name,
            source=source if source in SOURCES else "generic",
            actor=ask.staff.actor,
        )
    except Malformed as error:
        typed.refuse("file", ask.why(error))
        return _new(ask, typed, 400)
    return Redirect(address_of(f"{AT}/{row.import_id}/columns"))


def _new(ask: Ask, form: Typed[Any], status: int = 200) -> View:
    chosen = form.get("source")
    names = [
        (code, ask.say("import.source.generic") if code == "generic" else source.name)
        for code, source in SOURCES.items()
    ]
    step = "upload" if chosen in SOURCES else "source"
    said = {"form": form, "sources": names, "chosen": chosen}
    return View("admin/members/import_new.html", said | steps(step), status)


def steps(step: str) -> dict[str, Any]:
    """Return where in the seven steps a page stands."""
    return {"steps": STEPS, "step": step, "at_step": STEPS.index(step) + 1}


def found(ask: Ask) -> ImportRow:
    """Return the import that the address names."""
    import_id = ask.id_of("id")
    return ask.run(lambda uow: ImportRepository(uow).get(import_id))


@pages.page("GET", f"{AT}/<id>", right=Right.MEMBERS)
def import_page(ask: Ask) -> View | Redirect:
    """Show how far it is: what would be, how it goes, what was."""
    row = found(ask)
    if row.state == "uploaded" and row.problem is None:
        return Redirect(address_of(f"{AT}/{row.import_id}/columns"))
    return _page(ask, row)


def _page(
    ask: Ask, row: ImportRow, status: int = 200, form: Typed[Any] | None = None
) -> View:
    figures = row.done if row.begun_at is not None else (row.checked or {})
    faults = errors.fault_counts(ask.env, ask.programme_id, row)
    until = desk.undo_until(row)
    said = {
        "row": row,
        "working": desk.working(row),
        "figures": figures,
        "source": SOURCES[row.options["source"]].name,
        "asset": row.options["asset"],
        "faults": [(code, _fault(ask, code), n) for code, n in faults],
        "second": _second(ask, row),
        "mine": agreeing.is_author(row, ask.staff.actor),
        "undo_until": until if until is not None and until > ask.now else None,
        "why_failed": _why(ask, row),
        "form": form or filled({}),
    }
    step = steps(STEP_OF.get(row.state, "report"))
    return View("admin/members/import.html", said | step, status)


def _second(ask: Ask, row: ImportRow) -> Over | None:
    """Return beyond which limit of who looks it is, while nobody agreed to it."""
    if row.state != "checked" or row.approved_by is not None:
        return None
    return ask.run(lambda uow: agreeing.beyond(ask.env, uow, row, ask.staff))


def _fault(ask: Ask, code: str) -> str:
    key = f"import.fault.{code}"
    return ask.say(key) if knows(key) else code


def _why(ask: Ask, row: ImportRow) -> str:
    key = f"why.{row.problem}"
    return ask.say(key) if row.problem and knows(key) else (row.problem or "")


@pages.page("GET", f"{AT}/<id>/progress", right=Right.MEMBERS)
def import_progress(ask: Ask) -> View | Redirect:
    """Show how far it is; once it is through, the page itself."""
    row = found(ask)
    if not desk.working(row) or not ask.hx:
        return Redirect(address_of(f"{AT}/{row.import_id}"))
    return View("admin/members/import_progress.html", {"row": row})


@pages.page("GET", f"{AT}/<id>/why", right=Right.MEMBERS)
def import_why(ask: Ask) -> View:
    """Say how the figures are counted."""
    return View("admin/members/import_why.html", {"row": found(ask)})


@pages.page("GET", f"{AT}/<id>/errors", right=Right.MEMBERS)
def import_errors(ask: Ask) -> Download:
    """Give the rows that were left out, with their reasons."""
    row = found(ask)

    def say(code: str) -> str:
        return _fault(ask, code)

    lines = errors.error_file(ask.env, ask.programme_id, row, say)
    return Download(lines, f"import-{row.import_id}-errors.csv")


def _said(row: ImportRow) -> dict[str, Fact]:
    """Return how much somebody began, or agreed to."""
    tried = row.checked or {}
    points = tried.get("given", 0) + tried.get("pending", 0)
    return {"count": tried.get("people", 0), "points": points}


def _deed(ask: Ask, action: str, act: Any) -> View | Redirect:  # noqa: ANN401 - a deed
    """Do something to an import; a refusal stands on its page."""
    row = found(ask)

    def write(uow: UnitOfWork) -> None:
        act(uow, row.import_id)
        after = _said(row) if action in SAID else None
        ask.audit(uow, action, f"import:{row.import_id}", after=after)

    try:
        ask.run(write)
    except SetiaError as error:
        form: Typed[Any] = filled({})
        form.refuse("", ask.why(error))
        return _page(ask, found(ask), 400, form)
    return Redirect(address_of(f"{AT}/{row.import_id}"))


@pages.page("POST", f"{AT}/<id>/run", right=Right.MEMBERS, sensitive=True)
def import_run(ask: Ask) -> View | Redirect:
    """Begin, or go on."""

    def act(uow: UnitOfWork, import_id: UUID) -> None:
        desk.start(ask.env, uow, import_id, ask.staff)

    return _deed(ask, "import.started", act)


@pages.page("POST", f"{AT}/<id>/stop", right=Right.MEMBERS)
def import_stop(ask: Ask) -> View | Redirect:
    """Let it end after what is in hand."""

    def act(uow: UnitOfWork, import_id: UUID) -> None:
        desk.stop(uow, import_id)

    return _deed(ask, "import.stopped", act)


@pages.page("POST", f"{AT}/<id>/approve", right=Right.APPROVE, sensitive=True)
def import_approve(ask: Ask) -> View | Redirect:
    """Give the second person's word."""

    def act(uow: UnitOfWork, import_id: UUID) -> None:
        staff = ask.staff
        desk.approve(uow, import_id, actor=staff.actor, role=staff.role)

    return _deed(ask, "import.approved", act)


@pages.page("POST", f"{AT}/<id>/undo", right=Right.MEMBERS, sensitive=True)
def import_undo(ask: Ask) -> View | Redirect:
    """Take everything back, once the number was typed."""
    row = found(ask)
    people = row.done.get("people", 0)
    form: Typed[Any] = filled(
        {"number": ask.sent.get("number", ""), "stay": ask.sent.getlist("stay")}
    )
    try:
        typed = read_whole(form.get("number"))
    except Unread:
        typed = -1
    if typed != people:
        form.refuse("number", ask.say("import.undo_wrong", people))
        return _page(ask, row, 400, form)
    stays = "yes" in ask.sent.getlist("stay")

    def act(uow: UnitOfWork, import_id: UUID) -> None:
        desk.undo(ask.env, uow, import_id, leave_touched=stays)

    return _deed(ask, "import.undone", act)
