"""Referral, in sentences: what it gives, and why one was not rewarded."""

from app.domain.words import Words

REFERRAL: dict[str, Words] = {
    "referral.title": Words(
        en="Bring a friend",
        id="Ajak teman",
        ms="Ajak rakan",
    ),
    "referral.friend": Words(
        en="A friend who joins through your link gets {gifts}",
        id="Teman yang bergabung lewat tautanmu mendapat {gifts}",
        ms="Rakan yang menyertai melalui pautan anda mendapat {gifts}",
    ),
    "referral.advocate": Words(
        en="You get {gifts} once the friend's first order is paid and can no longer"
        " be returned",
        id="Kamu mendapat {gifts} setelah pesanan pertama teman dibayar dan masa"
        " pengembaliannya lewat",
        ms="Anda mendapat {gifts} setelah pesanan pertama rakan dibayar dan tempoh"
        " pemulangannya tamat",
    ),
    "referral.advocate_any": Words(
        en="You get {gifts} once an order of the friend is paid and can no longer be"
        " returned",
        id="Kamu mendapat {gifts} setelah sebuah pesanan teman dibayar dan masa"
        " pengembaliannya lewat",
        ms="Anda mendapat {gifts} setelah satu pesanan rakan dibayar dan tempoh"
        " pemulangannya tamat",
    ),
    "referral.wait": Words(
        en="That takes {days} days",
        id="Itu perlu {days} hari",
        ms="Itu mengambil {days} hari",
    ),
    "referral.minimum": Words(
        en="The order must be at least {amount}",
        id="Pesanannya minimal {amount}",
        ms="Pesanan itu sekurang-kurangnya {amount}",
    ),
    "referral.link_days": Words(
        en="The friend orders within {days} days of using the link",
        id="Teman memesan dalam {days} hari sejak memakai tautan",
        ms="Rakan memesan dalam {days} hari selepas menggunakan pautan",
    ),
    "referral.new_friend": Words(
        en="A friend is somebody who has not bought here before, and not yourself",
        id="Teman adalah orang yang belum pernah belanja di sini, dan bukan dirimu"
        " sendiri",
        ms="Rakan ialah orang yang belum pernah membeli di sini, dan bukan diri anda"
        " sendiri",
    ),
    "referral.most_per_month": Words(
        en="At most {times} friends a month are rewarded",
        id="Paling banyak {times} teman sebulan yang diberi hadiah",
        ms="Paling banyak {times} rakan sebulan yang diberi ganjaran",
    ),
    "referral.most_ever": Words(
        en="At most {times} friends in all are rewarded",
        id="Paling banyak {times} teman seluruhnya yang diberi hadiah",
        ms="Paling banyak {times} rakan kesemuanya yang diberi ganjaran",
    ),
    "referral.refunds": Words(
        en="If the friend's order goes back, so does what you get for it",
        id="Jika pesanan teman dikembalikan, hadiahmu untuknya juga batal",
        ms="Jika pesanan rakan dipulangkan, ganjaran anda untuknya juga batal",
    ),
}
WHY: dict[str, tuple[Words, Words]] = {
    "own_address": (
        Words(
            en="this is the e-mail address of the member whose link it is",
            id="ini alamat email member pemilik tautan",
            ms="ini alamat e-mel ahli pemilik pautan",
        ),
        Words(
            en="the friend has your own e-mail address",
            id="teman memakai alamat emailmu sendiri",
            ms="rakan menggunakan alamat e-mel anda sendiri",
        ),
    ),
    "own_phone": (
        Words(
            en="this is the phone number of the member whose link it is",
            id="ini nomor telepon member pemilik tautan",
            ms="ini nombor telefon ahli pemilik pautan",
        ),
        Words(
            en="the friend has your own phone number",
            id="teman memakai nomor teleponmu sendiri",
            ms="rakan menggunakan nombor telefon anda sendiri",
        ),
    ),
    "same_member": (
        Words(
            en="this is your own link",
            id="ini tautanmu sendiri",
            ms="ini pautan anda sendiri",
        ),
        Words(
            en="the friend is you",
            id="teman itu adalah dirimu sendiri",
            ms="rakan itu ialah diri anda sendiri",
        ),
    ),
    "existing_member": (
        Words(
            en="you were a member before",
            id="kamu sudah menjadi member sebelumnya",
            ms="anda sudah menjadi ahli sebelum ini",
        ),
        Words(
            en="the friend was a member before",
            id="teman sudah menjadi member sebelumnya",
            ms="rakan sudah menjadi ahli sebelum ini",
        ),
    ),
    "existing_customer": (
        Words(
            en="you have bought here before",
            id="kamu sudah pernah belanja di sini",
            ms="anda pernah membeli di sini",
        ),
        Words(
            en="the friend has bought here before",
            id="teman sudah pernah belanja di sini",
            ms="rakan pernah membeli di sini",
        ),
    ),
    "same_address": (
        Words(
            en="your address is that of the member whose link it is",
            id="alamatmu sama dengan alamat member pemilik tautan",
            ms="alamat anda sama dengan alamat ahli pemilik pautan",
        ),
        Words(
            en="the friend has the same address as you",
            id="alamat teman sama dengan alamatmu",
            ms="alamat rakan sama dengan alamat anda",
        ),
    ),
    "same_device": (
        Words(
            en="you use the device or network of the member whose link it is",
            id="kamu memakai perangkat atau jaringan member pemilik tautan",
            ms="anda menggunakan peranti atau rangkaian ahli pemilik pautan",
        ),
        Words(
            en="the friend uses the same device or network as you",
            id="teman memakai perangkat atau jaringan yang sama denganmu",
            ms="rakan menggunakan peranti atau rangkaian yang sama dengan anda",
        ),
    ),
    "same_payment": (
        Words(
            en="you pay with what the member whose link it is pays with",
            id="kamu membayar dengan alat bayar member pemilik tautan",
            ms="anda membayar dengan kaedah bayaran ahli pemilik pautan",
        ),
        Words(
            en="the friend pays with what you pay with",
            id="teman membayar dengan alat bayarmu",
            ms="rakan membayar dengan kaedah bayaran anda",
        ),
    ),
    "circle": (
        Words(
            en="you brought the member whose link it is",
            id="kamu yang mengajak member pemilik tautan",
            ms="anda yang mengajak ahli pemilik pautan",
        ),
        Words(
            en="the friend brought you",
            id="teman itulah yang mengajakmu",
            ms="rakan itulah yang mengajak anda",
        ),
    ),
    "too_fast": (
        Words(
            en="very many came through this link in a short time",
            id="terlalu banyak yang datang lewat tautan ini dalam waktu singkat",
            ms="terlalu ramai datang melalui pautan ini dalam masa singkat",
        ),
        Words(
            en="very many came through your link in a short time",
            id="terlalu banyak yang datang lewat tautanmu dalam waktu singkat",
            ms="terlalu ramai datang melalui pautan anda dalam masa singkat",
        ),
    ),
    "same_device_fast": (
        Words(
            en="several new friends came from your device or network",
            id="beberapa teman baru datang dari perangkat atau jaringanmu",
            ms="beberapa rakan baharu datang dari peranti atau rangkaian anda",
        ),
        Words(
            en="several new friends came from one device or network",
            id="beberapa teman baru datang dari satu perangkat atau jaringan",
            ms="beberapa rakan baharu datang dari satu peranti atau rangkaian",
        ),
    ),
    "below_minimum": (
        Words(
            en="your first order was below the minimum",
            id="pesanan pertamamu di bawah batas minimal",
            ms="pesanan pertama anda di bawah had minimum",
        ),
        Words(
            en="the friend's order was below the minimum",
            id="pesanan teman di bawah batas minimal",
            ms="pesanan rakan di bawah had minimum",
        ),
    ),
    "order_went_back": (
        Words(
            en="your order was cancelled or sent back",
            id="pesananmu dibatalkan atau dikembalikan",
            ms="pesanan anda dibatalkan atau dipulangkan",
        ),
        Words(
            en="the friend's order was cancelled or sent back",
            id="pesanan teman dibatalkan atau dikembalikan",
            ms="pesanan rakan dibatalkan atau dipulangkan",
        ),
    ),
    "link_lapsed": (
        Words(
            en="the time to order after using the link is over",
            id="waktu untuk memesan setelah memakai tautan sudah lewat",
            ms="masa untuk memesan selepas menggunakan pautan sudah tamat",
        ),
        Words(
            en="the friend did not order in time",
            id="teman tidak memesan tepat waktu",
            ms="rakan tidak memesan dalam masanya",
        ),
    ),
    "cap_month": (
        Words(
            en="the member whose link it is was rewarded for enough friends this month",
            id="member pemilik tautan sudah cukup mengajak teman bulan ini",
            ms="ahli pemilik pautan sudah cukup mengajak rakan bulan ini",
        ),
        Words(
            en="you have been rewarded for as many friends as a month allows",
            id="jatah temanmu bulan itu sudah penuh",
            ms="had rakan anda bagi bulan itu sudah penuh",
        ),
    ),
    "cap_ever": (
        Words(
            en="the member whose link it is was rewarded for enough friends",
            id="member pemilik tautan sudah cukup mengajak teman",
            ms="ahli pemilik pautan sudah cukup mengajak rakan",
        ),
        Words(
            en="you have been rewarded for as many friends as is allowed",
            id="jatah temanmu sudah penuh",
            ms="had rakan anda sudah penuh",
        ),
    ),
    "by_hand": (
        Words(
            en="the shop decided so",
            id="toko memutuskan demikian",
            ms="kedai memutuskan demikian",
        ),
        Words(
            en="the shop decided so",
            id="toko memutuskan demikian",
            ms="kedai memutuskan demikian",
        ),
    ),
    "twice_the_same": (
        Words(
            en="you came through another link before",
            id="kamu sudah datang lewat tautan lain",
            ms="anda sudah datang melalui pautan lain",
        ),
        Words(
            en="the friend came through another link before",
            id="teman sudah datang lewat tautan lain",
            ms="rakan sudah datang melalui pautan lain",
        ),
    ),
}
"""By the code of a reason: what the friend reads, and what the member reads."""
REFERRAL |= {
    f"referral.why.{code}.{side}": words
    for code, both in WHY.items()
    for side, words in zip(("friend", "advocate"), both, strict=True)
}
