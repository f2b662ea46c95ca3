"""Products are looked up by name where rewards and ways to earn name them."""

from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import insert

from app.storage.tables.products import product_seen
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.web.admin.conftest import Office
from tests.world import add_store

AT = "/programme/products"


@pytest.fixture(autouse=True)
def sold(office: Office) -> None:
    """Three products that were ordered."""
    goods = (("11", "Kopi Toraja", 5), ("12", "Teh 100%", 9), ("13", "Kopi Gayo", 2))

    def write(uow: UnitOfWork) -> None:
        for ref, title, orders in goods:
            row = {"product_ref": ref, "title": title, "orders": orders}
            own = {"programme_id": uow.programme_id, "seen_at": NOON}
            store = {"store_id": office.desk.world.store_id}
            uow.connection.execute(insert(product_seen).values(**row, **own, **store))

    office.desk.world.run(write)


def refs(office: Office, query: str = "") -> list[str]:
    """Return the references that the page shows, from the top."""
    page = unescape(office.get(f"{AT}{query}").text)
    return [part.partition("</code>")[0] for part in page.split("<code>")[1:]]


def test_what_is_ordered_most_comes_first(office: Office) -> None:
    assert refs(office) == ["12", "11", "13"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("kopi", ["11", "13"]), ("100%25", ["12"]), ("13", ["13"]), ("_", []), ("x", [])],
)
def test_a_part_of_a_name_or_a_reference_finds_it(
    office: Office, query: str, found: list[str]
) -> None:
    assert refs(office, f"?q={query}") == found


def test_of_several_stores_a_reference_says_which(office: Office) -> None:
    office.desk.world.run(lambda uow: add_store(uow, UUID(int=9)))

    assert refs(office, "?q=gayo") == [f"{office.desk.world.store_id}/13"]


def test_the_editors_that_name_products_have_the_search(office: Office) -> None:
    for path in ("/programme/rewards/slide", "/programme/earn/spend"):
        assert f'action="/admin{AT}"' in office.get(path).text
    assert f'action="/admin{AT}"' not in office.get("/programme/terms").text
