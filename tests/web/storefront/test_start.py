"""What every page asks first: the same for everybody, and kept by browsers."""

from tests.web.storefront.shop import Shop


def test_bootstrap_is_the_same_for_everybody_and_may_be_kept(shop: Shop) -> None:
    shop.welcome()

    guest = shop.get("/bootstrap?lang=en")
    signed_in = shop.get("/bootstrap?lang=en", who="7001")

    assert guest.status == 200, guest.text
    assert guest.text == signed_in.text
    assert guest.headers["Cache-Control"].startswith("public, max-age=60")
    assert guest.json["state"] == "on"
    assert guest.json["earn_rate"] == {
        "points": 1,
        "per_minor": 1000,
        "currency": "IDR",
    }
    again = shop.get(
        "/bootstrap?lang=en", headers={"If-None-Match": guest.headers["ETag"]}
    )
    assert again.status == 304


def test_words_are_where_bootstrap_says_and_never_change(shop: Shop) -> None:
    url = shop.get("/bootstrap?lang=ms").json["words"]["url"]

    words = shop.get(f"/{url}")

    assert words.json["nav.earn"] == "Cara kumpul mata"
    assert "immutable" in words.headers["Cache-Control"]
    assert shop.get("/words/ms.000000000000.json").status == 404


def test_the_rewards_page_speaks_the_shops_language_not_the_browsers(
    shop: Shop,
) -> None:
    start = shop.get("/bootstrap?lang=id", headers={"Accept-Language": "en"}).json

    assert start["page_url"].endswith("?lang=id")
    assert start["terms_url"].endswith("?lang=id#terms")
    assert start["launcher"]["offline"] == "Kamu sedang offline"


def test_a_paused_programme_says_so_and_nothing_else(shop: Shop) -> None:
    shop.pause()

    answer = shop.get("/bootstrap?lang=id")

    assert answer.json["state"] == "paused"
    assert "guest" not in answer.json
