"""Campaigns: the month, the list, a new one, pausing and ending."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.member_fields import WEEKDAYS
from app.domain.programme.problems import DocumentInvalid, Problem
from app.domain.staff import Right
from app.services import campaign_calendar, campaign_review, programmes
from app.services.campaign_calendar import Dated
from app.services.programme_desk import Desk, Meanwhile
from app.storage.programmes import DraftChanged
from app.web.admin.campaigns.dates import Ready, ready_dates
from app.web.admin.campaigns.making import (
    KINDS,
    SECTION,
    TIMED,
    made,
    numbers_of,
    questions,
)
from app.web.admin.campaigns.months import between, grid, months_of
from app.web.admin.forms import Typed
from app.web.admin.programme.binding import place_of, with_part
from app.web.admin.programme.places import item_place
from app.web.admin.programme.titles import title_of, words_of
from app.web.admin.programme.work import bar_of, lay_out, said_in, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import PREFIX, Ask, NoSuchThing, Pages, Redirect, View

pages = Pages("campaigns")
MONTHS: Final = 12
FIRST_YEAR, LAST_YEAR = 2020, 2100
WRONG: Final = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """One campaign as the pages show it."""

    dated: Dated
    title: str
    words: str
    href: str
    deed: str
    """Address of its buttons."""
    review: str | None
    """Where it is told what it comes to."""


def _today(ask: Ask) -> date:
    return ask.now.astimezone(ZoneInfo(ask.office.timezone)).date()


def _all(ask: Ask, desk: Desk) -> list[Shown]:
    zone = ask.office.timezone
    found = campaign_calendar.beside(desk.document, desk.live, at=ask.now, zone=zone)
    return [_shown(ask, desk, one) for one in found]


def _shown(ask: Ask, desk: Desk, one: Dated) -> Shown:
    document = desk.live if one.taken_out and desk.live else desk.document
    place = item_place(one.section, one.item.id).path
    at = f"/campaigns/{one.section}/{one.item.id}"
    return Shown(
        dated=one,
        title=title_of(document, one.section, one.item, ask.language),
        words=words_of(document, one.section, one.item, ask.language),
        href=PREFIX + ("/programme/draft" if one.taken_out else place),
        deed=f"{PREFIX}{at}/do",
        review=None if one.taken_out else PREFIX + at,
    )


def _overlaps(
    ask: Ask, desk: Desk, found: list[Shown], only: Dated | None = None
) -> list[dict[str, Any]]:
    """Return what multiplies on one day: of all campaigns, or with one of them."""
    titles = {id(one.dated): one.title for one in found}
    met = campaign_calendar.overlaps([one.dated for one in found], today=_today(ask))
    return [
        {
            "first": titles[id(one.first)],
            "second": titles[id(one.second)],
            "day": one.day,
            "how": desk.document.stacking.multipliers,
        }
        for one in met
        if only is None or only is one.first or only is one.second
    ]


def _month(ask: Ask) -> date:
    text = ask.query.get("month", "")
    year, _, month = text.partition("-")
    if year.isdigit() and month.isdigit() and len(text) <= len("2026-11"):
        number, which = int(year), int(month)
        if FIRST_YEAR <= number <= LAST_YEAR and 1 <= which <= MONTHS:
            return date(number, which, 1)
    return _today(ask).replace(day=1)


@pages.page("GET", "/campaigns", right=Right.READ)
def month(ask: Ask) -> View:
    """Show a month, and what is on."""
    desk, today = lay_out(ask), _today(ask)
    found = _all(ask, desk)
    quarter = ask.query.get("view") == "quarter"
    *firsts, after = months_of(_month(ask), quarter=quarter)
    before, *_ = months_of(firsts[0] - timedelta(days=1), quarter=quarter)
    return View(
        "admin/campaigns/month.html",
        {
            "bar": bar_of(desk),
            "quarter": quarter,
            "first": firsts[0],
            "before": before,
            "after": after,
            "months": [
                grid(found, first, until, today=today)
                for first, until in pairwise([*firsts, after])
            ],
            "agenda": between(found, firsts[0], after),
            "overlaps": _overlaps(ask, desk, found),
            "ready": _ready(ask),
        },
    )


def _ready(ask: Ask) -> list[Ready]:
    """Return days to choose from, that on which the programme began among them."""
    versions = programmes.versions(ask.env, ask.programme_id)
    zone = ZoneInfo(ask.office.timezone)
    began = versions[-1].published_at.astimezone(zone).date() if versions else None
    return ready_dates(_today(ask), began=began)


@pages.page("GET", "/campaigns/list", right=Right.READ)
def every(ask: Ask) -> View:
    """Show all campaigns, running ones first."""
    desk = lay_out(ask)
    order = ("running", "planned", "draft", "off", "ended")
    found = sorted(_all(ask, desk), key=lambda one: order.index(one.dated.state))
    said = {
        "bar": bar_of(desk),
        "found": found,
        "overlaps": _overlaps(ask, desk, found),
    }
    return View("admin/campaigns/list.html", said)


@pages.page("GET", "/campaigns/new", right=Right.PROGRAMME)
def new(ask: Ask) -> View:
    """Show the form of a new campaign, perhaps with dates filled in."""
    kind = ask.query.get("kind", KINDS[0])
    said = {
        "kind": kind if kind in KINDS else KINDS[0],
        "since": ask.query.get("since", ""),
        "until": ask.query.get("until", ""),
        "name": ask.query.get("name", "")[:80],
        "number": {"multiplier": "2", "bonus": "100"}.get(kind, "100"),
    }
    desk = lay_out(ask)
    return _form(ask, desk, said, {"base": desk.digest})


def _form(
    ask: Ask,
    desk: Desk,
    said: dict[str, str],
    more: dict[str, Any],
    errors: dict[str, str] | None = None,
) -> View:
    document, language = desk.document, ask.language
    who = [("", ask.say("campaigns.everybody"))]
    for section, name in (("segments", "segment"), ("tiers", "tier")):
        who += [
            (f"{name}:{one.id}", title_of(document, section, one, language))
            for one in getattr(document, section)
        ]
    form: Typed[Any] = Typed(
        said=said,
        many={"weekday": said.get("weekday", "").split(",")},
        errors=dict(errors or {}),
    )
    return View(
        "admin/campaigns/new.html",
        {
            "bar": bar_of(desk),
            "form": form,
            "kinds": [(one, ask.say(f"campaigns.kind.{one}")) for one in KINDS],
            "kind": said["kind"],
            "timed": said["kind"] in TIMED,
            "weekdays": WEEKDAYS,
            "who": who,
            "rewards": [
                (one.id, title_of(document, "rewards", one, language))
                for one in document.rewards
            ],
            "ready": _ready(ask),
            **more,
        },
        status=WRONG if errors else 200,
    )


PLACES: Final = {
    "segment": "who",
    "award": "number",
    "price": "number",
    "gifts": "number",
    "goal": "goal",
    "budget": "budget",
    "limits": "cap",
    "title": "name",
    "amount": "reward",
}
"""The field of the form for each setting that it writes."""


@pages.page("POST", "/campaigns/new", right=Right.PROGRAMME)
def add(ask: Ask) -> View | Redirect:
    """Put a campaign into the draft."""
    said = said_in(ask.sent)
    if said.get("kind") not in KINDS:
        raise NoSuchThing("no such kind of campaign")
    desk = lay_out(ask)
    more = {"base": desk.digest}
    if said.get("act") == "kind":
        return _form(ask, desk, said, more)
    plain, wrong = numbers_of(said, ask.language)
    errors = {name: ask.say(one.key, **one.gaps) for name, one in wrong.items()}
    data, section, item_id = made(desk.document, plain)
    try:
        document = load_document(data)
    except DocumentInvalid as error:
        errors = _errors(ask, desk.document, section, error.problems, said) | errors
        return _form(ask, desk, said, more, errors)
    if errors:
        return _form(ask, desk, said, more, errors)
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        raise DraftChanged(expected=desk.digest, found=saved.digest)
    title = title_of(document, section, document.item(section, item_id), ask.language)
    words = ask.say("campaigns.added", title=title)
    # Undone, there is nothing to review: the way back leads to the list.
    done = saved_to(ask, saved, "/campaigns/list", words)
    return replace(done, to=f"{PREFIX}/campaigns/{section}/{item_id}")


@pages.page("GET", "/campaigns/<section>/<item>", right=Right.READ)
def reviewed(ask: Ask) -> View:
    """Show what a campaign comes to: people, what it may cost, what it meets."""
    desk, place = lay_out(ask), (ask.path["section"], ask.path["item"])
    found = _all(ask, desk)
    here = [one for one in found if (one.dated.section, one.dated.item.id) == place]
    if not here or here[0].dated.taken_out:
        raise NoSuchThing(f"no such campaign: {place[1][:80]!r}")
    comes = ask.run(
        lambda uow: campaign_review.review(
            uow, desk.document, here[0].dated, today=_today(ask)
        )
    )
    return View(
        "admin/campaigns/review.html",
        {
            "bar": bar_of(desk),
            "one": here[0],
            "comes": comes,
            "overlaps": _overlaps(ask, desk, found, here[0].dated),
        },
    )


def _errors(
    ask: Ask,
    document: ProgrammeDocument,
    section: str,
    problems: tuple[Problem, ...],
    said: dict[str, str],
) -> dict[str, str]:
    last = len(getattr(document, section))
    errors: dict[str, str] = {}
    for problem in problems:
        words = problem_words(problem, ask.language)
        steps = problem.steps
        here = steps[:2] == (section, last) and len(steps) > len((section, last))
        name = _field_of(steps[2:], said) if here else ""
        errors.setdefault(name, words if name else f"{problem.path}: {words}")
    return errors


def _field_of(steps: tuple[str | int, ...], said: dict[str, str]) -> str:
    """Return the field that wrote a setting; of two dates that clash, the last day."""
    if steps[0] == "active":
        return "since" if "since" in steps else "until"
    if steps[0] == "when":
        which = next((step for step in steps if isinstance(step, int)), 0)
        names = [name for name, _ in questions(said)]
        return names[which] if which < len(names) else ""
    return PLACES.get(str(steps[0]), "")


@pages.page("POST", "/campaigns/<section>/<item>/do", right=Right.PROGRAMME)
def deed(ask: Ask) -> Redirect:
    """Pause, resume or end a campaign: at once where nothing else is in the draft."""
    section, item_id, act = ask.path["section"], ask.path["item"], ask.sent.get("do")
    if section not in set(SECTION.values()) | {"play"}:
        raise NoSuchThing(f"no campaigns in {section!r}")
    desk = lay_out(ask)
    document = _changed(ask, desk.document, section, item_id, str(act))
    item = document.item(section, item_id)
    title = title_of(document, section, item, ask.language)
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        raise DraftChanged(expected=desk.digest, found=saved.digest)
    if desk.draft is not None or desk.live is None or not saved.new:
        words = ask.say("campaigns.in_draft", title=title)
        return saved_to(ask, saved, "/campaigns/list", words)
    programmes.publish(
        ask.env,
        ask.programme_id,
        expected_digest=saved.digest,
        actor=ask.staff.actor,
        note=ask.say(f"campaigns.done.{act}", title=title),
        witness=ask.witness(f"campaign.{act}", f"{section}:{item_id}"),
    )
    told = ask.say(f"campaigns.done.{act}", title=title)
    return Redirect(f"{PREFIX}/campaigns/list", told=told)


def _changed(
    ask: Ask, document: ProgrammeDocument, section: str, item_id: str, act: str
) -> ProgrammeDocument:
    try:
        at = place_of(document, section, item_id)
    except KeyError as error:
        raise NoSuchThing(f"no such campaign: {item_id!r}") from error
    item = dict(canonical(document)[section][at])
    match act:
        case "pause" | "resume":
            item["enabled"] = act == "resume"
        case "end":
            yesterday = _today(ask) - timedelta(days=1)
            since = (item.get("active") or {}).get("since", "")[:10]
            last = {"until": yesterday.isoformat()}
            kept = {"since": since} if since and since <= last["until"] else {}
            item["active"] = {**kept, **last}
        case _:
            raise NoSuchThing(f"nothing is called {act!r}")
    return load_document(with_part(document, section, item_id, item))
