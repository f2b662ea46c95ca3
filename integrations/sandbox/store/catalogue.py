"""The goods and people a new store opens with, the same for the same seed."""

from datetime import timedelta
from hashlib import sha256

from integrations.sandbox.store import offers
from integrations.sandbox.store.models import (
    Address,
    Collection,
    Customer,
    Product,
    Variant,
)
from integrations.sandbox.store.state import Store

COLLECTIONS = [("kopi", "Kopi"), ("perlengkapan", "Perlengkapan"), ("kado", "Kado")]

# handle, title, picture, kind, collections, variants: (title, sku, USD, IDR, MYR)
GOODS = [
    (
        "house-blend-beans",
        "House Blend Beans",
        "beans",
        "Kopi",
        ["kopi"],
        [("250 g", "KOPI-01", "20.00", "150000", "45.00")],
    ),
    (
        "gayo-single-origin",
        "Gayo Single Origin",
        "sack",
        "Kopi",
        ["kopi"],
        [
            ("250 g", "KOPI-02", "24.00", "185000", "52.00"),
            ("1 kg", "KOPI-02-KG", "82.00", "640000", "180.00"),
        ],
    ),
    (
        "stoneware-mug",
        "Stoneware Mug",
        "mug",
        "Gelas",
        ["perlengkapan", "kado"],
        [
            ("Biru", "MUG-01", "12.25", "89000", "28.90"),
            ("Krem", "MUG-02", "12.25", "89000", "28.90"),
        ],
    ),
    (
        "pour-over-set",
        "Pour-over Set",
        "pot",
        "Alat seduh",
        ["perlengkapan", "kado"],
        [("", "SEDUH-01", "49.00", "375000", "110.00")],
    ),
    (
        "canvas-tote",
        "Canvas Tote",
        "bag",
        "Tas",
        ["kado"],
        [("", "TAS-01", "15.00", "99000", "35.00")],
    ),
    (
        "brewing-class",
        "Online Brewing Class",
        "class",
        "Kelas",
        [],
        [("", "KELAS-01", "30.00", "200000", "65.00")],
    ),
    (
        "gift-card",
        "Gift Card",
        "card",
        "Gift card",
        ["kado"],
        [("", "", "25.00", "250000", "100.00")],
    ),
    (
        "coffee-subscription",
        "Coffee Subscription",
        "sack",
        "Langganan",
        ["kopi"],
        [("", "LANGGANAN-01", "18.00", "135000", "40.00")],
    ),
]
# What is reduced, and what it cost before: USD, IDR, MYR.
REGULAR_PRICES = {"canvas-tote": ("19.00", "125000", "45.00")}
SUBSCRIPTIONS = {"coffee-subscription"}

PEOPLE = [
    ("Ani", "Wijaya"),
    ("Budi", "Santoso"),
    ("Citra", "Lestari"),
    ("Dewi", "Anggraini"),
    ("Eko", "Prasetyo"),
    ("Farah", "Aziz"),
    ("Gita", "Permata"),
    ("Hasan", "Ibrahim"),
    ("Intan", "Maharani"),
    ("Joko", "Susilo"),
    ("Kartika", "Putri"),
    ("Lim", "Wei Ling"),
    ("Made", "Suardana"),
    ("Nurul", "Huda"),
    ("Oka", "Saputra"),
    ("Putri", "Rahayu"),
    ("Rizky", "Ramadhan"),
    ("Siti", "Aminah"),
    ("Tono", "Hartono"),
    ("Wulan", "Sari"),
]
PASSWORD = "sandbox"  # noqa: S105 -- everybody in the sandbox shares it, by design
PRICE_COLUMNS = {"USD": 0, "IDR": 1, "MYR": 2}


