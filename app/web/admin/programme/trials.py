"""Trying the draft on past orders: asked for, watched, read."""

from fractions import Fraction
from typing import Any

from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.loading import load_document
from app.domain.programme.rule_names import rule_name
from app.domain.staff import Right
from app.domain.words import count_text
from app.services import simulation_desk
from app.services.simulation_desk import Wish
from app.storage.simulations import SimulationRepository, SimulationRow
from app.web.admin.programme.work import bar_of, lay_out
from app.web.admin.route import PREFIX, Ask, Pages, Redirect, View

pages = Pages("programme_trials")
PERMILLE = 1000


@pages.page("POST", "/programme/trials", right=Right.PROGRAMME)
def begin(ask: Ask) -> Redirect:
    """Ask for the draft to be played on past orders."""
    desk = lay_out(ask)
    wish = Wish(desk.document, beside_live=desk.live is not None)
    row = ask.run(
        lambda uow: simulation_desk.ask(ask.env, uow, wish, actor=ask.staff.actor)
    )
    return Redirect(f"{PREFIX}/programme/trials/{row.simulation_id}")


@pages.page("GET", "/programme/trials/<trial>", right=Right.READ)
def watch(ask: Ask) -> View:
    """Show how far it is, or what came out."""
    wanted = ask.id_of("trial")
    row: SimulationRow = ask.run(lambda uow: SimulationRepository(uow).get(wanted))
    used = int(Fraction(row.question["redemption_rate"]) * 100)
    said: dict[str, Any] = {"bar": bar_of(lay_out(ask)), "row": row, "used": used}
    if row.state == "done" and row.result is not None:
        document = load_document(row.document)
        said["figures"] = _figures(ask, document, row.result)
        said["rules"] = _rules(ask, document, row.result)
        said["result"] = row.result
    return View("admin/programme/trial.html", said)


@pages.page("POST", "/programme/trials/<trial>/stop", right=Right.PROGRAMME)
def stop(ask: Ask) -> Redirect:
    """Stop one that waits or runs."""
    wanted = ask.id_of("trial")
    ask.run(lambda uow: simulation_desk.cancel(ask.env, uow, wanted))
    return Redirect(f"{PREFIX}/programme/trials/{wanted}")


def _figures(
    ask: Ask, document: ProgrammeDocument, result: dict[str, Any]
) -> list[tuple[str, str, str]]:
    """Return each figure: its words, as tried, and as it is now."""
    tried, live = result["tried"], result["live"]

    def row(key: str, name: str) -> tuple[str, str, str]:
        return (
            ask.say(f"programme.trial.{name}"),
            _shown(ask, document, key, tried),
            "" if live is None else _shown(ask, document, key, live),
        )

    names = (
        ("orders", "orders"),
        ("members", "members"),
        ("earners", "earners"),
        ("issued", "issued"),
        ("cost_minor", "cost"),
        ("share_of_revenue", "share"),
    )
    return [row(key, name) for key, name in names]


def _shown(
    ask: Ask, document: ProgrammeDocument, key: str, report: dict[str, Any]
) -> str:
    if key == "issued":
        main = document.main_points
        units = next(
            (one["issued"] for one in report["assets"] if one["asset"] == main), 0
        )
        return units_text(document, main, units, ask.language)
    value = report.get(key)
    if value is None:
        return "–"  # noqa: RUF001 - an en dash stands for "not known"
    if key == "cost_minor":
        currency = report["currency"] or ask.office.currency
        return money_text(Money(value, currency).amount_minor, currency, ask.language)
    if key == "share_of_revenue":
        share = int(Fraction(value) * PERMILLE)
        return f"{count_text(share, ask.language, decimals=1)}%"
    return str(value)


def _rules(
    ask: Ask, document: ProgrammeDocument, result: dict[str, Any]
) -> list[tuple[str, str, str]]:
    """Return what each way to earn gave, as tried and as it is now."""
    live = {
        (one["rule_id"], one["asset"]): one
        for one in (result["live"] or {}).get("rules", ())
    }
    found = []
    for one in result["tried"]["rules"]:
        other = live.get((one["rule_id"], one["asset"]))
        found.append(
            (
                rule_name(document, one["rule_id"], ask.language),
                units_text(document, one["asset"], one["units"], ask.language),
                ""
                if other is None
                else units_text(document, one["asset"], other["units"], ask.language),
            )
        )
    return found
