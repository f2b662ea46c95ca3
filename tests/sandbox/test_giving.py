"""What people are given in the sandbox stores: perks, cards, credit, tags, news."""

from __future__ import annotations

import pytest

from tests.sandbox.shop import Json, Shop, sent
from tests.sandbox.visitor import Browser, make_code, orders


@pytest.fixture
def member(visitor: Browser) -> int:
    number: int = visitor.shop.act("signup", email="zed@x.test")["customer"]["id"]
    return number


def customers(shop: Shop) -> dict[int, Json]:
    rows: list[Json] = shop.control("GET", "state")["customers"]
    return {row["id"]: row for row in rows}


# --- the shop -----------------------------------------------------------------


def test_reduced_goods_show_what_they_cost_before(visitor: Browser) -> None:
    page = visitor.get(f"{visitor.product}/canvas-tote").text

    assert 'data-test="compare-at">Rp 125.000<' in page
    assert "Rp 99.000" in page
    assert "compare-at" not in visitor.get(f"{visitor.product}/stoneware-mug").text


def test_the_shop_speaks_malay(visitor: Browser) -> None:
    visitor.get("/sandbox-language/ms")

    assert "Bagaimana anda bayar?" in till(visitor)


def till(visitor: Browser, handle: str = "stoneware-mug") -> str:
    visitor.post("/sandbox-cart/add", variant_id=visitor.variant(handle), quantity=1)
    return visitor.get("/checkout").text


def test_news_are_ticked_at_sign_up_and_stopped_later(visitor: Browser) -> None:
    visitor.post(
        f"{visitor.account}/register",
        first_name="Zed",
        email="zed@x.test",
        password="geheim",
        newsletter="1",
    )
    ticked = [row["accepts_marketing"] for row in customers(visitor.shop).values()]
    visitor.post("/sandbox-news", accepts="no")
    left = [row["accepts_marketing"] for row in customers(visitor.shop).values()]

    assert ticked.count(True) == 1
    assert left.count(True) == 0


def test_the_country_is_chosen_at_the_checkout(visitor: Browser) -> None:
    page = till(visitor)
    visitor.post(
        "/checkout",
        email="zed@x.test",
        first_name="Zed",
        country="MY",
        region="sgr",
        gateway=next(iter(ways(page))),
    )

    (order,) = orders(visitor.shop)
    office = visitor.get(f"{visitor.office}/orders/{order['id']}").text
    assert order["country"] == "MY"
    assert "MY-SGR" in office


