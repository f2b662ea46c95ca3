"""Codes of the settings pages in words: topics, events, debts, scopes, reasons."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

Said = Mapping[str, tuple[str, str, str]]

_TOPICS: Final[Said] = {
    "orders/create": ("New order", "Pesanan baru", "Pesanan baharu"),
    "orders/updated": ("Order changed", "Pesanan berubah", "Pesanan berubah"),
    "orders/paid": ("Order paid", "Pesanan lunas", "Pesanan dibayar"),
    "orders/fulfilled": ("Order shipped", "Pesanan dikirim", "Pesanan dihantar"),
    "orders/cancelled": (
        "Order cancelled",
        "Pesanan dibatalkan",
        "Pesanan dibatalkan",
    ),
    "orders/edited": ("Order edited", "Pesanan diubah", "Pesanan disunting"),
    "orders/delete": ("Order deleted", "Pesanan dihapus", "Pesanan dipadam"),
    "refunds/create": ("Refund", "Pengembalian dana", "Bayaran balik"),
    "customers/create": ("New customer", "Pelanggan baru", "Pelanggan baharu"),
    "customers/update": (
        "Customer changed",
        "Pelanggan berubah",
        "Pelanggan berubah",
    ),
    "customers/delete": (
        "Customer deleted",
        "Pelanggan dihapus",
        "Pelanggan dipadam",
    ),
    "customers/merge": (
        "Customers merged",
        "Pelanggan digabung",
        "Pelanggan digabung",
    ),
    "customer.tags_added": (
        "Customer tagged",
        "Tag pelanggan ditambah",
        "Tag pelanggan ditambah",
    ),
    "customer.tags_removed": (
        "Customer's tag removed",
        "Tag pelanggan dilepas",
        "Tag pelanggan dibuang",
    ),
    "customers_email_marketing_consent/update": (
        "Consent to mails changed",
        "Izin e-mail berubah",
        "Kebenaran e-mel berubah",
    ),
    "discounts/delete": ("Discount deleted", "Diskon dihapus", "Diskaun dipadam"),
    "app/uninstalled": ("App removed", "Aplikasi dilepas", "Aplikasi dibuang"),
    "app/scopes_update": (
        "Permissions changed",
        "Izin aplikasi berubah",
        "Kebenaran aplikasi berubah",
    ),
    "app_subscriptions/update": (
        "Subscription changed",
        "Langganan berubah",
        "Langganan berubah",
    ),
    "customers/data_request": (
        "Customer asks for their data",
        "Pelanggan meminta datanya",
        "Pelanggan meminta datanya",
    ),
    "customers/redact": (
        "Customer to be erased",
        "Data pelanggan harus dihapus",
        "Data pelanggan perlu dipadam",
    ),
    "shop/redact": (
        "Store to be erased",
        "Data toko harus dihapus",
        "Data kedai perlu dipadam",
    ),
    "order.created": ("New order", "Pesanan baru", "Pesanan baharu"),
    "order.updated": ("Order changed", "Pesanan berubah", "Pesanan berubah"),
    "order.deleted": ("Order deleted", "Pesanan dihapus", "Pesanan dipadam"),
    "order.restored": (
        "Order restored",
        "Pesanan dipulihkan",
        "Pesanan dipulihkan",
    ),
    "customer.created": ("New customer", "Pelanggan baru", "Pelanggan baharu"),
    "customer.updated": (
        "Customer changed",
        "Pelanggan berubah",
        "Pelanggan berubah",
    ),
    "customer.deleted": (
        "Customer deleted",
        "Pelanggan dihapus",
        "Pelanggan dipadam",
    ),
    "product.updated": ("Product changed", "Produk berubah", "Produk berubah"),
    "review.approved": ("Review approved", "Ulasan disetujui", "Ulasan diluluskan"),
    "action.wc_setia_order_changed": (
        "Order changed",
        "Pesanan berubah",
        "Pesanan berubah",
    ),
}
_EVENTS: Final[Said] = {
    "OrderSeen": ("the order as it is", "pesanan apa adanya", "pesanan seadanya"),
    "OrderHint": (
        "an order to be read",
        "pesanan yang perlu dibaca",
        "pesanan yang perlu dibaca",
    ),
    "OrderGone": ("a deleted order", "pesanan yang dihapus", "pesanan yang dipadam"),
    "CustomerSeen": (
        "the customer as they are",
        "pelanggan apa adanya",
        "pelanggan seadanya",
    ),
    "CustomerChanged": (
        "a customer to be read",
        "pelanggan yang perlu dibaca",
        "pelanggan yang perlu dibaca",
    ),
    "CustomerGone": (
        "a deleted customer",
        "pelanggan yang dihapus",
        "pelanggan yang dipadam",
    ),
    "CustomersMerged": (
        "two customers are one",
        "dua pelanggan menjadi satu",
        "dua pelanggan menjadi satu",
    ),
    "RedactCustomer": (
        "a customer to be erased",
        "pelanggan yang harus dihapus",
        "pelanggan yang perlu dipadam",
    ),
    "DataRequested": (
        "a customer asks for their data",
        "pelanggan meminta datanya",
        "pelanggan meminta datanya",
    ),
    "ReviewSeen": ("a review", "ulasan", "ulasan"),
    "ReviewHint": (
        "reviews to be read",
        "ulasan yang perlu dibaca",
        "ulasan yang perlu dibaca",
    ),
    "StoreUninstalled": (
        "the app was removed",
        "aplikasi dilepas",
        "aplikasi dibuang",
    ),
    "SubscriptionChanged": (
        "the subscription changed",
        "langganan berubah",
        "langganan berubah",
    ),
    "AccessChanged": ("permissions changed", "izin berubah", "kebenaran berubah"),
    "ConnectionBroken": (
        "the connection is broken",
        "sambungan terputus",
        "sambungan terputus",
    ),
    "DiscountGone": ("a deleted discount", "diskon yang dihapus", "diskaun dipadam"),
    "RedactStore": (
        "the store is to be erased",
        "data toko harus dihapus",
        "data kedai perlu dipadam",
    ),
    "Ignored": ("nothing for us", "tidak perlu ditindak", "tiada tindakan perlu"),
}
_DEBTS: Final[Said] = {
    "backfill": ("Reading the past", "Membaca riwayat", "Membaca sejarah"),
    "bulk": (
        "A deed on many members",
        "Tindakan atas banyak member",
        "Tindakan atas ramai ahli",
    ),
    "check_carried": (
        "Looking for brought-along codes",
        "Mencari kode bawaan",
        "Mencari kod yang dibawa",
    ),
    "check_discount": ("Checking a discount", "Memeriksa diskon", "Menyemak diskaun"),
    "data_request": (
        "Gathering a customer's data",
        "Mengumpulkan data pelanggan",
        "Mengumpul data pelanggan",
    ),
    "export": ("Making an export", "Membuat ekspor", "Membuat eksport"),
    "fetch_order": ("Reading an order", "Membaca pesanan", "Membaca pesanan"),
    "import": ("An import", "Impor", "Import"),
    "put_perk": (
        "Giving a tier's benefit",
        "Memberi keuntungan tingkat",
        "Memberi faedah peringkat",
    ),
    "read_access": ("Reading permissions", "Membaca izin", "Membaca kebenaran"),
    "read_reviews": ("Reading reviews", "Membaca ulasan", "Membaca ulasan"),
    "read_subscription": (
        "Reading the subscription",
        "Membaca langganan",
        "Membaca langganan",
    ),
    "redact_customer": (
        "Erasing a customer",
        "Menghapus data pelanggan",
        "Memadam data pelanggan",
    ),
    "redact_store": ("Erasing a store", "Menghapus data toko", "Memadam data kedai"),
    "simulate": ("A simulation", "Simulasi", "Simulasi"),
    "stand_all": (
        "Looking at every member's tier",
        "Menilai tingkat semua member",
        "Menilai peringkat semua ahli",
    ),
    "standing": (
        "Looking at a member's tier",
        "Menilai tingkat member",
        "Menilai peringkat ahli",
    ),
    "take_perk": (
        "Taking a tier's benefit back",
        "Menarik keuntungan tingkat",
        "Menarik balik faedah peringkat",
    ),
    "write_closed_goods": (
        "Telling the store what is for some only",
        "Memberi tahu toko barang khusus",
        "Memberitahu kedai barang khas",
    ),
    "write_theme_marks": (
        "Telling the theme about members",
        "Memberi tahu tema tentang member",
        "Memberitahu tema tentang ahli",
    ),
}
_DEBT_STATES: Final[Said] = {
    "waiting": ("waits", "menunggu", "menunggu"),
    "blocked": (
        "waits for the store's permission",
        "menunggu izin toko",
        "menunggu kebenaran kedai",
    ),
    "settled": ("done", "selesai", "selesai"),
    "cancelled": ("not needed any more", "tidak perlu lagi", "tidak perlu lagi"),
    "set_aside": ("set aside", "disisihkan", "diketepikan"),
}
_SCOPES: Final[Said] = {
    "members:read": ("Read members", "Membaca member", "Membaca ahli"),
    "members:write": ("Change members", "Mengubah member", "Mengubah ahli"),
    "ledger:read": ("Read points", "Membaca poin", "Membaca mata"),
    "ledger:write": (
        "Give and take points",
        "Memberi dan mengurangi poin",
        "Memberi dan menolak mata",
    ),
    "redemptions:write": ("Redeem", "Menukar poin", "Menebus mata"),
    "programme:read": (
        "Read the programme",
        "Membaca program",
        "Membaca program",
    ),
    "programme:write": (
        "Change the programme",
        "Mengubah program",
        "Mengubah program",
    ),
    "webhooks:write": ("Manage webhooks", "Mengatur webhook", "Mengurus webhook"),
    "orders:write": ("Send orders", "Mengirim pesanan", "Menghantar pesanan"),
    "activities:write": (
        "Send activities",
        "Mengirim aktivitas",
        "Menghantar aktiviti",
    ),
}


def _all(prefix: str, said: Said) -> dict[str, Words]:
    return {f"{prefix}.{code}": Words(*each) for code, each in said.items()}


CODES: Final[Mapping[str, Words]] = {
    **_all("topic", _TOPICS),
    **_all("event", _EVENTS),
    **_all("debt", _DEBTS),
    **_all("debt.state", _DEBT_STATES),
    **_all("scope", _SCOPES),
}
