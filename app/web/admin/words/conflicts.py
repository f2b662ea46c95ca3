"""What the conflict check says."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Conflict check", "Cek bentrok", "Semak percanggahan"),
    "lead": (
        "Put a cart together and see which discounts block this reward, and why.",
        "Susun satu keranjang, lihat diskon mana yang menghalangi hadiah ini.",
        "Susun satu troli, lihat diskaun mana yang menghalang ganjaran ini.",
    ),
    "open_check": (
        "Conflict check with your store's discounts",
        "Cek bentrok dengan diskon toko",
        "Semak percanggahan dengan diskaun kedai",
    ),
    "cart": ("Cart", "Keranjang", "Troli"),
    "line": ("Line {n}", "Baris {n}", "Baris {n}"),
    "product": ("Product", "Produk", "Produk"),
    "quantity": ("Pieces", "Jumlah", "Bilangan"),
    "price": ("Price of one", "Harga satuan", "Harga seunit"),
    "price_help": (
        "Left empty: what it was last sold for.",
        "Kosong: harga jual terakhir.",
        "Kosong: harga jualan terakhir.",
    ),
    "nothing": ("nothing", "kosong", "kosong"),
    "other": ("another product", "produk lain", "produk lain"),
    "who": ("Who buys", "Siapa yang membeli", "Siapa yang membeli"),
    "tier": ("Tier", "Tingkat", "Peringkat"),
    "no_tier": ("no tier", "tanpa tingkat", "tanpa peringkat"),
    "member": ("or a member", "atau seorang member", "atau seorang ahli"),
    "member_help": (
        "E-mail, phone or name; their own tier then counts.",
        "E-mail, telepon atau nama; tingkatnya sendiri yang berlaku.",
        "E-mel, telefon atau nama; peringkatnya sendiri yang dikira.",
    ),
    "one_member": (
        "A member, if you like",
        "Seorang member, bila perlu",
        "Seorang ahli, jika perlu",
    ),
    "one_member_help": (
        "E-mail, phone or name: codes of their own then count.",
        "E-mail, telepon atau nama: kode miliknya ikut dihitung.",
        "E-mel, telefon atau nama: kod miliknya turut dikira.",
    ),
    "store": ("Store", "Toko", "Kedai"),
    "reward": ("Reward", "Hadiah", "Ganjaran"),
    "do": ("Check", "Periksa", "Semak"),
    "none_title": (
        "Nothing to check yet",
        "Belum ada yang diperiksa",
        "Belum ada yang disemak",
    ),
    "none_text": (
        "It takes a connected store and a reward that is a discount.",
        "Perlu toko yang terhubung dan hadiah berupa diskon.",
        "Perlu kedai yang disambung dan ganjaran berupa diskaun.",
    ),
    "cart_empty": (
        "Put at least one product into the cart.",
        "Masukkan minimal satu produk.",
        "Masukkan sekurang-kurangnya satu produk.",
    ),
    "quantity_wrong": ("From 1 to 999.", "Dari 1 sampai 999.", "Dari 1 hingga 999."),
    "price_wrong": (
        "Write the price of one piece, such as 50000.",
        "Tulis harga satuan, misalnya 50000.",
        "Tulis harga seunit, contohnya 50.00.",
    ),
    "nobody": (
        "Nobody, or more than one, is called that. Write the whole e-mail.",
        "Tidak ada, atau lebih dari satu. Tulis e-mail lengkapnya.",
        "Tiada, atau lebih daripada satu. Tulis e-mel penuhnya.",
    ),
    "result": (
        "{reward} on a cart of {amount}",
        "{reward} di keranjang {amount}",
        "{reward} pada troli {amount}",
    ),
    "for_member": ("for {name}", "untuk {name}", "untuk {name}"),
    "for_tier": ("for {tier}", "untuk {tier}", "untuk {tier}"),
    "reward_works": (
        "The reward itself works on this cart.",
        "Hadiahnya sendiri berlaku di keranjang ini.",
        "Ganjaran itu sendiri sah untuk troli ini.",
    ),
    "reward_idle": (
        "The reward itself does not work on this cart: {why}",
        "Hadiahnya sendiri tidak berlaku di keranjang ini: {why}",
        "Ganjaran itu sendiri tidak sah untuk troli ini: {why}",
    ),
    "theirs": ("Discounts of your store", "Diskon tokomu", "Diskaun kedai anda"),
    "theirs_none": (
        "The store has none in force or planned.",
        "Toko tidak punya yang berlaku atau terjadwal.",
        "Kedai tiada yang berkuat kuasa atau dijadualkan.",
    ),
    "ours": (
        "Discounts of this programme",
        "Diskon program ini",
        "Diskaun program ini",
    ),
    "ours_none": (
        "The programme gives this person no other discount.",
        "Program tidak memberi diskon lain kepada orang ini.",
        "Program tidak memberi diskaun lain kepada orang ini.",
    ),
    "as_of": (
        "Read from {store}: {time}.",
        "Dibaca dari {store}: {time}.",
        "Dibaca dari {store}: {time}.",
    ),
    "again": ("Read again", "Baca ulang", "Baca semula"),
    "incomplete": (
        "There are more than we read; the newest are here.",
        "Ada lebih banyak dari yang dibaca; yang terbaru ada di sini.",
        "Ada lebih banyak daripada yang dibaca; yang terbaru ada di sini.",
    ),
    "trouble": (
        "{store} could not be asked, so this is only what we know ourselves. {why}",
        "{store} tidak bisa ditanya, jadi ini hanya yang kami tahu sendiri. {why}",
        "{store} tidak dapat ditanya, jadi ini hanya yang kami tahu sendiri. {why}",
    ),
    "free_shipping": ("free shipping", "gratis ongkir", "penghantaran percuma"),
    "open.here": ("Change it here", "Ubah di sini", "Ubah di sini"),
    "open.shopify": ("Open in Shopify", "Buka di Shopify", "Buka di Shopify"),
    "open.woocommerce": ("Open in WordPress", "Buka di WordPress", "Buka di WordPress"),
    "open.store": ("Open in the store", "Buka di toko", "Buka di kedai"),
    "state.stacks": ("stacks", "bisa digabung", "boleh digabung"),
    "state.blocks": ("blocks", "bentrok", "bercanggah"),
    "state.idle": ("does not apply", "tidak berlaku", "tidak terpakai"),
    "why.yes": (
        "Both come off together.",
        "Keduanya dipotong bersama.",
        "Kedua-duanya dipotong bersama.",
    ),
    "why.here": (
        "{reward} does not allow {kind_there} beside it.",
        "{reward} tidak mengizinkan {kind_there}.",
        "{reward} tidak membenarkan {kind_there}.",
    ),
    "why.there": (
        "{name} does not allow {kind_here} beside it.",
        "{name} tidak mengizinkan {kind_here}.",
        "{name} tidak membenarkan {kind_here}.",
    ),
    "why.both": (
        "Neither allows the other beside it.",
        "Keduanya tidak saling mengizinkan.",
        "Kedua-duanya tidak saling membenarkan.",
    ),
    "why.two_shipping": (
        "Two discounts on shipping never stand together.",
        "Dua diskon ongkir tidak pernah bisa digabung.",
        "Dua diskaun penghantaran tidak boleh digabung.",
    ),
    "why.same_goods": (
        "Both reduce the same products, and a product takes one such discount.",
        "Keduanya memotong produk yang sama; satu produk hanya satu diskon.",
        "Kedua-duanya memotong produk sama; satu produk hanya satu diskaun.",
    ),
    "why.alone_here": (
        "{reward} is made for individual use: it throws out every other coupon.",
        "{reward} dipakai sendiri: semua kupon lain dikeluarkan.",
        "{reward} digunakan bersendirian: semua kupon lain dikeluarkan.",
    ),
    "why.alone_both": (
        "Both are for individual use: whichever comes first throws the other out.",
        "Keduanya hanya bisa dipakai sendiri: yang pertama mengeluarkan yang lain.",
        "Kedua-duanya digunakan bersendirian: yang pertama mengeluarkan yang lain.",
    ),
    "why.alone_there": (
        "{name} is for individual use: it throws out every other coupon.",
        "{name} hanya bisa dipakai sendiri: kupon lain dikeluarkan.",
        "{name} hanya boleh digunakan bersendirian: kupon lain dikeluarkan.",
    ),
    "change.here": (
        "Allow {kind_there} in {reward}, under May stand beside.",
        "Izinkan {kind_there} pada {reward}, di Bisa digabung.",
        "Benarkan {kind_there} pada {reward}, di Boleh digabung.",
    ),
    "change.there": (
        "Let {name} combine with {kind_here}.",
        "Atur agar {name} bisa digabung dengan {kind_here}.",
        "Tetapkan agar {name} boleh digabung dengan {kind_here}.",
    ),
    "change.alone_here": (
        "Allow order or product discounts in {reward}, under May stand beside.",
        "Izinkan diskon pesanan atau produk pada {reward}, di Bisa digabung.",
        "Benarkan diskaun pesanan atau produk pada {reward}, di Boleh digabung.",
    ),
    "change.alone_there": (
        "Take away “Individual use only” from {name}.",
        "Hapus centang “Hanya pemakaian individual” di {name}.",
        "Buang tanda “Kegunaan individu sahaja” pada {name}.",
    ),
    "larger": (
        "The checkout keeps whichever takes more off.",
        "Checkout memakai yang potongannya lebih besar.",
        "Daftar keluar memakai yang potongannya lebih besar.",
    ),
    "unsure.people": (
        "It is for a group or market that only the store can tell.",
        "Hanya untuk grup atau pasar yang diketahui toko.",
        "Hanya untuk kumpulan atau pasaran yang diketahui kedai.",
    ),
    "unsure.goods": (
        "It is for chosen products, too many to read all of them.",
        "Hanya untuk produk pilihan, terlalu banyak untuk dibaca.",
        "Hanya untuk produk pilihan, terlalu banyak untuk dibaca.",
    ),
    "unsure.conditions": (
        "It has conditions that only the checkout knows.",
        "Ada syarat yang hanya diketahui checkout.",
        "Ada syarat yang hanya diketahui daftar keluar.",
    ),
    "unsure.shop": (
        "Not every Shopify plan lets two such discounts stand together.",
        "Tidak semua paket Shopify mengizinkan dua diskon seperti ini.",
        "Bukan semua pelan Shopify membenarkan dua diskaun begini.",
    ),
    "idle.not_yet": ("It begins {day}.", "Mulai {day}.", "Bermula {day}."),
    "idle.over": ("It ended {day}.", "Berakhir {day}.", "Tamat {day}."),
    "idle.used_up": ("It is used up.", "Kuotanya habis.", "Kuotanya habis."),
    "idle.other_people": (
        "It is for other customers.",
        "Untuk pelanggan lain.",
        "Untuk pelanggan lain.",
    ),
    "idle.left_out": (
        "The cart holds goods that it leaves out or that are on sale.",
        "Ada barang yang dikecualikan atau sedang obral di keranjang.",
        "Ada barang yang dikecualikan atau sedang jualan murah di troli.",
    ),
    "idle.other_goods": (
        "It is for other products.",
        "Untuk produk lain.",
        "Untuk produk lain.",
    ),
    "idle.minimum": (
        "{amount} more are needed in the cart.",
        "Belanja kurang {amount} lagi.",
        "Belian kurang {amount} lagi.",
    ),
    "idle.maximum": (
        "It is for carts up to {amount}.",
        "Untuk keranjang sampai {amount}.",
        "Untuk troli sehingga {amount}.",
    ),
    "idle.pieces": (
        "{pieces} more pieces are needed.",
        "Kurang {pieces} barang lagi.",
        "Kurang {pieces} barang lagi.",
    ),
}
CONFLICTS: Final[Mapping[str, Words]] = {
    f"conflicts.{key}": Words(*said) for key, said in _SAID.items()
}
