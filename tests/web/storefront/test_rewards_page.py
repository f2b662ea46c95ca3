"""The rewards page by hand of a browser without scripts, at both doors."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from tests.web.storefront.shop import Shop, shop_at

VOID = frozenset(
    {"br", "img", "input", "link", "meta", "path", "hr", "source", "col", "area"}
)
PROXY = "/storefront/shopify"
FORM = re.compile(r'name="form" value="([^"]+)"')


class Page(HTMLParser):
    """A page as a parser sees it; unclosed or crossed elements are an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.crossed: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    @override
    def handle_data(self, data: str) -> None:
        self.said += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def form_of(html: str, at: int = 0) -> str:
    """Return the token of a form of the page."""
    found: list[str] = FORM.findall(html)
    return found[at]


@pytest.fixture
def shopify(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, platform="shopify") as found:
        yield found


@pytest.mark.parametrize("lang", ["id", "en", "ms"])
def test_the_page_is_whole_and_tells_the_programme(shop: Shop, lang: str) -> None:
    answer = shop.get(f"/page?lang={lang}")
    page = Page(answer.text)

    assert answer.status == 200
    assert (page.open, page.crossed) == ([], [])
    assert page.all("html")[0]["lang"] == lang
    assert len(page.all("h1")) == 1
    assert {"how", "earning", "rewards", "questions", "terms"} <= {
        attrs.get("id") for attrs in page.all("section")
    }
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert "{" not in page.said.replace(facts(answer.text), "")


def facts(html: str) -> str:
    """Return the JSON-LD of a page."""
    return html.partition('application/ld+json">')[2].partition("</script>")[0]


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


def test_a_member_redeems_without_a_script(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    [address] = {form["action"] for form in Page(shown.text).all("form")}

    sure = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)})
    done = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(sure.text)})
    again = shop.ask("POST", "/page/redeem?lang=en", data={"form": form_of(sure.text)})

    assert address == f"http://127.0.0.1:8000{shop.at}/page/redeem?lang=en"
    assert "Redeem Rp10,000 off?" in sure.text
    assert "This uses 100 points." in sure.text
    assert done.status == 200, done.text
    [code] = shop.store.codes
    assert code.upper() in done.text
    assert again.text == done.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 0
    assert Page(done.text).open == Page(sure.text).open == []


def test_a_slider_takes_what_the_member_wrote(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    sure = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": form_of(shown.text, 1)}
    )
    token = form_of(sure.text)

    odd = shop.ask("POST", "/page/redeem?lang=en", data={"form": token, "points": "5x"})
    done = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": token, "points": "50"}
    )

    assert 'name="points"' in sure.text
    assert odd.status == 400
    assert done.status == 200, done.text
    assert shop.get("/member", who="7001").json["balance"]["value"] == 50


@pytest.mark.parametrize("form", ["", "x", "gAAAAAB" + "x" * 60, "y" * 3_000])
def test_a_form_that_is_not_ours_changes_nothing(shop: Shop, form: str) -> None:
    shop.welcome()
    shop.get("/member", who="7001")

    answer = shop.ask("POST", "/page/redeem?lang=en", data={"form": form})

    assert answer.status == 401
    assert "Nothing was changed" in answer.text
    assert shop.store.codes == {}


def test_a_form_lasts_half_an_hour(shop: Shop) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=en&fragment=1", who="7001")
    shop.later(minutes=30)

    answer = shop.ask(
        "POST", "/page/redeem?lang=en", data={"form": form_of(shown.text)}
    )

    assert answer.status == 401


def test_the_form_of_another_member_is_refused_to_who_is_signed_in(
    shopify: Shop,
) -> None:
    shopify.welcome("7001")
    shopify.welcome("7002", email="siti@mail.test")
    shown = proxied(shopify, ref="7001")

    stolen = proxied(
        shopify, "/redeem", method="POST", ref="7002", data={"form": form_of(shown)}
    )

    assert "Nothing was changed" in stolen
    assert shopify.store.codes == {}


def proxied(
    shop: Shop, path: str = "", *, ref: str = "", lang: str = "en", **more: object
) -> str:
    """Return what the app proxy answers to a shopper."""
    extra = (("lang", lang), *more.pop("extra", ()))  # type: ignore[misc]  # pairs
    query = shop.signed_query(ref, extra)
    method = str(more.pop("method", "GET"))
    answer = shop.ask(method, f"{path}?{query}", at=PROXY, **more)  # type: ignore[arg-type]  # data
    return answer.text


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


def test_a_member_redeems_through_the_proxy(shopify: Shop) -> None:
    shopify.welcome()
    shown = proxied(shopify, ref="7001")
    post = {"method": "POST", "ref": "7001"}

    sure = proxied(shopify, "/redeem", data={"form": form_of(shown)}, **post)
    done = proxied(shopify, "/redeem", data={"form": form_of(sure)}, **post)

    [code] = shopify.store.codes
    assert code.upper() in done


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


def test_a_reward_that_went_between_view_and_click_is_told_in_words(
    shop: Shop,
) -> None:
    shop.welcome()
    shown = shop.get("/page?lang=ms&fragment=1", who="7001")
    sure = shop.ask("POST", "/page/redeem?lang=ms", data={"form": form_of(shown.text)})
    shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")

    late = shop.ask("POST", "/page/redeem?lang=ms", data={"form": form_of(sure.text)})

    assert late.status == 422
    assert "Mata tidak mencukupi" in late.text


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
