"""Codes of work that was left, waits or failed, in words; families of errors last."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "earns": ("it earns", "mendapat poin", "mendapat mata"),
    "awarded": ("earned", "mendapat", "mendapat"),
    "gifts": ("a gift", "hadiah", "hadiah"),
    "gifts_wait": (
        "a gift after the first order",
        "hadiah setelah pesanan pertama",
        "hadiah selepas pesanan pertama",
    ),
    "day_chosen_later": (
        "the day was chosen later",
        "harinya baru dipilih kemudian",
        "harinya dipilih kemudian",
    ),
    "day_not_chosen": ("no day was chosen", "belum memilih hari", "belum memilih hari"),
    "incomplete": ("it is not complete", "belum lengkap", "belum lengkap"),
    "review_deleted": ("the review is gone", "ulasannya dihapus", "ulasannya dipadam"),
    "review_lacks": (
        "the review lacks something",
        "ulasannya kurang lengkap",
        "ulasannya kurang lengkap",
    ),
    "over": ("it is over", "sudah berakhir", "sudah tamat"),
    "amount_too_low": ("it is too little", "terlalu sedikit", "terlalu sedikit"),
    "amount_too_high": ("it is too much", "terlalu banyak", "terlalu banyak"),
    "not_among": ("it is none of those", "tidak termasuk", "tidak termasuk"),
    "excluded": ("it is excluded", "dikecualikan", "dikecualikan"),
    "ignored": ("nothing to do", "tidak perlu ditindak", "tiada tindakan perlu"),
    "order_not_placed": (
        "it is no order yet",
        "belum menjadi pesanan",
        "belum menjadi pesanan",
    ),
    "billing_off": (
        "no subscription is needed",
        "tidak perlu langganan",
        "langganan tidak diperlukan",
    ),
    "customer_gone": (
        "the customer is gone",
        "pelanggannya sudah tidak ada",
        "pelanggannya tiada lagi",
    ),
    "met_before": (
        "it was done before",
        "sudah pernah dilakukan",
        "sudah pernah dibuat",
    ),
    "no_offer": (
        "there is no such offer",
        "tidak ada penawaran ini",
        "tiada tawaran ini",
    ),
    "no_amount": (
        "no amount for this currency",
        "tidak ada nilai untuk mata uang ini",
        "tiada nilai untuk mata wang ini",
    ),
    "no_plugin": (
        "the plugin is not there",
        "plugin tidak terpasang",
        "plugin tidak dipasang",
    ),
    "no_store": ("the store is gone", "tokonya sudah tidak ada", "kedainya tiada lagi"),
    "store_gone": (
        "the store is gone",
        "tokonya sudah tidak ada",
        "kedainya tiada lagi",
    ),
    "no_theme": (
        "no theme shows it",
        "tidak ada tema yang menampilkan",
        "tiada tema memaparkannya",
    ),
    "no_handler": (
        "nothing here does that",
        "tidak ada yang menangani",
        "tiada yang mengendalikan",
    ),
    "not_ours": ("it is not ours", "bukan buatan kami", "bukan buatan kami"),
    "nothing_published": (
        "nothing is published",
        "belum ada yang diterbitkan",
        "belum ada yang diterbitkan",
    ),
    "order_never_known": (
        "the store has no such order",
        "toko tidak punya pesanan ini",
        "kedai tiada pesanan ini",
    ),
    "perk_unknown": (
        "there is no such benefit any more",
        "keuntungan ini sudah tidak ada",
        "faedah ini tiada lagi",
    ),
    "product_gone": (
        "the product is gone",
        "produknya sudah tidak ada",
        "produknya tiada lagi",
    ),
    "shop_came_back": ("the shop came back", "tokonya kembali", "kedainya kembali"),
    "shop_may_come_back": (
        "the shop may come back",
        "tokonya mungkin kembali",
        "kedainya mungkin kembali",
    ),
    "use_not_seen": (
        "the store does not say whether it was used",
        "toko tidak mengabari pemakaiannya",
        "kedai tidak memaklumkan penggunaannya",
    ),
    "voucher_ended": (
        "the reward has ended",
        "hadiahnya sudah berakhir",
        "ganjarannya sudah tamat",
    ),
    "customer_busy": (
        "somebody works on this customer",
        "pelanggan ini sedang diproses",
        "pelanggan ini sedang diproses",
    ),
    "code_taken": (
        "the code is taken",
        "kodenya sudah dipakai",
        "kodnya sudah diambil",
    ),
    "just_written": (
        "it was written a moment ago",
        "baru saja ditulis",
        "baru sahaja ditulis",
    ),
    "more_codes": ("more codes wait", "masih ada kode lain", "masih ada kod lain"),
    "turn_over": (
        "it goes on in a moment",
        "berlanjut sebentar lagi",
        "bersambung sebentar lagi",
    ),
    "wanted_otherwise": (
        "it is wanted otherwise by now",
        "sekarang diminta lain",
        "kini diminta lain",
    ),
    "another_bulk_runs": (
        "another one runs",
        "yang lain sedang berjalan",
        "yang lain sedang berjalan",
    ),
    "another_import_runs": (
        "another import runs",
        "impor lain sedang berjalan",
        "import lain sedang berjalan",
    ),
    "another_simulation_runs": (
        "another simulation runs",
        "simulasi lain sedang berjalan",
        "simulasi lain sedang berjalan",
    ),
    "somebody_plays_it": (
        "somebody is at it",
        "sedang dikerjakan",
        "sedang dikerjakan",
    ),
    "somebody_works_on_it": (
        "somebody is at it",
        "sedang dikerjakan",
        "sedang dikerjakan",
    ),
    "somebody_writes_it": (
        "somebody is at it",
        "sedang dikerjakan",
        "sedang dikerjakan",
    ),
    "worker_died": ("the worker stopped", "pekerja berhenti", "pekerja terhenti"),
    "late_delivery": ("it came late", "datang terlambat", "tiba lewat"),
    "clocks_apart": ("clocks disagree", "jam tidak cocok", "jam tidak sepadan"),
    "wall_clock_moved": ("the clock jumped", "jam melompat", "jam melompat"),
    "share_of_available": (
        "too large a share would lapse at once",
        "terlalu banyak poin akan hangus sekaligus",
        "terlalu banyak mata akan luput serentak",
    ),
    "daily_mean": (
        "far more than on other days",
        "jauh lebih banyak dari biasanya",
        "jauh lebih banyak daripada biasa",
    ),
    "database_unavailable": (
        "the database did not answer",
        "basis data tidak menjawab",
        "pangkalan data tidak menjawab",
    ),
    "gave_up": (
        "after many tries: {reason}",
        "setelah banyak percobaan: {reason}",
        "selepas banyak cubaan: {reason}",
    ),
    "unexpected": (
        "something unforeseen went wrong on our side",
        "ada kesalahan tak terduga di pihak kami",
        "ada ralat tidak dijangka di pihak kami",
    ),
    "rounds_to_nothing": (
        "it rounds to nothing",
        "dibulatkan menjadi nol",
        "dibundarkan menjadi sifar",
    ),
    "outbid": (
        "another rule gives more",
        "aturan lain memberi lebih",
        "peraturan lain memberi lebih",
    ),
    "no_base": (
        "there is nothing to add to",
        "tidak ada dasar untuk ditambah",
        "tiada asas untuk ditambah",
    ),
    "not_a_member": ("they are no member", "bukan member", "bukan ahli"),
    "other_activity": ("it is another activity", "aktivitas lain", "aktiviti lain"),
    "other_place": ("it was elsewhere", "di tempat lain", "di tempat lain"),
    "profile_lacks": (
        "the profile lacks something",
        "profilnya belum lengkap",
        "profilnya belum lengkap",
    ),
    "birthday_unknown": (
        "the birthday is not known",
        "ulang tahunnya tidak diketahui",
        "hari lahirnya tidak diketahui",
    ),
    "no_birthday": (
        "it is not their birthday",
        "bukan hari ulang tahunnya",
        "bukan hari lahirnya",
    ),
    "birthday_rewarded": (
        "this birthday was rewarded already",
        "ulang tahun ini sudah diberi hadiah",
        "hari lahir ini sudah diberi ganjaran",
    ),
    "no_anniversary": (
        "it is no anniversary",
        "bukan hari jadi keanggotaan",
        "bukan ulang tahun keahlian",
    ),
    "figure_missing": ("a figure is missing", "angkanya tidak ada", "angkanya tiada"),
    "yes": ("it counts", "dihitung", "dikira"),
    "family.refused": (
        "the programme says no",
        "program menolaknya",
        "program menolaknya",
    ),
    "family.missing": (
        "what it is about is not there",
        "yang dimaksud tidak ada",
        "yang dimaksudkan tiada",
    ),
    "family.conflict": (
        "it contradicts what is recorded",
        "bertentangan dengan catatan",
        "bercanggah dengan rekod",
    ),
    "family.malformed": (
        "it could not be understood",
        "tidak bisa dipahami",
        "tidak dapat difahami",
    ),
    "family.untrusted": (
        "the sender did not prove who they are",
        "pengirimnya tidak terbukti",
        "penghantarnya tidak terbukti",
    ),
    "family.platform_error": (
        "the store did not do as asked",
        "toko tidak melakukan yang diminta",
        "kedai tidak melakukan yang diminta",
    ),
    "family.overtaken": (
        "another worker did it",
        "sudah dikerjakan yang lain",
        "sudah dibuat yang lain",
    ),
    "family.busy": (
        "it was busy; it tries again",
        "sedang sibuk; dicoba lagi",
        "sedang sibuk; dicuba lagi",
    ),
    "family.invariant_broken": (
        "our books disagree; a person must look",
        "pembukuan tidak cocok; perlu diperiksa orang",
        "buku kira-kira tidak sepadan; perlu disemak orang",
    ),
}


MORE_REASONS: Final[Mapping[str, Words]] = {
    f"reason.{code}": Words(*said) for code, said in _SAID.items()
}
