"""Perks, in sentences."""

from app.domain.words import Words

PERKS: dict[str, Words] = {
    "perk.for": Words(
        en="for {holders}",
        id="untuk {holders}",
        ms="untuk {holders}",
    ),
    "perk.everybody": Words(
        en="every member",
        id="semua member",
        ms="semua ahli",
    ),
    "perk.not_trials": Words(
        en="not in a trial",
        id="tidak selama masa coba",
        ms="tidak semasa tempoh cuba",
    ),
    "perk.percent": Words(
        en="{percent} off",
        id="diskon {percent}",
        ms="diskaun {percent}",
    ),
    "perk.percent_of": Words(
        en="{percent} off {what}",
        id="diskon {percent} untuk {what}",
        ms="diskaun {percent} untuk {what}",
    ),
    "perk.shipping": Words(
        en="free shipping",
        id="gratis ongkir",
        ms="penghantaran percuma",
    ),
    "perk.shipping_from": Words(
        en="free shipping from {amount}",
        id="gratis ongkir mulai {amount}",
        ms="penghantaran percuma dari {amount}",
    ),
    "perk.shipping_above": Words(
        en="free shipping above {amount}",
        id="gratis ongkir di atas {amount}",
        ms="penghantaran percuma melebihi {amount}",
    ),
    "perk.express": Words(
        en="by express",
        id="dengan pengiriman cepat",
        ms="dengan penghantaran ekspres",
    ),
    "perk.early": Words(
        en="what is new or on sale {hours} hours before others",
        id="barang baru dan obral {hours} jam lebih awal",
        ms="barang baharu dan jualan {hours} jam lebih awal",
    ),
    "perk.support_priority": Words(
        en="helped first",
        id="dilayani lebih dulu",
        ms="dilayan dahulu",
    ),
    "perk.contact": Words(
        en="contact: {contact}",
        id="kontak: {contact}",
        ms="hubungi: {contact}",
    ),
    "perk.exclusive_products": Words(
        en="goods that only they may buy",
        id="produk yang hanya boleh mereka beli",
        ms="produk yang hanya boleh mereka beli",
    ),
    "perk.whole_store": Words(
        en="only they may buy in the shop",
        id="hanya mereka yang boleh belanja di toko",
        ms="hanya mereka yang boleh membeli di kedai",
    ),
    "perk.member_collection": Words(
        en="a collection that only they see",
        id="koleksi yang hanya mereka lihat",
        ms="koleksi yang hanya mereka lihat",
    ),
    "perk.where": Words(
        en="holds {places}",
        id="berlaku {places}",
        ms="sah {places}",
    ),
    "perk.online": Words(en="online", id="online", ms="dalam talian"),
    "perk.till": Words(en="at the till", id="di kasir", ms="di kaunter"),
    "perk.app": Words(en="in the app", id="di aplikasi", ms="dalam aplikasi"),
    "perk.some_stores": Words(
        en="not in every shop",
        id="tidak di semua toko",
        ms="bukan di semua kedai",
    ),
    "perk.best": Words(
        en="of several, the best one counts",
        id="dari beberapa, yang terbaik yang berlaku",
        ms="daripada beberapa, yang terbaik dikira",
    ),
    "perk.combines": Words(
        en="works together with {classes}",
        id="bisa digabung dengan {classes}",
        ms="boleh digabungkan dengan {classes}",
    ),
    "perk.alone": Words(
        en="does not work with other discounts",
        id="tidak bisa digabung dengan diskon lain",
        ms="tidak boleh digabungkan dengan diskaun lain",
    ),
    "perk.by_code": Words(
        en="where the shop can't take it off by itself, you have a code of your own",
        id="jika toko tidak bisa memotong otomatis, kamu punya kode sendiri",
        ms="jika kedai tidak boleh memotong secara automatik, anda ada kod sendiri",
    ),
    "perk.by_staff": Words(
        en="show at the till that you have it; staff apply it there",
        id="tunjukkan di kasir; staf yang menerapkannya",
        ms="tunjukkan di kaunter; kakitangan yang menggunakannya",
    ),
    "perk.by_shop": Words(
        en="the shop must know its members for this; it does not hold in a shop that"
        " can't tell them apart",
        id="toko harus mengenali membernya; tidak berlaku di toko yang tidak bisa"
        " membedakan mereka",
        ms="kedai perlu mengenali ahlinya; tidak sah di kedai yang tidak dapat"
        " membezakan mereka",
    ),
    "perk.closed_where": Words(
        en="a WooCommerce shop with our plugin sells it to nobody else; a Shopify shop"
        " hides it on its pages and can't refuse it at the checkout; in other shops it"
        " is only noted who has it",
        id="toko WooCommerce dengan plugin kami tidak menjualnya ke orang lain; toko"
        " Shopify menyembunyikannya di halamannya dan tidak bisa menolaknya saat"
        " checkout; di toko lain hanya dicatat siapa yang memilikinya",
        ms="kedai WooCommerce dengan pemalam kami tidak menjualnya kepada orang lain;"
        " kedai Shopify menyembunyikannya pada halamannya dan tidak dapat menolaknya"
        " semasa pembayaran; di kedai lain hanya dicatat siapa yang memilikinya",
    ),
    "perk.closed_only": Words(
        en="Only for {holders}",
        id="Hanya untuk {holders}",
        ms="Hanya untuk {holders}",
    ),
    "perk.closed_early": Words(
        en="For {holders} first",
        id="Lebih dulu untuk {holders}",
        ms="Untuk {holders} dahulu",
    ),
}
