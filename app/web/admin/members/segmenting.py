"""Segments: who belongs, how many now, ready ones, and a form of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.programme.segments import Segment
from app.domain.programme.segments_words import who_in_words
from app.domain.staff import Right
from app.domain.words import Language
from app.services import segment_desk
from app.services.programme_desk import Meanwhile
from app.services.segment_desk import FACTS, ROWS, Counted, Row
from app.storage.programmes import DraftChanged
from app.storage.segments import SegmentState
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import WHOLE, Typed
from app.web.admin.members.segment_beside import LISTED, listed, used
from app.web.admin.programme.fields.reading import Unfit, exact_of, whole_of
from app.web.admin.programme.fields.tables import amount_of
from app.web.admin.programme.work import bar_of, lay_out, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.words import knows, say

pages = Pages("segments")

AT: Final = "/members/segments"
WRONG: Final = 400
CONFLICT: Final = 409
MATCHES: Final = ("all", "any", "none")


@pages.page("GET", AT, right=Right.READ)
def list_segments(ask: Ask) -> View:
    """Show the segments of the draft, with how many they had last."""
    desk = lay_out(ask)
    document = desk.document

    def read(uow: UnitOfWork) -> dict[str, SegmentState]:
        return segment_desk.states(uow)

    found = ask.run(read)
    known = {segment.id for segment in document.segments}
    return View(
        "admin/members/segments.html",
        {
            "bar": bar_of(desk),
            "segments": [
                (
                    each,
                    _title(ask, each),
                    _words(ask, document, each),
                    found.get(each.id),
                )
                for each in document.segments
            ],
            "ready": [
                (name, ask.say(f"segments.ready.{name}"))
                for name in segment_desk.ready(document, ask.office.currency)
                if name not in known
            ],
        },
    )


@pages.page("GET", f"{AT}/new", right=Right.PROGRAMME)
def new_segment(ask: Ask) -> View:
    """Show the form, empty or filled from a ready segment."""
    desk = lay_out(ask)
    data = segment_desk.ready(desk.document, ask.office.currency).get(
        ask.query.get("ready", "")
    )
    if data is None:
        return _view(ask, desk.document, desk.digest, name="", match="all", rows=[])
    name = str(data["id"])
    loaded = _with(desk.document, data)
    counted = _count(ask, loaded, name)
    found = segment_desk.rows_of(_segment(loaded, name))
    match, rows = found or ("all", [])
    return _view(
        ask,
        desk.document,
        desk.digest,
        name=ask.say(f"segments.ready.{name}"),
        match=match,
        rows=rows,
        counted=counted,
        raw=None if found else name,
        words=_words(ask, loaded, _segment(loaded, name)),
    )


@pages.page("POST", f"{AT}/ready/<name>", right=Right.PROGRAMME)
def take_segment(ask: Ask) -> View | Redirect:
    """Put a ready segment into the draft as it is."""
    desk = lay_out(ask)
    data = segment_desk.ready(desk.document, ask.office.currency).get(ask.path["name"])
    if data is None:
        raise NoSuchThing(f"there is no ready segment {ask.path['name'][:60]}")
    title = {each.value: say(f"segments.ready.{data['id']}", each) for each in Language}
    document = _with(desk.document, {**data, "title": title})
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        raise DraftChanged(expected=desk.digest, found=saved.digest)
    return saved_to(ask, saved, AT, ask.say("segments.saved"))


@pages.page("GET", f"{AT}/<id>", right=Right.READ)
def show_segment(ask: Ask) -> View:
    """Show one segment: its questions, how many, a few of them."""
    return _one(ask)


def _one(ask: Ask, wrong: str = "", status: int = 200) -> View:
    desk = lay_out(ask)
    segment = _segment(desk.document, ask.path["id"])
    found = segment_desk.rows_of(segment)
    match, rows = found or ("all", [])
    return _view(
        ask,
        desk.document,
        desk.digest,
        name=_title(ask, segment),
        match=match,
        rows=rows,
        counted=_count(ask, desk.document, segment.id),
        raw=None if found else segment.id,
        segment_id=segment.id,
        words=_words(ask, desk.document, segment),
        errors={WHOLE: wrong} if wrong else {},
        status=status,
    )


@pages.page("POST", f"{AT}/new", right=Right.PROGRAMME)
def add_segment(ask: Ask) -> View | Redirect:
    """Count, or put a new segment into the draft."""
    return _save(ask, None)


@pages.page("POST", f"{AT}/<id>", right=Right.PROGRAMME)
def change_segment(ask: Ask) -> View | Redirect:
    """Count, or save a segment into the draft."""
    return _save(ask, ask.path["id"])


@pages.page("POST", f"{AT}/<id>/remove", right=Right.PROGRAMME)
def remove_segment(ask: Ask) -> View | Redirect:
    """Take a segment out of the draft; that can be undone."""
    desk = lay_out(ask)
    segment = _segment(desk.document, ask.path["id"])
    data = desk.document.model_dump(mode="json", exclude_none=True)
    data["segments"] = [one for one in data["segments"] if one["id"] != segment.id]
    try:
        document = load_document(data)
    except DocumentInvalid as error:
        found = [problem_words(each, ask.language) for each in error.problems]
        return _one(ask, " ".join(found), WRONG)
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        return _one(ask, ask.say("segments.meanwhile"), CONFLICT)
    return saved_to(ask, saved, AT, ask.say("segments.removed"))


def _save(ask: Ask, segment_id: str | None) -> View | Redirect:
    desk = lay_out(ask)
    base = ask.sent.get("base", desk.digest)
    name, match, rows = ask.sent.get("name", "").strip(), _match(ask), _rows(ask)
    shown: dict[str, Any] = {
        "name": name,
        "match": match,
        "rows": rows,
        "segment_id": segment_id,
    }
    if ask.sent.get("deed") == "add":
        return _view(ask, desk.document, base, added=True, **shown)
    errors: dict[str, str] = {}
    plain = [_plain(ask, number, row, errors) for number, row in enumerate(rows)]
    questions = segment_desk.asked(
        plain, ask.office.currency, desk.document.main_points
    )
    if not name:
        errors["name"] = ask.say("segments.no_name")
    if not questions:
        errors["fact0"] = ask.say("segments.no_question")
    if errors:
        return _view(ask, desk.document, base, errors=errors, status=WRONG, **shown)
    chosen = segment_id or _new_id(desk.document, name)
    data = {
        "id": chosen,
        "title": name,
        "who": {"match": match, "items": questions},
    }
    try:
        document = _with(desk.document, data)
    except DocumentInvalid as error:
        for each in error.problems:
            words = problem_words(each, ask.language)
            errors.setdefault(segment_desk.field_of(each, rows), words)
        # A group of wrong conditions is wrong too, and has nothing more to say.
        if len(errors) > 1:
            errors.pop(WHOLE, None)
        return _view(ask, desk.document, base, errors=errors, status=WRONG, **shown)
    if ask.sent.get("deed") == "count":
        counted = _count(ask, document, chosen)
        words = _words(ask, document, _segment(document, chosen))
        return _view(ask, document, base, counted=counted, words=words, **shown)
    saved = save(ask, document, base_digest=base)
    if isinstance(saved, Meanwhile):
        text = {WHOLE: " ".join([ask.say("segments.meanwhile"), *saved.theirs])}
        return _view(
            ask, desk.document, saved.digest, errors=text, status=CONFLICT, **shown
        )
    return saved_to(ask, saved, AT, ask.say("segments.saved"))


def _match(ask: Ask) -> str:
    said = ask.sent.get("match", "all")
    return said if said in MATCHES else "all"


def _rows(ask: Ask) -> list[Row]:
    def said(name: str, number: int) -> str:
        return ask.sent.get(f"{name}{number}", "").strip()

    rows = [
        Row(*(said(name, number) for name in ("fact", "low", "high", "days", "names")))
        for number in range(ROWS)
    ]
    rows = [
        replace(row, names=", ".join(chosen))
        if (chosen := ask.sent.getlist(f"{row.fact}{number}")) and row.fact in LISTED
        else row
        for number, row in enumerate(rows)
    ]
    # Rows behind the last that was sent are none; one in between stays where it is.
    while rows and rows[-1] == Row():
        rows.pop()
    return rows


def _plain(ask: Ask, number: int, row: Row, errors: dict[str, str]) -> Row:
    """Return a question with its numbers as the document writes them."""
    found = {"low": row.low, "high": row.high, "days": row.days}
    taken: tuple[str, ...] = FACTS.get(row.fact, ())
    for name, text in found.items():
        at, language = f"{name}{number}", ask.language
        if not text or name not in taken:
            continue
        try:
            if row.fact == "spend" and name != "days":
                found[name] = amount_of(at, text, ask.office.currency, language)
            elif row.fact == "rhythm" and name == "low":
                found[name] = exact_of(at, text, language)
            else:
                found[name] = str(whole_of(at, text))
        except Unfit as unfit:
            errors[unfit.part] = ask.say(unfit.key, **unfit.gaps)
    return replace(row, **found)


def _shown_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the questions that are asked, and room for one more."""
    shown = list(rows)
    if len(shown) < ROWS:
        shown.append(Row())
    return shown


