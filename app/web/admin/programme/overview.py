"""The programme at a glance: words, parts, a typical member, what looks wrong."""

from typing import Any

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.numbers import parse_amount
from app.domain.programme.terms_words import expiry_in_words, pending_in_words
from app.domain.simulation.simulator import DEFAULT_RATE
from app.domain.staff import Right
from app.domain.typed_numbers import read_amount, read_whole
from app.domain.words import Language
from app.services import programme_sense
from app.services.programme_desk import Desk
from app.services.programme_sense import Typical, Usual
from app.storage.programmes import DraftMissing
from app.web.admin.programme.places import PREFIX
from app.web.admin.programme.titles import table_words, title_of, words_of
from app.web.admin.programme.work import bar_of, lay_out, told_problems
from app.web.admin.route import Ask, Pages, View

pages = Pages("programme_overview")
PERMILLE = 1000
CARDS = (
    ("earn", "earning"),
    ("rewards", "rewards"),
    ("tiers", "tiers"),
    ("membership", "memberships"),
    ("play", "challenges"),
)


@pages.page("GET", "/programme", right=Right.READ)
def overview(ask: Ask) -> View:
    """Show the whole programme in words and figures."""
    try:
        desk = lay_out(ask)
    except DraftMissing:
        return View("admin/programme/nothing.html")
    document = desk.document
    language = _language(ask)
    typical = programme_sense.typical(ask.env, document, _usual(ask))
    beside = ask.run(lambda uow: programme_sense.known(uow, document))
    doubts = (*desk.notices, *programme_sense.doubts(document, typical, beside))
    return View(
        "admin/programme/overview.html",
        {
            "bar": bar_of(desk),
            "desk": desk,
            "said_in": language.value,
            "sentences": list(_sentences(document, language)),
            "cards": [*_cards(ask, desk), *_tables(ask, document)],
            "typical": _typical(ask, document, typical),
            "blocks": told_problems(
                ask, desk.hindrances, severe=True, document=document
            ),
            "doubts": told_problems(ask, doubts, severe=False, document=document),
        },
    )


def _language(ask: Ask) -> Language:
    asked = ask.query.get("in")
    known = {language.value: language for language in Language}
    return known.get(asked or "", ask.language)


def _sentences(document: ProgrammeDocument, language: Language) -> list[str]:
    found = [
        words_of(document, section, item, language)
        for section in ("earning", "rewards", "tiers", "memberships", "challenges")
        for item in getattr(document, section)
        if getattr(item, "enabled", True)
    ]
    tables = (table_words(document, one, language) for one in ("referral", "terms"))
    return [text for text in (*found, *tables) if text]


def _cards(ask: Ask, desk: Desk) -> list[dict[str, Any]]:
    document = desk.document
    found = []
    for tab, section in CARDS:
        items = getattr(document, section)
        on = [item for item in items if getattr(item, "enabled", True)]
        names = [title_of(document, section, item, ask.language) for item in on[:3]]
        found.append(
            {
                "tab": tab,
                "href": f"{PREFIX}/programme/{tab}",
                "on": len(on),
                "off": len(items) - len(on),
                "names": names,
            }
        )
    return found


def _tables(ask: Ask, document: ProgrammeDocument) -> list[dict[str, Any]]:
    """Return the cards of what is no list: bringing friends, and the terms."""
    language, referral, terms = ask.language, document.referral, document.terms
    sides: list[str] = []
    if referral is not None:
        gifts = (
            ("friend_gifts", referral.friend_gifts),
            ("advocate_gifts", referral.advocate_gifts),
        )
        sides = [
            f"{ask.say(f'programme.field.{name}')}: "
            f"{gifts_in_words(document, given, language)}"
            for name, given in gifts
            if given
        ]
    waiting, life = terms.pending, expiry_in_words(terms.expiry, language)
    said = (pending_in_words(waiting.days, waiting.since, language), life)
    bringing = referral is not None and referral.enabled
    return [
        _table("referrals", sides, state="on" if bringing else "off"),
        _table("terms", [f"{one[:1].upper()}{one[1:]}" for one in said]),
    ]


def _table(tab: str, names: list[str], *, state: str = "") -> dict[str, Any]:
    href = f"{PREFIX}/programme/{tab}"
    return {"tab": tab, "href": href, "names": names, "state": state}


def _usual(ask: Ask) -> Usual:
    """Return the order that is looked at: as typed, or the store's own."""
    currency = ask.office.currency
    usual = ask.run(lambda uow: programme_sense.usual_order(ask.env, uow, currency))
    amount, often = ask.query.get("amount"), ask.query.get("orders", "")
    if not amount:
        return usual
    try:
        text = read_amount(amount, currency, ask.language)
        amount_minor = parse_amount(text, currency)
        number = read_whole(often or "1")
    except ValueError:
        return usual
    return Usual(
        amount_minor=amount_minor or usual.amount_minor,
        currency=currency,
        orders_a_year=min(max(number, 1), 366),
        measured=False,
    )


def _typical(ask: Ask, document: ProgrammeDocument, found: Typical) -> dict[str, Any]:
    asset, language = document.main_points, ask.language
    usual, currency = found.usual, found.usual.currency
    reward = None if found.first_reward is None else document.reward(found.first_reward)
    back = None if found.back is None else int(found.back * PERMILLE)
    cost = None if found.cost is None else int(found.cost * PERMILLE)
    worth = found.year_worth_minor
    return {
        "amount": money_text(usual.amount_minor, currency, language),
        "orders": usual.orders_a_year,
        "measured": usual.measured,
        "first": units_text(document, asset, found.first_units, language),
        "next": units_text(document, asset, found.next_units, language),
        "year": units_text(document, asset, found.year_units, language),
        "year_worth": None if worth is None else money_text(worth, currency, language),
        "reward": reward and title_of(document, "rewards", reward, language),
        "after": found.first_reward_after,
        "back": back,
        "cost": cost,
        "used": int(DEFAULT_RATE * 100),
    }


@pages.page("GET", "/programme/why", right=Right.READ)
def why(ask: Ask) -> View:
    """Explain the figures of a typical member."""
    desk = lay_out(ask)
    found = programme_sense.typical(ask.env, desk.document, _usual(ask))
    said = {"typical": _typical(ask, desk.document, found)}
    return View("admin/programme/why.html", said)