def stock(store: Store) -> None:
    """Fill an empty store with goods and people."""
    opened_at = store.now() - timedelta(days=400)
    collection_ids = {}
    for handle, title in COLLECTIONS:
        row = Collection(store.new_id("collection"), handle, title, opened_at)
        store.collections[row.id] = row
        collection_ids[handle] = row.id
    column = PRICE_COLUMNS.get(store.config.currency, 0)
    for handle, title, picture, kind, groups, variants in GOODS:
        if handle == "gift-card" and not store.config.is_shopify:
            continue
        virtual = handle in {"gift-card", "brewing-class"}
        product_id = store.new_id("product")
        rows = [
            Variant(
                id=_variant_id(store, product_id, len(variants)),
                product_id=product_id,
                title=name if store.config.is_shopify or len(variants) > 1 else "",
                sku=sku,
                price_minor=store.money_from(prices[column]),
                requires_shipping=not virtual,
                taxable=handle != "gift-card",
                compare_at_minor=store.money_from(
                    REGULAR_PRICES.get(handle, ("0", "0", "0"))[column]
                ),
            )
            for name, sku, *prices in variants
        ]
        store.products[product_id] = Product(
            id=product_id,
            handle=handle,
            title=title,
            description=f"{title} dari {store.config.name}.",
            vendor=store.config.name,
            product_type=kind,
            picture=picture,
            tags=[kind.lower()],
            collection_ids=[collection_ids[group] for group in groups],
            variants=rows,
            created_at=opened_at,
            updated_at=opened_at,
            gift_card=handle == "gift-card",
            virtual=virtual,
            downloadable=handle == "brewing-class",
            subscription=handle in SUBSCRIPTIONS,
        )
    people(store)
    if store.config.offers:
        offers.put(store)


def _variant_id(store: Store, product_id: int, variants: int) -> int:
    """A simple WooCommerce product has no variation: the product is what is sold."""
    if not store.config.is_shopify and variants == 1:
        return product_id
    return store.new_id("variant")


def people(store: Store) -> None:
    """The customers who are there from the start, with account and password."""
    if not store.config.is_shopify:
        admin = Customer(
            id=store.new_id("customer"),
            email="pemilik@toko.test",
            first_name="Pemilik",
            last_name="Toko",
            created_at=store.now() - timedelta(days=400),
            updated_at=store.now() - timedelta(days=400),
            has_account=True,
            role="administrator",
            username="pemilik",
        )
        store.customers[admin.id] = admin
    for number in range(store.config.demo_customers):
        first, last = PEOPLE[number % len(PEOPLE)]
        lap = number // len(PEOPLE)
        suffix = str(lap + 1) if lap else ""
        born = store.now() - timedelta(days=300 - number % 200)
        customer = Customer(
            id=store.new_id("customer"),
            email=f"{first.lower()}{suffix}@customer.test",
            first_name=first,
            last_name=last,
            created_at=born,
            updated_at=born,
            has_account=True,
            password=PASSWORD,
            username=f"{first.lower()}{suffix}",
            address=sample_address(
                store, first, last, whose=f"{first}{suffix}@customer.test"
            ),
        )
        store.customers[customer.id] = customer


# code: country, then a first region with its code, city and postcode
COUNTRIES = {
    "ID": ("Indonesia", "DKI Jakarta", "JK", "Jakarta", "10110"),
    "MY": ("Malaysia", "Kuala Lumpur", "KUL", "Kuala Lumpur", "50050"),
    "SG": ("Singapore", "", "", "Singapore", "018956"),
    "US": ("United States", "New York", "NY", "New York", "10001"),
}


def sample_address(
    store: Store,
    first: str,
    last: str,
    *,
    whose: str,
    country: str = "",
    region: str = "",
) -> Address:
    """An address in Jakarta, or in the country and region that were chosen.

    The same person (*whose*, an e-mail address say) lives at the same door each time,
    and nobody else does: people who share door and telephone are taken for one.
    """
    number = int.from_bytes(sha256(whose.strip().lower().encode()).digest()[:4])
    code = country if country in COUNTRIES else "ID"
    name, province, province_code, city, postcode = COUNTRIES[code]
    chosen = region.strip().upper()
    return Address(
        id=store.new_id("address"),
        first_name=first,
        last_name=last,
        address1=f"Jl. Contoh {1 + number % 900}",
        city=city,
        province=province if chosen in {"", province_code} else chosen,
        province_code=chosen or province_code,
        country=name,
        country_code=code,
        zip=postcode,
        phone=f"+62811{number % 10**6:06}",
    )
