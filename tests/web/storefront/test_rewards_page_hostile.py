"""Whatever a merchant or a member wrote, nothing of it runs: SEC-H1, and Liquid."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from liquid import Environment

from app.domain.words.storefront import ALL
from app.storage.stores import StoreRepository
from tests.web.desk import DOCUMENT
from tests.web.storefront.pages import PROXY, Page, facts
from tests.web.storefront.shop import Shop, shop_at

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg/onload=alert(3)>",
    "</title></script><script>alert(4)</script>",
    "<a href=javascript:alert(5)>x</a>",
    "{{ shop.email }}{% raw %}{{ 7 | times: 7 }}{% endraw %}{%- comment -%}",
    "{{'x' | append: customer.email}}",
    "<!-- --!> <style>*{display:none}</style>",
    "\u2028\u2029 &lt;b&gt; %7B%7B ]]>",
)
CORPUS = " ".join(PAYLOADS)
OWN_SCRIPTS = {"application/ld+json", None}
APP_PROXY_LIQUID_INJECTION = "{{"


def hostile() -> dict[str, Any]:
    """Return a document with the corpus in every text that people read."""
    ladder = {"id": "ten", "kind": "fixed_amount", "price": 10, "amount": {"IDR": "5"}}
    titled = {"title": CORPUS, "description": CORPUS}
    return {
        **DOCUMENT,
        "identity": {
            **DOCUMENT["identity"],
            "name": CORPUS,
            "description": CORPUS,
            "terms_url": "https://shop.test/x?a=%22%3E",
        },
        "assets": [{"kind": "points", "id": "points", "unit": CORPUS}],
        "earning": [{**rule, "title": CORPUS} for rule in DOCUMENT["earning"]],
        "rewards": [{**ladder, **titled}],
        "tiers": [
            {"id": "one", **titled},
            {
                "id": "two",
                **titled,
                "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": "9"}}]},
            },
        ],
        "perks": [
            {
                "id": "perk",
                "title": CORPUS,
                "what": {"kind": "text", "text": CORPUS},
                "held_by": {"everybody": True},
            }
        ],
        "causes": [{"id": "trees", "title": CORPUS, "description": CORPUS}],
        "words": dict.fromkeys(ALL, CORPUS),
        "storefront": {
            "languages": [{"tag": "zh", "name": CORPUS[:190].strip(), "words": {}}],
            "follow": [{"network": CORPUS[:190].strip(), "url": "https://x.test/"}],
            "page": {
                "title": CORPUS,
                "body": CORPUS,
                "image": "https://x.test/a.webp",
                "questions": [{"question": CORPUS, "answer": CORPUS}],
            },
        },
    }


def told_by_enemies(url: str, redis: str, platform: str) -> Iterator[Shop]:
    with shop_at(url, redis, document=hostile(), platform=platform) as found:
        found.world.run(
            lambda uow: StoreRepository(uow).change(found.world.store_id, name=CORPUS)
        )
        found.welcome("7001")
        people = found.store.people
        people["7001"] = replace(people["7001"], first_name=CORPUS)
        yield found


@pytest.fixture
def shop(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    yield from told_by_enemies(fresh_database_url, redis_url, "woocommerce")


@pytest.fixture
def shopify(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    yield from told_by_enemies(fresh_database_url, redis_url, "shopify")


def dangers(html: str) -> list[str]:
    """Return everything of a page that could run or restyle it."""
    page = Page(html)
    found = [
        f"{tag} {name}"
        for tag, attrs in page.tags
        for name, value in attrs.items()
        if name.startswith("on")
        or name == "style"
        or (value or "").strip().lower().startswith(("javascript:", "data:"))
    ]
    found += [tag for tag, _ in page.tags if tag in ("style", "iframe", "base")]
    found += [
        str(each)
        for each in page.all("script")
        if each.get("type") not in OWN_SCRIPTS
        or (each.get("type") is None and not str(each.get("src")).startswith("http://"))
    ]
    return [*found, *page.crossed, *page.open]


def test_the_corpus_is_inert_for_guests(shop: Shop) -> None:
    answer = shop.get("/page?lang=en")

    assert answer.status == 200, answer.text
    assert dangers(answer.text) == []
    assert "alert(1)" in Page(answer.text).said


def test_the_corpus_is_inert_for_members_and_on_every_page(shop: Shop) -> None:
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    assert shown.status == 200, shown.text
    token = shown.text.partition('name="form" value="')[2].partition('"')[0]
    sure = shop.ask("POST", "/page/redeem?lang=en", data={"form": token})
    again = sure.text.partition('name="form" value="')[2].partition('"')[0]
    done = shop.ask("POST", "/page/redeem?lang=en", data={"form": again})
    card = shop.get("/page/card?lang=en", who="7001")
    lost = shop.ask("POST", "/page/redeem?lang=en", data={"form": "x"})
    offline = shop.get("/page/offline?lang=en")

    pages = (shown, sure, done, card, lost, offline)
    assert [page.status for page in pages] == [200, 200, 200, 200, 401, 200]
    assert [dangers(page.text) for page in pages] == [[]] * len(pages)


def test_app_proxy_liquid_injection(shopify: Shop) -> None:
    """What goes through Liquid comes out as it went in, whoever wrote it."""
    query = shopify.signed_query("7001", (("lang", "en"),))

    answer = shopify.ask("GET", f"?{query}", at=PROXY)

    assert answer.headers["Content-Type"].startswith("application/liquid")
    told = facts(answer.text)
    assert "{" not in answer.text.replace(told, "")
    assert APP_PROXY_LIQUID_INJECTION not in told
    assert "{%" not in told
    assert Environment().from_string(answer.text).render(shop="x") == answer.text
    assert "shop.email" in Page(answer.text).said
    assert dangers(answer.text) == []


def test_the_look_can_not_close_a_rule(shop: Shop) -> None:
    sheet = shop.get("/page/look.css").text

    assert sheet.count("{") == sheet.count("}") == 5
    assert "url(" not in sheet
