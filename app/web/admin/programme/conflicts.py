"""The conflict check: a cart, a person, a reward, and every discount that meets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.numbers import parse_amount
from app.domain.programme.rewards import Reward
from app.domain.rewards.live import CartLine
from app.domain.rewards.offer import RewardUnavailable
from app.domain.staff import Right
from app.domain.typed_numbers import Unread, read_amount, read_whole
from app.services import conflicts
from app.services.conflicts import Answer, Question, Whose
from app.storage.goods import SoldGoods, recent_goods
from app.storage.stores import StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.programme.conflict_words import Said, idle_words, said_of
from app.web.admin.programme.titles import title_of
from app.web.admin.programme.work import bar_of, lay_out
from app.web.admin.route import Ask, Pages, View

pages = Pages("conflicts")

AT: Final = "/programme/rewards/conflicts"
OTHER: Final = "other"
"""Goods of no name: any other product."""
LINES: Final = 5
FIRST_LINES: Final = 2
MOST_GOODS: Final = 60
MOST_PIECES: Final = 999


@dataclass(frozen=True, slots=True)
class Laid:
    """What the form starts from."""

    ask: Ask
    document: ProgrammeDocument
    store: StoreRow
    goods: Sequence[SoldGoods]
    rewards: Sequence[Reward]


@pages.page("GET", AT, right=Right.READ)
def conflict_check(ask: Ask) -> View:
    """Show the form, and below it what came out for the cart in the address."""
    desk = lay_out(ask)
    stores = [each for each in ask.office.stores if each.platform in ask.env.platforms]
    rewards = conflicts.discounts_of(desk.document)
    said: dict[str, Any] = {
        "bar": bar_of(desk),
        "stores": [(str(each.store_id), each.name) for each in stores],
        "rewards": [
            (each.id, title_of(desk.document, "rewards", each, ask.language))
            for each in rewards
        ],
    }
    if not stores or not rewards:
        return View("admin/programme/conflicts.html", said)
    store = _store(stores, ask.query.get("store", ""))
    goods = ask.run(
        lambda uow: recent_goods(uow, store.store_id, most=MOST_GOODS),
    )
    laid = Laid(ask, desk.document, store, goods, rewards)
    form = filled({**_first(laid), **dict(ask.query.items())})
    said |= _shown(laid, form)
    if "ask" in ask.query or "again" in ask.query:
        said |= _asked(laid, form)
    said["wrong"] = bool(form.errors)
    return View("admin/programme/conflicts.html", said, 400 if form.errors else 200)


def _store(stores: Sequence[StoreRow], wanted: str) -> StoreRow:
    live = [each for each in stores if each.state == "connected"] or list(stores)
    return next((each for each in stores if str(each.store_id) == wanted), live[0])


def _first(laid: Laid) -> dict[str, str]:
    """Return a cart to begin with: two of what is bought most."""
    first: dict[str, str] = {
        "store": str(laid.store.store_id),
        "reward": laid.rewards[0].id,
    }
    if "ask" not in laid.ask.query and laid.goods:
        first |= {"product0": laid.goods[0].product_ref, "quantity0": "2"}
    return first


def _shown(laid: Laid, form: Typed[Any]) -> dict[str, Any]:
    ask, document = laid.ask, laid.document
    named = [at for at in range(LINES) if form.get(f"product{at}")]
    lines = min(max(FIRST_LINES, (named[-1] + 2) if named else 0), LINES)
    return {
        "form": form,
        "store": laid.store,
        "lines": range(lines),
        "goods": [
            ("", ask.say("conflicts.nothing")),
            *(
                (each.product_ref, each.title or each.product_ref)
                for each in laid.goods
            ),
            (OTHER, ask.say("conflicts.other")),
        ],
        "tiers": [
            ("", ask.say("conflicts.no_tier")),
            *(
                (tier.id, title_of(document, "tiers", tier, ask.language))
                for tier in document.tiers
            ),
        ],
    }


def _asked(laid: Laid, form: Typed[Any]) -> dict[str, Any]:
    """Return the answer, or what is wrong with the question beside its fields."""
    lines = _lines(laid, form)
    reward = next(
        (each for each in laid.rewards if each.id == form.get("reward")), None
    )
    if reward is None:
        form.errors["reward"] = laid.ask.say("form.wrong")
    whose = _whose(laid, form)
    if form.errors or reward is None or whose is None:
        return {}
    question = Question(
        document=laid.document,
        store=laid.store,
        reward=reward,
        lines=lines,
        whose=whose,
        language=laid.ask.language,
        again="again" in laid.ask.query,
    )
    try:
        answer = conflicts.check(laid.ask.env, question)
    except RewardUnavailable as error:
        form.errors["reward"] = laid.ask.why(error)
        return {}
    return _answered(laid, question, answer)


def _answered(laid: Laid, question: Question, answer: Answer) -> dict[str, Any]:
    ask = laid.ask
    idle = answer.idle

    def told(found: Sequence[Any]) -> list[Said]:
        said = [said_of(ask, each, answer, laid.store) for each in found]
        return sorted(said, key=lambda one: one.rank)

    return {
        "answer": answer,
        "title": answer.reward.title,
        "sum_minor": sum(line.amount_minor for line in question.lines),
        "tier": _tier(laid, question.whose),
        "member": question.whose.member,
        "idle": None if idle is None else idle_words(ask, idle, laid.store),
        "ours": told(answer.ours),
        "theirs": told(answer.theirs),
        "trouble": None if answer.trouble is None else ask.why(answer.trouble),
        "again": {**ask.query.to_dict(), "again": "1"},
    }


def _tier(laid: Laid, whose: Whose) -> str | None:
    tier = laid.document.item("tiers", whose.tier_id or "")
    if tier is None:
        return None
    return title_of(laid.document, "tiers", tier, laid.ask.language)


def _pieces(text: str) -> int:
    try:
        return read_whole(text)
    except Unread:
        return 0


def _lines(laid: Laid, form: Typed[Any]) -> list[CartLine]:
    known = {each.product_ref: each for each in laid.goods}
    found = []
    for at in range(LINES):
        product = form.get(f"product{at}")
        if not product:
            continue
        quantity = _pieces(form.get(f"quantity{at}") or "1")
        if not 0 < quantity <= MOST_PIECES:
            form.errors[f"quantity{at}"] = laid.ask.say("conflicts.quantity_wrong")
            continue
        goods = known.get(product)
        unit_minor = _price(laid, form, at, goods)
        if unit_minor is not None:
            found.append(
                CartLine(
                    None if product == OTHER else product,
                    goods.title if goods else "",
                    quantity,
                    unit_minor * quantity,
                )
            )
    if not found and not form.errors:
        form.errors["product0"] = laid.ask.say("conflicts.cart_empty")
    return found


def _price(
    laid: Laid, form: Typed[Any], at: int, goods: SoldGoods | None
) -> int | None:
    """Return the price of a piece: as typed, else what it brought last."""
    typed = form.get(f"price{at}")
    if not typed and goods is not None:
        return goods.unit_minor
    try:
        return parse_amount(
            read_amount(typed, laid.store.currency, laid.ask.language),
            laid.store.currency,
        )
    except ValueError:
        form.errors[f"price{at}"] = laid.ask.say("conflicts.price_wrong")
        return None


def _whose(laid: Laid, form: Typed[Any]) -> Whose | None:
    said, tier_id = form.get("member").strip(), form.get("tier") or None
    store_id: UUID = laid.store.store_id

    def read(uow: UnitOfWork) -> Whose | None:
        return conflicts.whose(uow, store_id, said, tier_id, laid.ask.now)

    found = laid.ask.run(read)
    if found is None:
        form.errors["member"] = laid.ask.say("conflicts.nobody")
    return found
