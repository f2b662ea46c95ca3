"""The draft: compared, discarded, published, undone; the versions before it."""

from typing import Any, Literal
from urllib.parse import urlencode

from app.domain.errors import SetiaError
from app.domain.programme.canonical import canonical, digest
from app.domain.programme.comparing import changes_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.staff import Right
from app.domain.words import Language
from app.services import programme_desk, programme_sense, programmes, tier_preview
from app.services.programme_desk import Desk, Meanwhile
from app.services.programmes import Published
from app.services.staff.audit import Witness
from app.services.tier_preview import Preview
from app.storage.programmes import DraftChanged
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed
from app.web.admin.programme.places import PREFIX
from app.web.admin.programme.work import (
    bar_of,
    lay_out,
    names_of,
    said_in,
    save,
    told_problems,
    who,
)
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View

pages = Pages("programme_draft")
MANY = 25
"""From so many moved members on, the number is typed before publishing."""
WRONG = 400
DIGITS = 9


@pages.page("GET", "/programme/draft", right=Right.READ)
def compare(ask: Ask) -> View:
    """Show what publishing the draft would change."""
    desk = lay_out(ask)
    return View("admin/programme/compare.html", _compared(ask, desk))


def _compared(ask: Ask, desk: Desk) -> dict[str, Any]:
    usual = ask.run(
        lambda uow: programme_sense.usual_order(ask.env, uow, ask.office.currency)
    )
    before = None
    if desk.live is not None:
        before = programme_sense.typical(ask.env, desk.live, usual)
    after = programme_sense.typical(ask.env, desk.document, usual)
    beside = ask.run(lambda uow: programme_sense.known(uow, desk.document))
    doubts = (*desk.notices, *programme_sense.doubts(desk.document, after, beside))
    asked = ask.query.get("in")
    known = {language.value: language for language in Language}
    language = known.get(asked or "", ask.language)
    return {
        "bar": bar_of(desk),
        "desk": desk,
        "words": desk.words(language) if desk.draft else (),
        "said_in": language.value,
        "saved_by": who(ask, None if desk.draft is None else desk.draft.saved_by),
        "blocks": told_problems(
            ask, desk.hindrances, severe=True, document=desk.document
        ),
        "doubts": told_problems(ask, doubts, severe=False, document=desk.document),
        "before": before,
        "after": after,
    }


@pages.page("POST", "/programme/draft/discard", right=Right.PROGRAMME)
def discard(ask: Ask) -> Redirect:
    """Take the draft away; that can be undone."""
    desk = lay_out(ask)
    if desk.live is None:
        raise NoSuchThing("the first draft can't be discarded")
    back, seen = "/programme", ask.query.get("draft")
    try:
        programmes.discard_draft(ask.env, ask.programme_id, expected_digest=seen)
    except DraftChanged:
        changed = ask.say("programme.publish.changed")
        return Redirect(f"{PREFIX}/programme/draft", told=changed)
    undo = urlencode({"done": digest(desk.live), "to": desk.digest, "back": back})
    return Redirect(
        PREFIX + back,
        told=ask.say("programme.discarded"),
        undo=f"{PREFIX}/programme/draft/undo?{undo}",
    )


@pages.page("POST", "/programme/draft/undo", right=Right.PROGRAMME)
def undo(ask: Ask) -> Redirect:
    """Put the draft back to what it was."""
    back = ask.query.get("back", "/programme")
    if not back.startswith(("/programme", "/campaigns", "/storefront")):
        back = "/programme"
    programme_desk.undo(
        ask.env,
        ask.programme_id,
        done_digest=ask.query.get("done", ""),
        to_digest=ask.query.get("to", ""),
        actor=ask.staff.actor,
    )
    return Redirect(PREFIX + back, told=ask.say("programme.undone"))


def _preview(ask: Ask, document: ProgrammeDocument) -> Preview | None:
    if not document.tiers or ask.office.version is None:
        return None
    return ask.run(lambda uow: tier_preview.preview(ask.env, uow, document, sample=0))


def _with_on_change(document: ProgrammeDocument, wish: str) -> ProgrammeDocument:
    if wish not in ("nobody_drops", "recount"):
        return document
    data = canonical(document)
    data["tier_terms"] = {**data["tier_terms"], "on_change": wish}
    return load_document(data)


@pages.page("GET", "/programme/publish", right=Right.PROGRAMME)
def ask_publish(ask: Ask) -> View:
    """Show what publishing does, before it is done."""
    return _publish_view(ask, Typed[Any]())


def _publish_view(ask: Ask, form: Typed[Any], *, status: int = 200) -> View:
    desk = lay_out(ask)
    wish = form.get("on_change") or desk.document.tier_terms.on_change
    counts: dict[str, Preview] = {}
    if desk.draft is not None and _tiers_changed(desk):
        for one in ("nobody_drops", "recount"):
            found = _preview(ask, _with_on_change(desk.document, one))
            if found is not None:
                counts[one] = found
    said = _compared(ask, desk)
    moved = _moved(counts.get(wish))
    form.said = {**form.said, "on_change": wish}
    return View(
        "admin/programme/publish.html",
        {
            **said,
            "form": form,
            "counts": counts,
            "moved": moved,
            "confirm": moved >= MANY,
        },
        status=status,
    )


