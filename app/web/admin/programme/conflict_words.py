"""A judgement about two discounts in words: what happens, why, and what to change."""

from dataclasses import dataclass
from typing import Final

from app.domain.programme.figures import money_text
from app.domain.rewards.conflicts import Idle, Judgement, Outcome
from app.domain.rewards.live import LiveDiscount
from app.domain.words import count_text
from app.services.conflicts import Answer
from app.storage.stores import StoreRow
from app.web.admin.route import Ask
from app.web.admin.shown import Pen

TONES: Final = {Outcome.BLOCKS: "bad", Outcome.STACKS: "good", Outcome.IDLE: "plain"}
RANKS: Final = {Outcome.BLOCKS: 0, Outcome.STACKS: 1, Outcome.IDLE: 2}
PERCENT_BP: Final = 100
CHANGE_HERE: Final = ("here", "both", "alone_here", "alone_both")
CHANGE_THERE: Final = ("there", "both", "alone_there", "alone_both")


@dataclass(frozen=True, slots=True)
class Said:
    """One discount as the page tells of it."""

    name: str
    value: str
    state: str
    tone: str
    why: str
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    link: str
    link_words: str
    outside: bool
    """The link leads into the store's own admin."""
    rank: tuple[int, str]


def said_of(ask: Ask, one: Judgement, answer: Answer, store: StoreRow) -> Said:
    """Return what the page says of a judgement."""
    discount, name = one.discount, name_of(one.discount)
    if one.idle is not None:
        why = idle_words(ask, one.idle, store)
    else:
        why = ask.say(f"conflicts.why.{one.reason}", **_gaps(ask, one, answer))
    where = "here" if discount.ours else _admin_of(store)
    return Said(
        name=name,
        value=_value(ask, discount, store),
        state=ask.say(f"conflicts.state.{one.outcome.value}"),
        tone=TONES[one.outcome],
        why=why,
        changes=tuple(_changes(ask, one, answer)),
        notes=tuple(_notes(ask, one)),
        link=discount.admin_url,
        link_words=ask.say(f"conflicts.open.{where}"),
        outside=not discount.ours,
        rank=(RANKS[one.outcome], name),
    )


def name_of(discount: LiveDiscount) -> str:
    """Return how a discount is called: by its code, where it has one of its own."""
    if not discount.code:
        return discount.title
    code = discount.code.upper()
    return code if discount.title.upper() == code else f"{code} ({discount.title})"


def short_name(discount: LiveDiscount) -> str:
    """Return how a discount is called inside a sentence."""
    return discount.code.upper() if discount.code else discount.title


def idle_words(ask: Ask, idle: Idle, store: StoreRow) -> str:
    """Return why a discount does not apply to the cart."""
    pen = Pen(ask)
    return ask.say(
        f"conflicts.idle.{idle.reason}",
        amount=money_text(idle.amount_minor, store.currency, ask.language),
        pieces=count_text(idle.pieces, ask.language),
        day=pen.exact(idle.at),
    )


def _gaps(ask: Ask, one: Judgement, answer: Answer) -> dict[str, str]:
    return {
        "name": short_name(one.discount),
        "reward": answer.reward.title,
        "kind_here": ask.say(f"programme.beside.{one.kind_here}"),
        "kind_there": ask.say(f"programme.beside.{one.kind_there}"),
    }


def _changes(ask: Ask, one: Judgement, answer: Answer) -> list[str]:
    """Return what would let both stand, one sentence for each side."""
    if one.outcome is not Outcome.BLOCKS:
        return []
    gaps, found = _gaps(ask, one, answer), []
    coupons = answer.rule == "coupons"
    if one.reason in CHANGE_HERE:
        key = "alone_here" if coupons else "here"
        found.append(ask.say(f"conflicts.change.{key}", **gaps))
    if one.reason in CHANGE_THERE:
        key = "alone_there" if coupons and not one.discount.ours else "there"
        found.append(ask.say(f"conflicts.change.{key}", **gaps))
    return found


def _notes(ask: Ask, one: Judgement) -> list[str]:
    found = [ask.say(f"conflicts.unsure.{each}") for each in one.unsure]
    if one.larger_wins:
        found.append(ask.say("conflicts.larger"))
    return found


def _admin_of(store: StoreRow) -> str:
    return store.platform if store.platform in ("shopify", "woocommerce") else "store"


def _value(ask: Ask, discount: LiveDiscount, store: StoreRow) -> str:
    if discount.percent_bp is not None:
        whole, rest = divmod(discount.percent_bp, PERCENT_BP)
        decimals = 2 if rest else 0
        number = discount.percent_bp if rest else whole
        return f"{count_text(number, ask.language, decimals=decimals)}%"
    if discount.amount_minor is not None:
        return money_text(discount.amount_minor, store.currency, ask.language)
    if "shipping" in discount.kinds:
        return ask.say("conflicts.free_shipping")
    return ""