def _new_id(document: ProgrammeDocument, name: str) -> str:
    """Return an id that no segment has, made of a name's letters."""
    known = {segment.id for segment in document.segments}
    letters = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in name
    )
    stem = "-".join(part for part in letters.lower().split("-") if part)[:40]
    first = stem if stem and stem[0].isalpha() else f"segment-{stem}".rstrip("-")
    number, found = 2, first
    while found in known:
        found, number = f"{first}-{number}", number + 1
    return found


def _with(document: ProgrammeDocument, segment: dict[str, Any]) -> ProgrammeDocument:
    """Return the document with a segment added, or in the place of its namesake.

    Raises:
        DocumentInvalid: It asks what can't be asked.
    """
    data = document.model_dump(mode="json", exclude_none=True)
    listed = list(data.get("segments", ()))
    kept = [one["id"] for one in listed]
    if segment["id"] in kept:
        at = kept.index(segment["id"])
        listed[at] = {**listed[at], **segment}
    else:
        listed.append(segment)
    return load_document({**data, "segments": listed})


def _segment(document: ProgrammeDocument, segment_id: str) -> Segment:
    found: Segment | None = document.item("segments", segment_id)
    if found is None:
        raise NoSuchThing(f"there is no segment {segment_id[:60]}")
    return found


