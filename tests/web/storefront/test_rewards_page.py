"""The rewards page as a guest, a member and a search engine read it."""

import json
import re

import pytest

from app.storage.legal import LegalRepository, Notice
from tests.web.storefront.pages import PROXY, Page, facts, form_of, proxied
from tests.web.storefront.shop import Shop, shop_at


@pytest.mark.parametrize("lang", ["id", "en", "ms"])
def test_the_page_is_whole_and_tells_the_programme(shop: Shop, lang: str) -> None:
    answer = shop.get(f"/page?lang={lang}")
    page = Page(answer.text)

    assert answer.status == 200
    assert (page.open, page.crossed) == ([], [])
    assert page.all("html")[0]["lang"] == lang
    assert len(page.all("h1")) == 1
    assert {"how", "earning", "all-rewards", "questions", "terms"} <= {
        attrs.get("id") for attrs in page.all("section")
    }
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert "{" not in page.said.replace(facts(answer.text), "")


def test_search_engines_find_what_they_look_for(shop: Shop) -> None:
    answer = shop.get("/page?lang=en")
    page = Page(answer.text)
    links = page.all("link")

    told = json.loads(facts(answer.text))
    assert told["@type"] == "FAQPage"
    assert len(told["mainEntity"]) >= 4
    [canonical] = [each["href"] for each in links if each.get("rel") == "canonical"]
    assert canonical == f"http://127.0.0.1:8000{shop.at}/page?lang=en"
    others = {each.get("hreflang") for each in links if each.get("hreflang")}
    assert others == {"id", "en", "ms", "x-default"}
    assert {each.get("name") for each in page.all("meta")} >= {"description"}
    assert "noindex" not in answer.text


def test_nothing_runs_inline_and_the_policy_says_so(shop: Shop) -> None:
    answer = shop.get("/page")
    page = Page(answer.text)
    policy = answer.headers["Content-Security-Policy"]

    scripts = [each for each in page.all("script") if each.get("src") is None]
    assert [each["type"] for each in scripts] == ["application/ld+json"]
    assert not page.all("style")
    assert not any(
        name.startswith("on") or name == "style"
        for _, attrs in page.tags
        for name in attrs
    )
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_guest_reads_a_page_that_may_be_kept_a_member_one_that_may_not(
    shop: Shop,
) -> None:
    shop.welcome()

    guest = shop.get("/page?lang=en")
    member = shop.get("/page?lang=en&fragment=1", who="7001")

    assert guest.headers["Cache-Control"] == "public, max-age=60"
    assert "Join for free" in guest.text
    assert member.headers["Cache-Control"] == "private, no-store"
    assert "Hi, Budi" in member.text
    assert "100 points" in member.text
    assert "<html" not in member.text
    assert Page(member.text).open == []


def test_the_proxy_answers_in_the_theme(shopify: Shop) -> None:
    shopify.welcome()
    query = shopify.signed_query("7001", (("lang", "en"),))
    answer = shopify.ask("GET", f"?{query}", at=PROXY)

    assert answer.headers["Content-Type"] == "application/liquid; charset=utf-8"
    assert "<html" not in answer.text
    assert "Hi, Budi" in answer.text
    assert {form["action"] for form in Page(answer.text).all("form")} == {
        "/apps/loyalty/redeem?lang=en"
    }


def test_the_proxy_believes_no_query_that_is_not_signed(shopify: Shop) -> None:
    good = shopify.signed_query("7001")

    for query in ("", good.replace("7001", "7002"), good + "&x=1"):
        assert shopify.ask("GET", f"?{query}", at=PROXY).status == 401


def test_a_shop_that_is_not_connected_has_no_page(shop: Shop) -> None:
    answer = shop.ask("GET", "/page", at="/storefront/v1/stores/other.test")

    assert answer.status == 404


def test_a_paused_programme_says_so(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    shop.pause()

    page = shop.get("/page?lang=en")
    form = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)})

    assert page.status == 503
    assert "taking a break" in page.text
    assert form.status == 422
    assert "paused" in form.text


def test_links_lead_into_the_shop_only(shop: Shop) -> None:
    for bad in ("//evil.test", "https://evil.test/x", "javascript:x", '/a"b'):
        page = Page(shop.ask("GET", "/page", query_string={"signin": bad}).text)
        assert not any("evil" in str(each.get("href")) for each in page.all("a"))
        assert not any("javascript" in str(each.get("href")) for each in page.all("a"))

    good = shop.ask("GET", "/page", query_string={"signin": "/rekening/masuk"})
    assert "/rekening/masuk" in good.text


def test_the_worker_the_manifest_and_the_files_are_served(shopify: Shop) -> None:
    query = shopify.signed_query("", (("lang", "en"),))
    worker = shopify.ask("GET", f"/worker.js?{query}", at=PROXY)
    manifest = shopify.ask("GET", f"/manifest.webmanifest?{query}", at=PROXY)
    alone = proxied(shopify, extra=(("alone", "1"),))
    files = [
        str(each["href"]).removeprefix("http://127.0.0.1:8000")
        for each in Page(alone).all("link")
        if each.get("rel") in ("stylesheet", "icon")
    ]

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert manifest.json["scope"] == "/apps/loyalty/"
    assert manifest.json["start_url"] == "/apps/loyalty/card?lang=en"
    assert len(files) == 3
    for file in files:
        answer = shopify.ask("GET", file, at="")
        assert answer.status == 200, file
        assert "immutable" in answer.headers["Cache-Control"]
    assert shopify.ask("GET", "/storefront/v1/page/page.0.css", at="").status == 404


def test_the_mark_of_a_member_tells_the_worker_whose_card_it_keeps(
    shopify: Shop,
) -> None:
    shopify.welcome("7001")
    shopify.welcome("7002", email="siti@mail.test")

    marks = [
        re.findall(r'data-setia-member="([^"]*)"', proxied(shopify, ref=ref))
        for ref in ("7001", "7002", "")
    ]

    assert marks[2] == [""]
    assert marks[0] != marks[1]
    assert all(len(mark) == 1 for mark in marks)


def test_the_offline_page_is_nobodys(shopify: Shop) -> None:
    shopify.welcome()
    page = proxied(shopify, "/offline", ref="7001")

    assert "You are offline" in page
    assert "Budi" not in page


def test_pages_are_asked_for_at_a_pace(fresh_database_url: str, redis_url: str) -> None:
    with shop_at(fresh_database_url, redis_url, paced=True) as shop:
        statuses = {shop.get("/page/offline").status for _ in range(70)}

    assert statuses == {200, 429}


def test_who_answers_for_the_programme_stands_below_the_terms(shop: Shop) -> None:
    notice = Notice(company="PT Kopi <A>", address="Jalan Braga 1\nBandung")
    assert "PT Kopi" not in shop.get("/page").text

    shop.world.run(
        lambda uow: LegalRepository(uow).keep(
            notice, at=shop.world.clock.now(), by="staff:1"
        )
    )

    told = shop.get("/page").text.partition('class="lym-terms"')[2]
    assert "PT Kopi &lt;A&gt;<br>Jalan Braga 1<br>Bandung" in told