def ways(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="gateway" value="')[1:]]


def test_a_gift_card_and_store_credit_pay_at_the_checkout(
    visitor: Browser, member: int
) -> None:
    if visitor.shop.info["platform"] != "shopify":
        pytest.skip("WooCommerce has neither")
    card = visitor.shop.act("gift-card", amount="50000")["code"]
    give_credit(visitor.shop, member, "20000")
    visitor.post(f"{visitor.account}/login", email="zed@x.test", password="sandbox")

    bare = till(visitor)
    wrong = visitor.post("/sandbox-cart/gift-card", code="nope", back="checkout").text
    page = visitor.post("/sandbox-cart/gift-card", code=card, back="checkout").text
    visitor.post(
        "/checkout",
        email="zed@x.test",
        first_name="Zed",
        use_credit="1",
        gateway="shopify_payments",
    )

    (order,) = orders(visitor.shop)
    assert "use-credit" in bare
    assert "does not work" in wrong
    assert 'data-test="left">Rp 54.000<' in page
    assert order["gateways"] == [
        "gift_card",
        "shopify_store_credit",
        "shopify_payments",
    ]
    assert order["paid"] == order["total"] == "104000"
    assert customers(visitor.shop)[member]["store_credit"] == "0"
    again = visitor.shop.control("GET", "rewards?marker=x")
    assert again["count"] == 0


def give_credit(shop: Shop, customer: int, amount: str) -> None:
    shop.gql(
        """mutation M($id: ID!, $i: StoreCreditAccountCreditInput!) {
             storeCreditAccountCredit(id: $id, creditInput: $i) {
               userErrors { message } } }""",
        "M",
        id=f"gid://shopify/Customer/{customer}",
        i={"creditAmount": {"amount": amount, "currencyCode": "IDR"}},
    )


def test_a_card_that_stopped_working_falls_off_the_cart(visitor: Browser) -> None:
    if visitor.shop.info["platform"] != "shopify":
        pytest.skip("WooCommerce has none")
    made = visitor.shop.act("gift-card", amount="50000")
    till(visitor)
    visitor.post("/sandbox-cart/gift-card", code=made["code"], back="checkout")
    visitor.shop.act("disable-gift-card", id=made["id"])

    assert 'data-test="gift-card"' not in visitor.get("/checkout").text
    gone = visitor.post("/sandbox-cart/ungift-card", code="x", back="checkout")
    assert gone.status_code == 200


# --- the back office ----------------------------------------------------------


def test_the_office_sells_at_the_till_to_somebody_and_to_nobody(
    visitor: Browser,
) -> None:
    page = f"{visitor.office}/do/till-sale"
    visitor.post(
        page, product="stoneware-mug", quantity=2, customer="ani@customer.test"
    )
    visitor.post(page, product="stoneware-mug", quantity=1)

    named, bare = orders(visitor.shop)
    assert named["source"] == bare["source"] == "pos"
    assert named["email"] == "ani@customer.test"
    assert (bare["email"], bare["customer_id"]) == ("", None)
    assert "pos" in visitor.get(f"{visitor.office}/").text


def test_the_office_renews_a_subscription_and_nothing_else(visitor: Browser) -> None:
    shop = visitor.shop
    lines = [{"product": "coffee-subscription"}, {"product": "stoneware-mug"}]
    first = shop.order(customer="ani@customer.test", lines=lines)
    mug = shop.order(customer="ani@customer.test")

    page = visitor.get(f"{visitor.office}/orders/{first['id']}").text
    visitor.post(f"{visitor.office}/do/renew", order_id=first["id"])
    told = visitor.post(f"{visitor.office}/do/renew", order_id=mug["id"])

    renewed = orders(shop)[-1]
    assert "Renew the subscription" in page
    assert renewed["renews_id"] == first["id"]
    assert [line["title"] for line in renewed["lines"]] == ["Coffee Subscription"]
    assert "Nothing on it is a subscription" in told.text


def test_the_office_sets_tags_birthdays_and_news(visitor: Browser, member: int) -> None:
    page = f"{visitor.office}/do"
    visitor.post(f"{page}/tag", customer=member, add="vip, gold", back="people")
    visitor.post(f"{page}/tag", customer=member, add="silver", remove="gold")
    visitor.post(f"{page}/consent", customer=member, accepts="yes", back="people")
    visitor.post(f"{page}/birthday", customer=member, birthday="1990-02-28")

    shown = customers(visitor.shop)[member]
    assert sorted(shown["tags"]) == ["silver", "vip"]
    assert shown["accepts_marketing"] is True
    assert "vip" in visitor.get(f"{visitor.office}/people").text


def test_the_office_makes_gift_cards_and_switches_them_off(visitor: Browser) -> None:
    if visitor.shop.info["platform"] != "shopify":
        pytest.skip("WooCommerce has none")
    page = f"{visitor.office}/do"
    visitor.post(
        f"{page}/gift-card", amount="25000", code="HADIAH2026", back="discounts"
    )
    twice = visitor.post(f"{page}/gift-card", amount="25000", code="HADIAH2026")
    before = visitor.get(f"{visitor.office}/discounts").text
    visitor.post(f"{page}/disable-gift-card", id=1, back="discounts")
    none = visitor.post(f"{page}/disable-gift-card", id=99)

    assert "already been taken" in twice.text
    assert "hadiah2026" in before
    assert "There is no such gift card" in none.text


AUTOMATIC = """mutation M($i: DiscountAutomaticBasicInput!) {
  discountAutomaticBasicCreate(automaticBasicDiscount: $i) {
    automaticDiscountNode { id } userErrors { code message } } }"""


def perk(shop: Shop, title: str, context: Json, **more: object) -> Json:
    gets = {"items": {"all": True}, "value": {"percentage": 0.1}}
    asked = {
        "title": title,
        "startsAt": "2026-01-01T00:00:00Z",
        "context": context,
        "customerGets": gets,
        **more,
    }
    data: Json = shop.gql(AUTOMATIC, "M", i=asked)["data"]
    made: Json = data["discountAutomaticBasicCreate"]
    return made


def test_an_automatic_discount_shows_in_the_cart_and_in_the_office(
    shopify: Shop,
) -> None:
    visitor = Browser(shopify)
    perk(shopify, "Hari emas", {"all": "ALL"})

    cart = till(visitor)
    order = shopify.order(customer="ani@customer.test", lines=[{"sku": "MUG-01"}])
    shopify.deliver()
    body = sent(shopify, "orders/create")

    assert "Hari emas" in cart
    assert order["automatic"] == ["Hari emas"]
    assert order["codes"] == []
    assert "automatic" in visitor.get("/admin-sandbox/discounts").text
    assert "(automatic)" in visitor.get(f"/admin-sandbox/orders/{order['id']}").text
    assert body["discount_codes"] == []
    assert body["discount_applications"][0] | {"value": ""} == {
        "type": "automatic",
        "title": "Hari emas",
        "value": "",
        "value_type": "percentage",
        "allocation_method": "across",
        "target_selection": "all",
        "target_type": "line_item",
    }


def test_of_two_perks_that_clash_the_larger_one_holds(shopify: Shop) -> None:
    gets = {"items": {"all": True}, "value": {"percentage": 0.3}}
    perk(shopify, "Ten", {"all": "ALL"})
    perk(shopify, "Thirty", {"all": "ALL"}, customerGets=gets)

    order = shopify.order(customer="ani@customer.test", lines=[{"sku": "MUG-01"}])

    assert order["automatic"] == ["Thirty"]


def test_a_code_comes_before_a_perk_it_does_not_combine_with(shopify: Shop) -> None:
    make_code(shopify)
    perk(shopify, "Ten", {"all": "ALL"})

    order = shopify.order(customer="ani@customer.test", codes=["TEN"])

    assert (order["codes"], order["automatic"]) == (["TEN"], [])


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": "Taken"}, "TAKEN"),
        ({"tags": ["1", "2", "3", "4", "5", "6"]}, "TOO_MANY_TAGS"),
        (
            {"context": {"customerSegments": {"add": ["gid://shopify/Segment/9"]}}},
            "INVALID",
        ),
        ({"context": {"markets": {"add": []}}}, "INVALID"),
    ],
)
def test_a_perk_that_can_not_be_is_refused(
    shopify: Shop, more: Json, code: str
) -> None:
    perk(shopify, "Taken", {"all": "ALL"})
    asked = {"title": "New", "context": {"all": "ALL"}, **more}
    title, context = asked.pop("title"), asked.pop("context")

    made = perk(shopify, title, context, **asked)

    assert made["automaticDiscountNode"] is None
    assert made["userErrors"][0]["code"] == code


def test_a_segment_has_one_name_and_one_kind_of_query(shopify: Shop) -> None:
    text = """mutation M($n: String!, $q: String!) {
      segmentCreate(name: $n, query: $q) { segment { id } userErrors { message } } }"""
    good = "customer_tags CONTAINS 'gold'"

    first = shopify.gql(text, "M", n="Gold", q=good)["data"]["segmentCreate"]
    twice = shopify.gql(text, "M", n="Gold", q=good)["data"]["segmentCreate"]
    odd = shopify.gql(text, "M", n="Rich", q="amount_spent > 5")["data"][
        "segmentCreate"
    ]

    assert first["segment"]["id"]
    assert "taken" in twice["userErrors"][0]["message"]
    assert "customer_tags" in odd["userErrors"][0]["message"]
