"""Looking at rewards: pools and stock, codes as shown, choices, hand-overs."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.money import Money
from app.domain.rewards.voucher import Voucher
from app.services.stock import StockFigures, stock_of_rewards
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from integrations.fake.platform import FakePlatform
from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _path(told: Step, rest: str) -> str:
    return f"/members/email:{told.get('who', 'ani')}@mail.test/{rest}"


def _codes(player: Player, told: Step) -> None:
    """Upload codes into a pool."""
    player.ask("POST", f"/rewards/{told['reward']}/codes", {"codes": told["codes"]})


def _sold(player: Player, told: Step) -> None:
    """Let so many units be out already, as if other members had them."""
    player.run(
        lambda uow: uow.connection.exec_driver_sql(
            "INSERT INTO reward_stock (programme_id, reward_id, taken, updated_at)"
            " VALUES (%s, %s, %s, now())",
            (player.programme_id, told["reward"], told["units"]),
        )
    )


def _hand_over(player: Player, told: Step) -> None:
    """Scan the QR code of the latest voucher of a reward."""
    who = told.get("who", "ani")
    held = [v for v in _held(player, who) if v.reward_id == told["reward"]]
    player.ask(
        "POST", "/handovers", {"code": held[0].code, "place": told.get("place", "till")}
    )


def _pick(player: Player, told: Step) -> None:
    """Pick a reward of the latest open choice."""
    listed = player.ask("GET", _path(told, "choices"))
    gift = listed["data"][0]["id"]
    player.ask("POST", _path(told, f"choices/{gift}"), {"reward_id": told["reward"]})


def _visits(player: Player, told: Step) -> None:
    """Tell of several orders of one amount."""
    from tests.recipes.steps import STEPS  # noqa: PLC0415 - the steps know this module

    for number in range(told["times"]):
        lines = [{"amount": told["amount"]}]
        STEPS["order"](player, {"ref": f"V{number}", "lines": lines, **_who(told)})


def _who(told: Step) -> dict[str, Any]:
    return {"who": told["who"]} if "who" in told else {}


def _held(player: Player, who: str) -> list[Voucher]:
    """Return somebody's vouchers, newest first."""

    def read(uow: UnitOfWork) -> list[Voucher]:
        return VoucherRepository(uow).page(limit=200, member_id=player.member(who))

    found: list[Voucher] = player.run(read)
    return found


def _left(player: Player, _who: str) -> dict[str, int | None]:
    def read(uow: UnitOfWork) -> list[StockFigures]:
        return stock_of_rewards(uow)

    figures: list[StockFigures] = player.run(read)
    return {each.reward_id: each.left for each in figures}


def _shown(player: Player, _who: str) -> str | None:
    """Return the code of the last redemption, as the API shows it."""
    code: str | None = player.answer["code"]
    return code


def _smallest_cart(player: Player, who: str) -> str:
    terms = _held(player, who)[0].terms
    return Money(terms.minimum_minor or 0, terms.currency).decimal_text()


def _flavours(player: Player, who: str) -> list[str]:
    return list(_held(player, who)[0].terms.product_refs)


def _handed(player: Player, _who: str) -> bool:
    first: bool = player.answer["first_time"]
    return first


def _choices(player: Player, who: str) -> list[list[str]]:
    listed = player.ask("GET", _path({"who": who}, "choices"))
    return [[one["reward_id"] for one in each["options"]] for each in listed["data"]]


def _pieces(player: Player, who: str) -> dict[str, int | None]:
    """Return how many pieces each share is limited to, by the stores' own books."""
    platform = player.env.platforms["fake"]
    assert isinstance(platform, FakePlatform)
    names = {voucher.code_key: voucher.reward_id for voucher in _held(player, who)}
    return {
        names[code]: issued.spec.pieces
        for store in player.stores
        for code, issued in platform.shop(player.store(store)).discounts.items()
        if code in names and issued.spec.percent_bp is not None
    }


STEPS: Mapping[str, Callable[[Player, Step], None]] = {
    "codes": _codes,
    "sold": _sold,
    "hand_over": _hand_over,
    "pick": _pick,
    "visits": _visits,
}
READERS: Mapping[str, Callable[[Player, str], Any]] = {
    "left": _left,
    "shown": _shown,
    "smallest_cart": _smallest_cart,
    "flavours": _flavours,
    "handed": _handed,
    "choices": _choices,
    "pieces": _pieces,
}
