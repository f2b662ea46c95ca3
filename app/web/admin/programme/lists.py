"""The tabs of the programme, each with its list."""

from typing import Any

from app.domain.programme.figures import money_text
from app.domain.simulation.worth import cost_of
from app.domain.staff import Right
from app.services import programme_reach, tier_preview
from app.services.programme_desk import Desk
from app.services.programme_reach import Reaches
from app.web.admin.programme import editing
from app.web.admin.programme.items import listed, offered
from app.web.admin.programme.places import slug_of, table_place
from app.web.admin.programme.titles import table_words, title_of
from app.web.admin.programme.work import bar_of, lay_out
from app.web.admin.route import PREFIX, Ask, Pages, Redirect, View

pages = Pages("programme")
NO_FIGURES = Reaches(0, {})
LIST = "admin/programme/list.html"


def _list(ask: Ask, desk: Desk, section: str) -> dict[str, Any]:
    return {
        "section": section,
        "items": listed(ask, desk, section),
        "offered": offered(ask, section),
        "recipes": f"{PREFIX}/programme/{slug_of(section)}/recipes",
    }


def _page(ask: Ask, name: str, *sections: str) -> View:
    desk = lay_out(ask)
    return View(
        LIST,
        {
            "name": name,
            "bar": bar_of(desk),
            "lists": [_list(ask, desk, section) for section in sections],
            "addresses": PREFIX,
        },
    )


@pages.page("GET", "/programme/earn", right=Right.READ)
def earn(ask: Ask) -> View:
    """Show the ways to earn."""
    return _page(ask, "earn", "earning")


@pages.page("GET", "/programme/membership", right=Right.READ)
def membership(ask: Ask) -> View:
    """Show paid memberships and dividends."""
    return _page(ask, "membership", "memberships", "dividends")


@pages.page("GET", "/programme/play", right=Right.READ)
def play(ask: Ask) -> View:
    """Show games, challenges and badges."""
    return _page(ask, "play", "challenges", "play", "badges", "metrics")


@pages.page("GET", "/programme/goals", right=Right.READ)
def goals(ask: Ask) -> View:
    """Show what the programme is meant to change."""
    view = _page(ask, "goals", "goals")
    return View("admin/programme/goals.html", view.said)


@pages.page("GET", "/programme/rewards", right=Right.READ)
def rewards(ask: Ask) -> View:
    """Show the rewards in shoppers' order, with how they do."""
    desk = lay_out(ask)
    wanted = "figures" in ask.query
    found = NO_FIGURES
    if wanted:
        found = ask.run(lambda uow: programme_reach.rewards(uow, desk.document))
    currency = ask.office.currency
    costs = {
        reward.id: money_text(minor, currency, ask.language)
        for reward in desk.document.rewards
        if (minor := cost_of(reward, currency)) is not None
    }
    return View(
        "admin/programme/rewards.html",
        {
            "name": "rewards",
            "bar": bar_of(desk),
            "lists": [_list(ask, desk, "rewards"), _list(ask, desk, "causes")],
            "figures": found.of,
            "members": found.members,
            "wanted": wanted,
            "costs": costs,
        },
    )


@pages.page("GET", "/programme/tiers", right=Right.READ)
def tiers(ask: Ask) -> View:
    """Show tiers side by side, who holds them, and what publishing would do."""
    desk = lay_out(ask)
    document = desk.document
    preview = None
    wanted = "figures" in ask.query
    if document.tiers and wanted:
        preview = ask.run(
            lambda uow: tier_preview.preview(ask.env, uow, document, sample=0)
        )
    held: dict[str | None, int] = {}
    reached: dict[str | None, int] = {}
    for move in preview.moves if preview else ():
        held[move.source] = held.get(move.source, 0) + move.members
        reached[move.target] = reached.get(move.target, 0) + move.members
    perks = {
        tier.id: [
            title_of(document, "perks", perk, ask.language)
            for perk in document.perks
            if perk.enabled
            and (tier.id in perk.held_by.tiers or perk.held_by.everybody)
        ]
        for tier in document.tiers
    }
    return View(
        "admin/programme/tiers.html",
        {
            "name": "tiers",
            "bar": bar_of(desk),
            "lists": [_list(ask, desk, "tiers"), _list(ask, desk, "perks")],
            "held": held,
            "reached": reached,
            "perks": perks,
            "preview": preview,
            "wanted": wanted,
            "terms": table_words(document, "tier_terms", ask.language),
        },
    )


@pages.page("GET", "/programme/referrals", right=Right.READ)
def referrals(ask: Ask) -> View:
    """Show the referral rewards and their form."""
    return editing.show_part(ask, table_place("referrals"))


@pages.page("POST", "/programme/referrals", right=Right.PROGRAMME)
def change_referrals(ask: Ask) -> View | Redirect:
    """Save the referral rewards."""
    return editing.change_part(ask, table_place("referrals"))


@pages.page("GET", "/programme/terms", right=Right.READ)
def terms(ask: Ask) -> View:
    """Show the terms and their form."""
    view = editing.show_part(ask, table_place("terms"))
    desk = lay_out(ask)
    more = {"lists": [_list(ask, desk, "assets")]}
    return View(view.template, {**view.said, **more}, view.status)


@pages.page("POST", "/programme/terms", right=Right.PROGRAMME)
def change_terms(ask: Ask) -> View | Redirect:
    """Save the terms."""
    return editing.change_part(ask, table_place("terms"))
