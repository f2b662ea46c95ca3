"""What stores' catalogues know of the goods on orders, for programmes that ask.

Orders name products and little else. Where the live document asks for collections,
tags, vendors or regular prices, the catalogue is read beside the order, outside of any
unit of work; a delivery that says nothing of them only makes the order be read.
"""

from collections.abc import Sequence

from app.domain.events import OrderSnapshot
from app.domain.events.products import enriched
from app.ports import StoreConnection
from app.services.env import Env
from app.services.stores import platform_of
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

AT_ONCE = 50


def with_goods(
    env: Env, store: StoreConnection, snapshots: Sequence[OrderSnapshot]
) -> list[OrderSnapshot]:
    """Return orders that were read just now, with what the catalogue knows.

    Raises:
        PlatformError: The store did not answer as it should.
    """
    unsaid = [each for each in snapshots if each.goods_unsaid]
    if not unsaid or not env.database.run(store.programme_id, _asked):
        return list(snapshots)
    refs = sorted(
        {line.product_ref for each in unsaid for line in each.lines if line.product_ref}
    )
    catalogue = platform_of(env, store.platform).catalogue
    products = {
        product.product_ref: product
        for start in range(0, len(refs), AT_ONCE)
        for product in catalogue.products(store, refs[start : start + AT_ONCE])
    }
    return [
        enriched(each, products) if each.goods_unsaid else each for each in snapshots
    ]


def _asked(uow: UnitOfWork) -> bool:
    _, document = ProgrammeRepository(uow).live()
    return document.asks_goods