def _count(ask: Ask, document: ProgrammeDocument, segment_id: str) -> Counted:
    segment = _segment(document, segment_id)
    return ask.run(lambda uow: segment_desk.count(ask.env, uow, document, segment))


def _title(ask: Ask, segment: Segment) -> str:
    if segment.title is not None:
        return segment.title.say(ask.language)
    key = f"segments.ready.{segment.id}"
    return ask.say(key) if knows(key) else segment.id


def _words(ask: Ask, document: ProgrammeDocument, segment: Segment) -> str:
    return who_in_words(document, segment.who, ask.language)


def _view(
    ask: Ask,
    document: ProgrammeDocument,
    base: str,
    *,
    name: str,
    match: str,
    rows: Sequence[Row],
    segment_id: str | None = None,
    counted: Counted | None = None,
    raw: str | None = None,
    words: str = "",
    errors: Mapping[str, str] | None = None,
    added: bool = False,
    status: int = 200,
) -> View:
    form: Typed[Any] = Typed(errors=dict(errors or {}))
    return View(
        "admin/members/segment.html",
        {
            "bar": bar_of(lay_out(ask)),
            "base": base,
            "name": name,
            "match": match,
            "matches": [(each, ask.say(f"segments.match.{each}")) for each in MATCHES],
            "rows": _shown_rows(rows),
            "more": len(rows) < ROWS - 1,
            "added": added,
            "form": form,
            "listed": listed(ask, document),
            "overlaps": [
                (_title(ask, _segment(document, name)), members)
                for name, members in (counted.overlaps if counted else {}).items()
            ],
            "used": used(ask, document, segment_id) if segment_id else [],
            "facts": [(each, ask.say(f"segments.fact.{each}")) for each in FACTS],
            "segment_id": segment_id,
            "counted": counted,
            "raw": raw,
            "words": words,
            "currency": ask.office.currency,
            "asset": document.main_points,
        },
        status,
    )
