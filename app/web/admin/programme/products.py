"""What stores sold, to look up the references that rewards and ways to earn name."""

from typing import Any, Final

from app.domain.staff import Right
from app.storage.goods_seen import Good, GoodsSeen
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, View

pages = Pages("programme_products")
MOST: Final = 30
LONGEST: Final = 100


@pages.page("GET", "/programme/products", right=Right.READ)
def find(ask: Ask) -> View:
    """Show what was sold: what is looked for, else what was ordered most often."""
    wanted = ask.query.get("q", "").strip()[:LONGEST]
    found = ask.run(lambda uow: GoodsSeen(uow).found(wanted, MOST))
    several = len(ask.office.stores) > 1
    names = {store.store_id: store.name for store in ask.office.stores}
    form: Typed[Any] = filled({"q": wanted})
    said = {
        "form": form,
        "wanted": wanted,
        "several": several,
        "rows": [
            (one.title, names.get(one.store_id, ""), _reference(one, several=several))
            for one in found
        ],
    }
    return View("admin/programme/products.html", said)


def _reference(good: Good, *, several: bool) -> str:
    return f"{good.store_id}/{good.product_ref}" if several else good.product_ref