def _tiers_changed(desk: Desk) -> bool:
    parts = {change.section for change in desk.changes}
    return bool(parts & {"tiers", "tier_terms", "metrics"})


def _moved(found: Preview | None) -> int:
    return 0 if found is None else found.up_now + found.down_now


@pages.page("POST", "/programme/publish", right=Right.PROGRAMME)
def publish(ask: Ask) -> View | Redirect:
    """Put the draft into force."""
    said = said_in(ask.sent)
    form: Typed[Any] = Typed(said=said, many={name: [v] for name, v in said.items()})
    desk = lay_out(ask)
    if said.get("digest") != desk.digest:
        form.refuse("", ask.say("programme.publish.changed"))
        return _publish_view(ask, form, status=409)
    if said.get("live", "") != str(desk.live_version or ""):
        form.refuse("", ask.say("programme.publish.live_changed"))
        return _publish_view(ask, form, status=409)
    document = desk.document
    if _tiers_changed(desk):
        document = _with_on_change(document, said.get("on_change", ""))
        moved = _moved(_preview(ask, document))
        typed = said.get("confirm", "").strip().replace(".", "").replace(",", "")
        if moved >= MANY and typed != str(moved):
            form.refuse("confirm", ask.say("programme.publish.type", moved))
            return _publish_view(ask, form, status=WRONG)
    try:
        expected = desk.digest
        if document != desk.document:
            saved = save(ask, document, base_digest=desk.digest)
            if isinstance(saved, Meanwhile):
                form.refuse("", ask.say("programme.publish.changed"))
                return _publish_view(ask, form, status=409)
            expected = saved.digest
        done = programmes.publish(
            ask.env,
            ask.programme_id,
            expected_digest=expected,
            compared_with=desk.live_version,
            actor=ask.staff.actor,
            note=said.get("note") or None,
            witness=_writing(ask, "programme.publish"),
        )
    except SetiaError as error:
        form.refuse("", ask.why(error))
        return _publish_view(ask, form, status=409)
    words = ask.say("programme.published", version=str(done.version))
    return Redirect(f"{PREFIX}/programme", told=words)


def _writing(ask: Ask, action: str) -> Witness[Published]:
    def write(uow: UnitOfWork, done: Published) -> None:
        ask.audit(uow, action, "programme", after={"version": done.version})

    return write


@pages.page("GET", "/programme/versions", right=Right.READ)
def versions(ask: Ask) -> View:
    """Show who published what, and when."""
    found = programmes.versions(ask.env, ask.programme_id)
    names = names_of(ask)
    said = {
        "bar": bar_of(lay_out(ask)),
        "versions": [(one, who(ask, one.published_by, names)) for one in found],
    }
    return View("admin/programme/versions.html", said)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS:
        raise NoSuchThing("no such version")
    return int(text)


@pages.page("GET", "/programme/versions/<number>", right=Right.READ)
def version(ask: Ask) -> View:
    """Show a version, and what differs between it and another."""
    number = _number(ask.path["number"])
    every = programmes.versions(ask.env, ask.programme_id)
    document = programmes.version(ask.env, ask.programme_id, number)
    live = next((one.version for one in every if one.live), number)
    usual = live if live != number else max(number - 1, 1)
    other = _number(ask.query.get("with") or str(usual))
    before = programmes.version(ask.env, ask.programme_id, other)
    kept = next(one for one in every if one.version == number)
    said = {
        "bar": bar_of(lay_out(ask)),
        "number": number,
        "other": other,
        "every": every,
        "kept": kept,
        "by": who(ask, kept.published_by),
        "words": changes_in_words(before, document, ask.language),
    }
    return View("admin/programme/version.html", said)


@pages.page("POST", "/programme/versions/<number>/restore", right=Right.PROGRAMME)
def restore(ask: Ask) -> Redirect:
    """Put an older version into force again, as the next one."""
    number = _number(ask.path["number"])
    done = programmes.restore(
        ask.env,
        ask.programme_id,
        number,
        actor=ask.staff.actor,
        note=ask.sent.get("note") or None,
        witness=_writing(ask, "programme.restore"),
    )
    gaps = {"number": str(number), "version": str(done.version)}
    words = ask.say("programme.restored", **gaps)
    return Redirect(f"{PREFIX}/programme/versions", told=words)


@pages.page("POST", "/programme/state", right=Right.PROGRAMME)
def switch(ask: Ask) -> Redirect:
    """Pause the programme, or let it go on."""
    wish: Literal["active", "paused"] = (
        "paused" if ask.sent.get("do") == "pause" else "active"
    )

    def work(uow: UnitOfWork) -> None:
        before = {"state": programme_desk.set_state(ask.env, uow, wish)}
        ask.audit(uow, f"programme.{wish}", "programme", before=before)

    ask.run(work)
    return Redirect(f"{PREFIX}/programme", told=ask.say(f"programme.now.{wish}"))
