"""The conflict check over HTTP: the store's own discounts beside a reward."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.errors import PlatformUnclear
from app.domain.events.products import ProductFacts
from app.domain.rewards.discount import Combination
from app.domain.rewards.live import Goods, Kind, LiveDiscount, People
from app.domain.staff import Role
from app.domain.words import Language
from integrations.fake.platform import FakePlatform
from integrations.fake.shop import FakeShop
from tests.factories import customer, order
from tests.web.admin.conftest import Office

AT = "/programme/rewards/conflicts"
CART = {"ask": "1", "product0": "other", "price0": "60000", "quantity0": "2"}
ALL = Combination(order=True, product=True, shipping=True)


def live(
    code: str,
    kind: Kind = "order",
    **more: Any,  # noqa: ANN401 - of a discount
) -> LiveDiscount:
    url = f"https://shop.example/admin/discounts/{code}"
    return LiveDiscount(
        discount_ref=code,
        title=code,
        code=code,
        kinds=frozenset({kind}),
        admin_url=url,
        **more,
    )


@pytest.fixture
def fake(office: Office, monkeypatch: pytest.MonkeyPatch) -> FakePlatform:
    """A platform in place of the office's own, which says what discounts there are."""
    platform = FakePlatform(office.env.clock)
    name = office.desk.world.store.platform
    monkeypatch.setitem(office.env.platforms, name, platform)
    return platform


@pytest.fixture
def shop(office: Office, fake: FakePlatform) -> FakeShop:
    return fake.shop(office.desk.world.store)


def ask(office: Office, **more: str) -> str:
    answer = office.get(AT, query_string={**CART, **more})
    assert answer.status == 200, answer.text
    return answer.text


def test_the_form_stands_there_before_anything_is_asked(
    office: Office, shop: FakeShop
) -> None:
    office.desk.world.settle(order())

    page = office.get(AT)

    assert page.status == 200
    assert "Conflict check" in page.text
    assert "another product" in page.text
    assert shop.calls == []


def test_a_live_code_blocks_and_says_what_to_change(
    office: Office, shop: FakeShop
) -> None:
    shop.own_discounts.append(live("PAYDAY15", percent_bp=1500))

    page = ask(office)

    assert "PAYDAY15" in page
    assert "15%" in page
    assert "blocks" in page
    assert "Let PAYDAY15 combine with order discounts." in page
    assert "under May stand beside." in page
    assert 'href="https://shop.example/admin/discounts/PAYDAY15"' in page


def test_what_stacks_and_what_does_not_apply_is_told_apart(
    office: Office, shop: FakeShop
) -> None:
    later = office.env.clock.now() + timedelta(days=9)
    shop.own_discounts += [
        live("SHIP", "shipping", combines_with=ALL),
        live("BIG", minimum_minor=500_000),
        live("SOON", starts_at=later),
        live("GROUP", "shipping", combines_with=ALL, people=People(chosen=True)),
    ]

    page = ask(office)

    assert "Both come off together." in page
    assert "380,000 more are needed in the cart." in page
    assert "It begins" in page
    assert "only the store can tell" in page


def test_the_catalogue_says_what_a_product_belongs_to(
    office: Office, shop: FakeShop
) -> None:
    snapshot = order()
    office.desk.world.settle(snapshot)
    ref = snapshot.lines[0].product_ref or ""
    shop.products[ref] = ProductFacts(ref, collection_refs=("kopi",))
    coffee = Goods(collections=frozenset({"kopi"}))
    shop.own_discounts.append(live("KOPI10", "product", goods=coffee))

    page = ask(office, product0=ref, price0="")

    assert "KOPI10" in page
    assert "It is for other products." not in page


def test_a_store_that_does_not_answer_leaves_what_we_know(
    office: Office, shop: FakeShop
) -> None:
    shop.fail("discounts", PlatformUnclear("gone"))

    page = ask(office)

    assert "could not be asked" in page
    assert "Discounts of this programme" in page
    assert "Discounts of your store" not in page


def test_an_answer_is_kept_for_some_minutes_and_read_again_on_request(
    office: Office, shop: FakeShop
) -> None:
    ask(office)
    shop.own_discounts.append(live("NEW"))
    assert "NEW" not in ask(office)
    assert "NEW" in ask(office, again="1")

    shop.own_discounts.clear()
    office.desk.world.clock.advance(minutes=6)

    assert "NEW" not in ask(office)


def test_coupons_are_judged_by_individual_use(
    office: Office, fake: FakePlatform, shop: FakeShop
) -> None:
    fake.discounts.rule = "coupons"
    shop.own_discounts.append(live("SOLO", alone=True))

    page = ask(office)

    assert "Both are for individual use" in page
    assert "Allow order or product discounts in" in page
    assert "Take away “Individual use only” from SOLO." in page


def test_a_member_brings_what_is_theirs_alone(office: Office, shop: FakeShop) -> None:
    office.desk.member(customer())
    theirs = customer().customer_ref or ""
    people = People(frozenset({theirs}))
    shop.own_discounts.append(live("ONLYTHEM", people=people))

    assert "ONLYTHEM" not in ask(office)
    assert "ONLYTHEM" in ask(office, member=customer().email or "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"product0": ""}, "Put at least one product into the cart."),
        ({"quantity0": "none"}, "From 1 to 999."),
        ({"price0": "much"}, "Write the price of one piece"),
        ({"member": "nobody@nowhere.test"}, "Nobody, or more than one"),
        ({"reward": "no-such"}, "is-invalid"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    office: Office,
    shop: FakeShop,
    typed: dict[str, str],
    told: str,
) -> None:
    page = office.get(AT, query_string={**CART, **typed})

    assert page.status == 400
    assert told in page.text
    assert shop.calls == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ANALYST])
def test_everybody_may_look_in_their_language(
    office: Office, shop: FakeShop, role: Role, language: Language
) -> None:
    shop.own_discounts.append(live("PAYDAY15"))
    office.as_role(role, language)

    assert "PAYDAY15" in ask(office)
