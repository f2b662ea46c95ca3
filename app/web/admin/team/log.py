"""Settings, Audit log: who did what, when, and that nothing is missing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.audit import Chained, Fact
from app.domain.sheets import sheet_line
from app.domain.staff import Right
from app.services.staff import staffing
from app.services.staff.audit import Sought
from app.services.staff.audit_page import Book, Reader
from app.web.admin.route import PREFIX, Ask, Download, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.team.doing import by
from app.web.admin.words import knows

LOG = "/settings/audit"
SIZES = (25, 50, 100)
FAMILIES = (
    *("member", "members", "voucher", "referral", "approval", "claim"),
    *("programme", "campaign", "storefront", "store", "key", "delivery"),
    *("limits", "settings", "import", "staff"),
)
SHORT = 6
"""So much of an id tells two things of one page apart."""
COLUMNS = (
    *("seq", "at", "who", "actor", "action", "subject", "surface"),
    *("before", "after", "request_id", "hash"),
)

pages = Pages("audit")


@pages.page("GET", LOG, right=Right.AUDIT)
def log(ask: Ask) -> View:
    """Show one of the two trails, newest first."""
    reader, sought, size = _reader(ask), _sought(ask), _size(ask)
    before = ask.query.get("before", "")
    links = reader.newest(
        sought, before_seq=int(before) if before.isdecimal() else None, most=size + 1
    )
    shown = links[:size]
    asked = {name: ask.query.get(name) or None for name in _FILTERS}
    older = shown[-1].seq if len(links) > size else None
    said = {
        "rows": [_row(ask, link, _names(ask)) for link in shown],
        "book": reader.book.value,
        "asked": asked,
        "size": size,
        "sizes": SIZES,
        "families": [
            (
                each,
                ask.say(f"audit.family.{each}")
                if knows(f"audit.family.{each}")
                else each,
            )
            for each in FAMILIES
        ],
        "people": sorted(_names(ask).items(), key=lambda pair: pair[1].lower()),
        "older": older and address_of(LOG, **{**asked, "before": older}),
        "first": address_of(LOG, **asked) if before else None,
        "csv": address_of(f"{LOG}.csv", **asked),
        "filtered": any(asked[name] for name in _FILTERS if name not in _NO_FILTERS),
    }
    return View("admin/team/log.html", said)


_FILTERS = ("book", "who", "what", "since", "until", "size")
_NO_FILTERS = ("book", "size")


@pages.page("GET", f"{LOG}.csv", right=Right.AUDIT)
def log_file(ask: Ask) -> Download:
    """Hand out what the filters find, as a table."""
    reader, sought, names = _reader(ask), _sought(ask), _names(ask)

    def lines() -> Iterator[bytes]:
        yield sheet_line(COLUMNS).encode()
        for link in reader.everything(sought):
            yield sheet_line(_cells(link, names)).encode()

    entry = by(ask).entry("audit.exported", f"trail:{reader.book.value}")
    reader.note(entry)
    day = ask.now.astimezone(UTC).strftime("%Y-%m-%d")
    return Download(lines(), f"setia-audit-{reader.book.value}-{day}.csv")


@pages.page("POST", f"{LOG}/check", right=Right.AUDIT)
def check_log(ask: Ask) -> Redirect:
    """Compute the chain anew and say whether it holds."""
    book = (
        Book(ask.sent.get("book", "")) if ask.sent.get("book") in list(Book) else None
    )
    reader = _reader(ask, book)
    broken = reader.first_break()
    told = ask.say("audit.holds")
    if broken is not None:
        told = ask.say("audit.broken", seq=str(broken))
    query = "" if reader.book is Book.PROGRAMME else f"?book={reader.book.value}"
    return Redirect(f"{PREFIX}{LOG}{query}", told=told)


def _reader(ask: Ask, book: Book | None = None) -> Reader:
    asked = ask.query.get("book", "")
    chosen = book or (Book(asked) if asked in list(Book) else Book.PROGRAMME)
    return Reader(ask.env, ask.staff.merchant_id, ask.programme_id, chosen)


def _sought(ask: Ask) -> Sought:
    zone = ZoneInfo(ask.office.timezone)
    until = _day(ask.query.get("until", ""), zone)
    return Sought(
        actor=ask.query.get("who", "")[:80],
        action=ask.query.get("what", "")[:80],
        since=_day(ask.query.get("since", ""), zone),
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time(), tzinfo=zone)
    except ValueError:
        return None


def _size(ask: Ask) -> int:
    asked = ask.query.get("size", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def _names(ask: Ask) -> dict[str, str]:
    return staffing.names(ask.env, ask.staff.merchant_id)


def _row(ask: Ask, link: Chained, names: Mapping[str, str]) -> dict[str, object]:
    entry = link.entry
    key = f"audit.action.{entry.action}"
    kind, _, ref = entry.subject.partition(":")
    return {
        "seq": link.seq,
        "at": link.at,
        "who": names.get(entry.actor) or _actor(ask, entry.actor),
        "action": ask.say(key) if knows(key) else entry.action,
        "code": entry.action,
        "subject": names.get(entry.subject) or _subject(ask, kind, ref),
        "href": f"{PREFIX}/members/{ref}" if kind == "member" and _is_id(ref) else None,
        "changes": _changes(entry.before, entry.after),
        "request_id": entry.request_id,
        "hash": link.hash.hex(),
    }


def _actor(ask: Ask, actor: str) -> str:
    key = f"audit.actor.{actor.partition(':')[0]}"
    return ask.say(key) if knows(key) else actor


def _subject(ask: Ask, kind: str, ref: str) -> str:
    key = f"audit.subject.{kind}"
    named = ask.say(key) if knows(key) else kind
    return f"{named} …{ref[-SHORT:]}" if _is_id(ref) else f"{named} {ref}".strip()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _changes(
    before: Mapping[str, Fact] | None, after: Mapping[str, Fact] | None
) -> list[tuple[str, str, str]]:
    was, now = before or {}, after or {}
    return [
        (name, _said(was.get(name)), _said(now.get(name)))
        for name in sorted({*was, *now})
    ]


def _said(fact: Fact) -> str:
    if fact is None:
        return ""
    if isinstance(fact, str | int):
        return str(fact)
    return ", ".join(str(each) for each in fact)


def _cells(link: Chained, names: Mapping[str, str]) -> list[str]:
    entry = link.entry
    facts = [
        "; ".join(f"{name}={_said(fact)}" for name, fact in (side or {}).items())
        for side in (entry.before, entry.after)
    ]
    at = link.at.astimezone(UTC).isoformat(timespec="seconds")
    return [
        *(str(link.seq), at, names.get(entry.actor, ""), entry.actor, entry.action),
        *(entry.subject, entry.surface, *facts, entry.request_id, link.hash.hex()),
    ]
