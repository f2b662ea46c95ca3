"""How a page is written: what every template can say, and the frame around it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, current_app, render_template
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup

from app.domain.programme.figures import money_text, units_text
from app.domain.programme.reward_words import title_again
from app.domain.staff import Right
from app.domain.words import Language, count_text, day_text
from app.services.staff.principal import Surface
from app.web.admin.files import served
from app.web.admin.nav import current, shown
from app.web.admin.route import PREFIX, Ask, Redirect, View
from app.web.admin.words.zones import zone_name

HTML: Final = "text/html; charset=utf-8"
TOLD_FOR_S: Final = 120
TOLD_FIELD: Final = "told"
MINUTE_S: Final = 60
HOUR_S: Final = 3600
DAY_S: Final = 86400


def _signer() -> URLSafeTimedSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeTimedSerializer(key, salt="admin-told/1")


def told_address(to: Redirect) -> str:
    """Return where to go, with what is to be said there.

    It is signed and short-lived: nobody can put words into a page of ours with a
    link. A cookie would not do inside a platform's admin.
    """
    if to.told is None:
        return to.to
    said = _signer().dumps({"told": to.told, "undo": to.undo})
    return f"{to.to}{'&' if '?' in to.to else '?'}{urlencode({TOLD_FIELD: said})}"


def told_of(ask: Ask) -> Mapping[str, str | None] | None:
    """Return what the page before wants said here, if it is ours and fresh."""
    sealed = ask.query.get(TOLD_FIELD)
    if not sealed:
        return None
    try:
        found: dict[str, str | None] = _signer().loads(sealed, max_age=TOLD_FOR_S)
    except BadSignature:
        return None
    return found


class Pen:
    """Writes figures, amounts and times as this person reads them."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._zone = ZoneInfo(ask.office.timezone)
        self._language: Language = ask.language

    def count(self, number: int) -> str:
        """Return a whole number, grouped."""
        return count_text(number, self._language)

    def signed(self, number: int) -> str:
        """Return a whole number with its sign, also when it is a plus."""
        return f"+{self.count(number)}" if number > 0 else self.count(number)

    def points(self, units: int, asset: str | None = None) -> str:
        """Return an amount of an asset with its unit."""
        office = self._ask.office
        if office.document is None:
            return self._ask.say("say.points", units)
        known = asset or office.document.main_points
        return units_text(office.document, known, units, self._language)

    def title(self, promised: str) -> str:
        """Return a reward's title that was written down, in this person's language."""
        document = self._ask.office.document
        if document is None:
            return promised
        return title_again(document, promised, self._language)

    def money(self, amount_minor: int, currency: str | None = None) -> str:
        """Return an amount of money; in the programme's currency by default."""
        code = currency or self._ask.office.currency
        return money_text(amount_minor, code, self._language)

    def worth(self, units: int, asset: str | None = None) -> str:
        """Return what points are worth; nothing where no reward says so."""
        minor = self._ask.office.worth_minor(units, asset)
        return "" if minor is None else self.money(minor)

    def permille(self, share: int | None) -> str:
        """Return a share in thousandths as a percentage with one decimal."""
        if share is None:
            return "–"  # noqa: RUF001 - an en dash stands for "not known"
        decimals = 0 if share % 10 == 0 else 1
        shown_share = share // 10 if decimals == 0 else share
        return f"{count_text(shown_share, self._language, decimals=decimals)}%"

    def zone(self, zone: str) -> str:
        """Return how people call a time zone."""
        return zone_name(zone, self._language)

    def day(self, day: date | datetime | None) -> str:
        """Return a day in the programme's time zone."""
        if day is None:
            return ""
        if isinstance(day, datetime):
            day = day.astimezone(self._zone).date()
        return day_text(day, self._language)

    def last_day(self, end: datetime | None) -> str:
        """Return the last day before something ends; its end is over already."""
        return "" if end is None else self.day(end - timedelta(microseconds=1))

    def exact(self, at: datetime | None) -> str:
        """Return a moment in the programme's time zone, to the minute."""
        if at is None:
            return ""
        local = at.astimezone(self._zone)
        return f"{day_text(local.date(), self._language)} {local:%H:%M}"

    def when(self, at: datetime | None) -> Markup:
        """Return a moment: how long ago within a day, else the day.

        The exact time is there for hover, focus and machines.
        """
        if at is None:
            return Markup("")
        text = self._relative(at)
        stamp = at.astimezone(UTC).isoformat(timespec="seconds")
        return Markup('<time datetime="{}" title="{}">{}</time>').format(
            stamp, self.exact(at), text
        )

    def _relative(self, at: datetime) -> str:
        gone_s = int((self._ask.now - at).total_seconds())
        if 0 <= gone_s < MINUTE_S:
            return self._ask.say("say.just_now")
        if 0 <= gone_s < HOUR_S:
            return self._ask.say("say.minutes_ago", gone_s // MINUTE_S)
        if 0 <= gone_s < DAY_S:
            return self._ask.say("say.hours_ago", gone_s // HOUR_S)
        return self.day(at)


def script_data(value: object) -> Markup:
    """Return JSON for a ``<script type="application/json">``; it can't leave it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, written)
    return Markup(text)  # noqa: S704 - every sign with a meaning to HTML was replaced


def vocabulary(
    ask: Ask, *, csrf: str, paths: Mapping[str, Right], here: str
) -> dict[str, Any]:
    """Return what every template of the back office can say."""
    open_paths = [at for at, right in paths.items() if ask.staff.may(right)]
    entries = shown(open_paths)
    entry, tab = current(entries, here)
    pen = Pen(ask)

    def say(key: str, n: int | None = None, **gaps: object) -> str:
        return ask.say(key, n, **{name: str(value) for name, value in gaps.items()})

    def allowed(right: str) -> bool:
        return ask.staff.may(Right(right))

    def csrf_field() -> Markup:
        return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)

    return {
        "ask": ask,
        "t": say,
        "may": allowed,
        "csrf": csrf_field,
        "csrf_token": csrf,
        "pen": pen,
        "count": pen.count,
        "signed": pen.signed,
        "points": pen.points,
        "reward_name": pen.title,
        "money": pen.money,
        "worth": pen.worth,
        "permille": pen.permille,
        "zone": pen.zone,
        "day": pen.day,
        "last_day": pen.last_day,
        "exact": pen.exact,
        "when": pen.when,
        "staff": ask.staff,
        "office": ask.office,
        "lang": ask.language.value,
        "embedded": ask.staff.surface is Surface.EMBEDDED,
        "nav": entries,
        "nav_entry": entry,
        "nav_tab": tab,
        "here": here,
        "told": told_of(ask),
        "file": served,
        "url": address_of,
        "script_data": script_data,
        "languages": tuple(Language),
    }


def address_of(path: str, **query: object) -> str:
    """Return an address below ``/admin``; what is None is left out."""
    sent = {name: str(value) for name, value in query.items() if value is not None}
    return f"{PREFIX}{path}{'?' + urlencode(sent) if sent else ''}"


def page_of(ask: Ask, view: View, said: Mapping[str, Any]) -> Response:
    """Return the page that a view makes; its macros are those of the look."""
    look = "polaris" if ask.staff.surface is Surface.EMBEDDED else "plain"
    words = {**said, **view.said}
    macros = current_app.jinja_env.get_template(f"macros/{look}.html")
    words["ui"] = macros.make_module({**current_app.jinja_env.globals, **words})
    words["frame"] = f"admin/frame_{'part' if ask.hx else look}.html"
    text = render_template(view.template, **words)
    answer = Response(text, view.status, content_type=HTML)
    answer.headers["Vary"] = "HX-Request, Authorization, Cookie"
    return answer
