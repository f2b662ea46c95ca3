"""What a cart would earn if it were paid now, by the same rules that will decide.

An estimate promises nothing: prices are the page's words, and taxes, shares of
discounts and what changes until the order is paid are not in them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.earning.context import OrderContext
from app.domain.earning.evaluate import evaluate_order
from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, MemberFacts
from app.domain.rewards.offer import refs_for
from app.domain.rewards.reward import Offer
from app.services.env import Env
from app.services.member_facts import gather
from app.services.planning import has_limits
from app.services.storefront.visits import Visit
from app.storage.orders import OrderRepository
from app.storage.unit_of_work import UnitOfWork

NAME = "estimate"


@dataclass(frozen=True, slots=True)
class CartLine:
    """One line of a cart, as the page says it is."""

    product_ref: str | None
    variant_ref: str | None
    quantity: int
    amount_minor: int
    collection_refs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cart:
    """What is in a cart, or one product."""

    currency: str
    lines: Sequence[CartLine]
    codes: frozenset[str] = frozenset()
    """On it already; casefolded."""

    @property
    def total_minor(self) -> int:
        """The price of the goods."""
        return sum(line.amount_minor for line in self.lines)


def estimated(
    env: Env, uow: UnitOfWork, visit: Visit, document: ProgrammeDocument, cart: Cart
) -> int:
    """Return the main points that the cart would earn; writes nothing."""
    now, member = env.clock.now(), visit.member
    facts: MemberFacts = NOBODY
    used: Mapping[str, int] = {}
    first = True
    if member is not None:
        wanted = (member.member_id, now, None)
        facts = gather(uow, document, [wanted]).get(wanted, NOBODY)
        orders = OrderRepository(uow)
        first = not orders.paid_orders([member.member_id]).get(member.member_id)
        if has_limits(document):
            used = _used(orders, member.member_id)
    context = OrderContext(
        store_id=visit.store_id,
        platform=visit.store.platform,
        zone=visit.store.timezone,
        at=now,
        first_order=first,
        used=used,
        store_domain=visit.store.domain,
        member=facts,
    )
    decision = evaluate_order(document, _as_order(env, cart), context)
    main = document.main_points
    return sum(award.amount for award in decision.awards if award.asset == main)


def _used(orders: OrderRepository, member_id: UUID) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for counters in orders.used_limits([member_id]).get(member_id, {}).values():
        total.update(counters)
    return total


def _as_order(env: Env, cart: Cart) -> OrderSnapshot:
    now = env.clock.now()
    return OrderSnapshot(
        order_ref=NAME,
        number=NAME,
        state=OrderState.FULFILLED,
        currency=cart.currency,
        lines=tuple(
            OrderLine(
                line_ref=str(at),
                title="",
                quantity=line.quantity,
                amount_minor=line.amount_minor,
                product_ref=line.product_ref,
                variant_ref=line.variant_ref,
                collection_refs=line.collection_refs,
                tags=line.tags,
            )
            for at, line in enumerate(cart.lines)
        ),
        version=now,
        placed_at=now,
        paid_at=now,
        fulfilled_at=now,
        total_minor=cart.total_minor,
    )


def fits(cart: Cart, offer: Offer, store_id: UUID) -> bool:
    """Tell whether a reward could be used in this cart, as far as a page can say."""
    if offer.currency != cart.currency or not cart.lines:
        return False
    if offer.minimum_minor and cart.total_minor < offer.minimum_minor:
        return False
    products = set(refs_for(offer.product_refs, str(store_id)))
    collections = set(refs_for(offer.collection_refs, str(store_id)))
    if not products and not collections:
        return True
    return any(
        line.product_ref in products
        or line.variant_ref in products
        or collections.intersection(line.collection_refs)
        for line in cart.lines
    )
