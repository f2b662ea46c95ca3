"""What the page of hints says, and what may be wrong with the storefront."""

from collections.abc import Mapping
from typing import Final

NUDGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "front.nudges.lead": (
        "Short hints in the store, at the moment when points are of use.",
        "Petunjuk singkat di toko, saat poin berguna.",
        "Petunjuk ringkas di kedai, ketika mata berguna.",
    ),
    "front.nudges.limits": (
        "Limits that always hold",
        "Batas yang selalu berlaku",
        "Had yang sentiasa terpakai",
    ),
    "front.nudges.per_page": (
        "Hints on one page, at most",
        "Petunjuk per halaman, paling banyak",
        "Petunjuk setiap halaman, paling banyak",
    ),
    "front.nudges.per_day": (
        "Hints a day, at most",
        "Petunjuk per hari, paling banyak",
        "Petunjuk sehari, paling banyak",
    ),
    "front.nudges.rest": (
        "Rest after a shopper sends one away",
        "Jeda setelah pembeli menutupnya",
        "Rehat selepas pembeli menutupnya",
    ),
    "front.nudges.held_out": (
        "Members who see none, to compare with",
        "Member pembanding tanpa petunjuk",
        "Ahli pembanding tanpa petunjuk",
    ),
    "front.nudges.held_out_help": (
        (
            "Chosen by lot and always the same, so that Analytics can tell "
            "what hints bring."
        ),
        "Dipilih acak dan selalu sama, agar Analitik tahu hasil petunjuk.",
        ("Dipilih rawak dan sentiasa sama, supaya Analitik tahu hasil petunjuk."),
    ),
    "front.nudges.result": (
        ("Last three months: shown {shown}, used {used}, sent away {dismissed}."),
        ("Tiga bulan terakhir: tampil {shown}, dipakai {used}, ditutup {dismissed}."),
        ("Tiga bulan lalu: dipaparkan {shown}, digunakan {used}, ditutup {dismissed}."),
    ),
    "front.nudges.no_result": (
        "Not shown in the last three months.",
        "Tidak tampil dalam tiga bulan terakhir.",
        "Tidak dipaparkan dalam tiga bulan lalu.",
    ),
    "front.hint.redeem": (
        "Points can be used now",
        "Poin bisa dipakai sekarang",
        "Mata boleh digunakan sekarang",
    ),
    "front.hint_help.redeem": (
        "In the cart, when a reward fits this order.",
        "Di keranjang, saat ada hadiah yang cocok.",
        "Di troli, apabila ada ganjaran yang sesuai.",
    ),
    "front.hint.unused": (
        "A reward is not used yet",
        "Hadiah belum dipakai",
        "Ganjaran belum digunakan",
    ),
    "front.hint_help.unused": (
        "In the cart, when a voucher is ready.",
        "Di keranjang, saat ada voucher siap pakai.",
        "Di troli, apabila ada baucar sedia diguna.",
    ),
    "front.hint.almost": ("Nearly there", "Hampir sampai", "Hampir sampai"),
    "front.hint_help.almost": (
        "When little is missing for a reward or the next tier.",
        "Saat kurang sedikit untuk hadiah atau tingkat berikutnya.",
        "Apabila kurang sedikit untuk ganjaran atau peringkat seterusnya.",
    ),
    "front.hint.expiring": (
        "Points end soon",
        "Poin segera hangus",
        "Mata hampir luput",
    ),
    "front.hint_help.expiring": (
        "When points lapse within days.",
        "Saat poin hangus dalam beberapa hari.",
        "Apabila mata luput dalam beberapa hari.",
    ),
    "front.hint.guest": (
        "Sign in and earn",
        "Masuk dan dapat poin",
        "Log masuk dan kumpul mata",
    ),
    "front.hint_help.guest": (
        "To guests, in product pages and the cart.",
        "Untuk tamu, di halaman produk dan keranjang.",
        "Untuk tetamu, di halaman produk dan troli.",
    ),
    "front.hint.friend": (
        "A friend's gift waits",
        "Hadiah dari teman menunggu",
        "Hadiah daripada rakan menanti",
    ),
    "front.hint_help.friend": (
        "To guests who came by a friend's link.",
        "Untuk tamu dari tautan teman.",
        "Untuk tetamu daripada pautan rakan.",
    ),
    "front.hint.campaign": ("A campaign is on", "Ada kampanye", "Ada kempen"),
    "front.hint_help.campaign": (
        "It says the campaign's own title.",
        "Memakai judul kampanye.",
        "Menggunakan tajuk kempen.",
    ),
    "front.hint.birthday": (
        "Tell us your birthday",
        "Isi tanggal lahir",
        "Beritahu hari lahir",
    ),
    "front.hint_help.birthday": (
        "In the account, when the programme has a birthday gift.",
        "Di akun, saat program punya hadiah ulang tahun.",
        "Di akaun, apabila program ada hadiah hari lahir.",
    ),
}
PROBLEMS: Final[Mapping[str, tuple[str, str, str]]] = {
    "programme.problem.unreadable_colour": (
        "Neither white nor dark text can be read on this colour.",
        "Teks putih maupun gelap tidak terbaca di warna ini.",
        "Teks putih mahupun gelap tidak boleh dibaca pada warna ini.",
    ),
    "programme.problem.unknown_gap": (
        "There is a gap here that this sentence does not fill.",
        "Ada isian yang tidak dikenal kalimat ini.",
        "Ada ruang yang tidak dikenali ayat ini.",
    ),
    "programme.problem.https_wanted": (
        "An address begins with https:// and has a host.",
        "Alamat diawali https:// dan punya nama situs.",
        "Alamat bermula dengan https:// dan ada nama laman.",
    ),
    "programme.problem.selector_wanted": (
        ("Each line is one simple selector: an element, .class, #id or [attribute]."),
        ("Setiap baris satu selektor: elemen, .class, #id, atau [attribute]."),
        "Setiap baris satu pemilih: elemen, .class, #id atau [attribute].",
    ),
    "programme.problem.spoken_language": (
        ("We speak this language ourselves. Word single sentences anew in the table."),
        "Bahasa ini sudah kami sediakan. Ubah kalimatnya di tabel.",
        "Bahasa ini sudah kami sediakan. Ubah ayatnya dalam jadual.",
    ),
    "programme.problem.language_left_out": (
        "The programme's own language must stay on.",
        "Bahasa program harus tetap menyala.",
        "Bahasa program mesti kekal dihidupkan.",
    ),
    "programme.problem.twice_the_same": (
        "The same stands here twice.",
        "Yang sama muncul dua kali.",
        "Yang sama muncul dua kali.",
    ),
    "programme.problem.empty_text": (
        "Write it in at least one language.",
        "Tulis setidaknya dalam satu bahasa.",
        "Tulis sekurang-kurangnya dalam satu bahasa.",
    ),
}
