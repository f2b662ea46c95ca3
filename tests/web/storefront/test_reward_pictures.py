"""A reward's picture: kept by the merchant elsewhere, shown in a box of fixed size."""

from collections.abc import Iterator

import pytest

from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from tests.web.desk import DOCUMENT
from tests.web.storefront.pages import Page
from tests.web.storefront.shop import Shop, shop_at

PICTURE = "https://cdn.toko.test/ten.jpg?v=2"
TEN, *OTHERS = DOCUMENT["rewards"]


@pytest.fixture
def pictured(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    document = {**DOCUMENT, "rewards": [{**TEN, "image": PICTURE}, *OTHERS]}
    with shop_at(fresh_database_url, redis_url, document=document) as found:
        yield found


def test_a_picture_is_in_the_list_and_on_the_page(pictured: Shop) -> None:
    listed = pictured.get("/rewards").json["data"]
    page = Page(pictured.get("/page?lang=en").text)

    assert {one["id"]: one["image"] for one in listed} == {
        "ten-thousand": PICTURE,
        "slide": None,
        "dear": None,
    }
    assert page.all("img") == [
        {
            "class": "lym-photo",
            "src": PICTURE,
            "alt": "",
            "width": "480",
            "height": "360",
            "loading": "lazy",
            "referrerpolicy": "no-referrer",
        }
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://cdn.toko.test/a.jpg",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://a.test",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "\x01https://cdn.toko.test/a.jpg",
        'https://cdn.toko.test/a.jpg" onerror="alert(1)',
        "https://user:word@cdn.toko.test/a.jpg",
        "//cdn.toko.test/a.jpg",
        "https:///a.jpg",
    ],
)
def test_a_picture_of_another_kind_of_address_is_refused(address: str) -> None:
    wrong = {**DOCUMENT, "rewards": [{**TEN, "image": address}, *OTHERS]}

    with pytest.raises(DocumentInvalid) as refused:
        load_document(wrong)

    [problem] = refused.value.problems
    assert problem.path.endswith("image")
