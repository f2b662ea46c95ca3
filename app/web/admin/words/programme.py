"""What the programme's pages say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted
from app.web.admin.words.programme_draft import DRAFT
from app.web.admin.words.programme_goals import GOALS
from app.web.admin.words.programme_goods import GOODS
from app.web.admin.words.programme_pools import POOLS

_PAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "back": ("Back", "Kembali", "Kembali"),
    "save": ("Save to draft", "Simpan ke draf", "Simpan ke draf"),
    "saved": (
        "{title}: saved to the draft.",
        "{title}: tersimpan di draf.",
        "{title}: disimpan dalam draf.",
    ),
    "saved_yaml": ("Saved to the draft.", "Tersimpan di draf.", "Disimpan dalam draf."),
    "unchanged": (
        "Nothing was changed.",
        "Tidak ada yang berubah.",
        "Tiada yang berubah.",
    ),
    "undone": ("Undone.", "Dibatalkan.", "Dibatalkan."),
    "discarded": ("The draft is gone.", "Draf dibuang.", "Draf dibuang."),
    "published": (
        "Version {version} is in force.",
        "Versi {version} berlaku.",
        "Versi {version} berkuat kuasa.",
    ),
    "restored": (
        "Version {number} is in force again, as version {version}.",
        "Versi {number} berlaku lagi sebagai versi {version}.",
        "Versi {number} berkuat kuasa semula sebagai versi {version}.",
    ),
    "read_only": (
        "You may look. Owners and managers may change this.",
        "Kamu bisa melihat. Pemilik dan manajer bisa mengubah.",
        "Anda boleh melihat. Pemilik dan pengurus boleh mengubah.",
    ),
    "none_yet": ("There is none yet.", "Belum ada.", "Belum ada."),
    "only_yaml": (
        "This is written in YAML:",
        "Ini ditulis dalam YAML:",
        "Ini ditulis dalam YAML:",
    ),
    "pause": ("Pause the programme", "Jeda program", "Jeda program"),
    "resume": ("Resume the programme", "Lanjutkan program", "Sambung program"),
    "now.paused": (
        "The programme rests: members earn, nothing is redeemed.",
        "Program dijeda: member tetap dapat poin, penukaran berhenti.",
        "Program dijeda: ahli terus mengumpul, penebusan berhenti.",
    ),
    "now.active": (
        "The programme goes on.",
        "Program berjalan lagi.",
        "Program berjalan semula.",
    ),
    "by.you": ("you", "kamu", "anda"),
    "by.you_too": (
        "you, in another window,",
        "kamu, di jendela lain,",
        "anda, di tetingkap lain,",
    ),
    "by.colleague": ("a colleague", "rekanmu", "rakan sekerja"),
    "by.key": (
        "a program with an API key",
        "program dengan kunci API",
        "program dengan kunci API",
    ),
    "by.cli": ("the command line", "baris perintah", "baris arahan"),
    "by.set_up": ("the set-up", "penyiapan awal", "persediaan awal"),
    "example": (
        "A {amount} order earns {points}.",
        "Pesanan {amount} dapat {points}.",
        "Pesanan {amount} mendapat {points}.",
    ),
    "example_worth": (
        "A {amount} order earns {points}, worth {worth}.",
        "Pesanan {amount} dapat {points}, senilai {worth}.",
        "Pesanan {amount} mendapat {points}, bernilai {worth}.",
    ),
    "lead.overview": (
        "What members get, in words and figures.",
        "Yang didapat member, dalam kata dan angka.",
        "Apa yang ahli dapat, dalam kata dan angka.",
    ),
    "lead.earn": (
        "How members come by points.",
        "Cara member mendapat poin.",
        "Cara ahli mengumpul mata.",
    ),
    "lead.rewards": (
        "What members can have for points, in the order they see it.",
        "Yang bisa ditukar member, sesuai urutan tampil.",
        "Apa yang ahli boleh tebus, mengikut susunan paparan.",
    ),
    "lead.tiers": (
        "Levels, what they bring, and who holds them.",
        "Tingkat, manfaatnya, dan siapa pemiliknya.",
        "Peringkat, manfaatnya, dan siapa pemegangnya.",
    ),
    "lead.membership": (
        "Plans that members buy or are given.",
        "Paket yang dibeli atau diberikan ke member.",
        "Pelan yang dibeli atau diberi kepada ahli.",
    ),
    "lead.play": (
        "Challenges, games and badges.",
        "Tantangan, permainan, dan lencana.",
        "Cabaran, permainan dan lencana.",
    ),
    "section.earning": ("Ways to earn", "Cara mendapat poin", "Cara mengumpul mata"),
    "section.rewards": ("Rewards", "Hadiah", "Ganjaran"),
    "section.tiers": ("Tiers", "Tingkat", "Peringkat"),
    "section.tier_terms": (
        "Rules of all tiers",
        "Aturan semua tingkat",
        "Peraturan semua peringkat",
    ),
    "section.perks": ("Perks", "Manfaat", "Manfaat"),
    "section.memberships": ("Memberships", "Keanggotaan", "Keahlian"),
    "section.dividends": ("Dividends", "Dividen", "Dividen"),
    "section.play": ("Games", "Permainan", "Permainan"),
    "section.challenges": ("Challenges", "Tantangan", "Cabaran"),
    "section.badges": ("Badges", "Lencana", "Lencana"),
    "section.metrics": ("What is counted", "Yang dihitung", "Yang dikira"),
    "section.causes": ("Causes", "Tujuan donasi", "Tujuan derma"),
    "section.assets": ("Points and credit", "Poin dan saldo", "Mata dan kredit"),
    "section.terms": ("Terms", "Ketentuan", "Terma"),
    "section.referral": ("Referrals", "Ajak teman", "Rujuk rakan"),
    "section.identity": (
        "Name, language, time zone",
        "Nama, bahasa, zona waktu",
        "Nama, bahasa, zon masa",
    ),
    "section.campaigns": ("Campaigns", "Kampanye", "Kempen"),
    "empty.earning": (
        "No way to earn yet. Begin with Shopping.",
        "Belum ada cara mendapat poin. Mulai dengan Belanja.",
        "Belum ada cara mengumpul. Mulakan dengan Membeli-belah.",
    ),
    "empty.rewards": (
        "No reward yet. Begin with an amount off.",
        "Belum ada hadiah. Mulai dengan potongan.",
        "Belum ada ganjaran. Mulakan dengan potongan.",
    ),
    "empty.tiers": (
        "No tiers. Members are all alike.",
        "Belum ada tingkat. Semua member sama.",
        "Tiada peringkat. Semua ahli sama.",
    ),
    "empty.perks": ("No perks yet.", "Belum ada manfaat.", "Belum ada manfaat."),
    "empty.memberships": (
        "No membership is sold.",
        "Belum ada keanggotaan yang dijual.",
        "Belum ada keahlian dijual.",
    ),
    "empty.dividends": ("No dividends.", "Belum ada dividen.", "Tiada dividen."),
    "empty.play": (
        "No games. They are written in YAML or come with the recipe engagement.",
        "Belum ada permainan. Tulis dalam YAML atau pakai resep engagement.",
        "Tiada permainan. Tulis dalam YAML atau guna resipi engagement.",
    ),
    "empty.challenges": (
        "No challenges yet. Begin with a punch card.",
        "Belum ada tantangan. Mulai dengan kartu stempel.",
        "Belum ada cabaran. Mulakan dengan kad cop.",
    ),
    "empty.badges": ("No badges yet.", "Belum ada lencana.", "Belum ada lencana."),
    "empty.metrics": (
        "Nothing is counted beside spending, orders and points.",
        "Hanya belanja, pesanan, dan poin yang dihitung.",
        "Hanya perbelanjaan, pesanan dan mata dikira.",
    ),
    "empty.causes": (
        "No causes to give to.",
        "Belum ada tujuan donasi.",
        "Belum ada tujuan derma.",
    ),
    "empty.assets": ("One kind of points.", "Satu jenis poin.", "Satu jenis mata."),
    "list.name": ("Name", "Nama", "Nama"),
    "list.does": ("What it does", "Isinya", "Isinya"),
    "list.state": ("State", "Status", "Status"),
    "list.deeds": ("Actions", "Tindakan", "Tindakan"),
    "list.deeds_of": (
        "Actions for {what}",
        "Tindakan untuk {what}",
        "Tindakan untuk {what}",
    ),
    "list.on": ("on", "aktif", "aktif"),
    "list.off": ("off", "nonaktif", "tidak aktif"),
    "list.changed": ("changed", "berubah", "berubah"),
    "list.add": ("Add", "Tambah", "Tambah"),
    "do.on": ("Switch on", "Aktifkan", "Aktifkan"),
    "do.off": ("Switch off", "Nonaktifkan", "Nyahaktifkan"),
    "do.up": ("Move up", "Naikkan", "Naikkan"),
    "do.down": ("Move down", "Turunkan", "Turunkan"),
    "do.copy": ("Duplicate", "Gandakan", "Salin"),
    "do.remove": ("Remove", "Hapus", "Buang"),
    "done.on": ("{title}: on.", "{title}: aktif.", "{title}: aktif."),
    "done.off": ("{title}: off.", "{title}: nonaktif.", "{title}: tidak aktif."),
    "done.up": ("{title}: moved up.", "{title}: naik.", "{title}: naik."),
    "done.down": ("{title}: moved down.", "{title}: turun.", "{title}: turun."),
    "done.copy": ("{title}: duplicated.", "{title}: digandakan.", "{title}: disalin."),
    "done.remove": ("{title}: removed.", "{title}: dihapus.", "{title}: dibuang."),
    "holds.title": (
        "{title} is needed elsewhere",
        "{title} masih dipakai",
        "{title} masih digunakan",
    ),
    "holds.lead": (
        "Nothing was changed. Change these places first.",
        "Tidak ada yang berubah. Ubah tempat ini dulu.",
        "Tiada yang berubah. Ubah tempat ini dahulu.",
    ),
    "editor.lead": (
        "Nothing counts before you publish.",
        "Belum berlaku sebelum diterbitkan.",
        "Belum berkuat kuasa sebelum diterbitkan.",
    ),
    "editor.yaml": ("All settings", "Semua setelan", "Semua tetapan"),
    "editor.others": (
        "Something else would not fit any more:",
        "Bagian lain jadi tidak cocok:",
        "Bahagian lain tidak lagi sepadan:",
    ),
    "row.drop": ("Remove", "Hapus", "Buang"),
    "row.drop_this": ("Remove: {what}", "Hapus: {what}", "Buang: {what}"),
    "condition.field": ("About", "Tentang", "Tentang"),
    "condition.add": ("Add condition", "Tambah syarat", "Tambah syarat"),
    "condition.add_to": (
        "Add condition to {what}",
        "Tambah syarat ke {what}",
        "Tambah syarat kepada {what}",
    ),
    "rewards.cost": ("costs {cost}", "biaya {cost}", "kos {cost}"),
    "rewards.can": (
        "{count} members can have it ({share})",
        "{count} member bisa menukar ({share})",
        "{count} ahli boleh tebus ({share})",
    ),
    "rewards.had": (
        "{had} issued, {used} used",
        "{had} terbit, {used} dipakai",
        "{had} dikeluarkan, {used} digunakan",
    ),
    "referrals.review": (
        "Referrals that wait for a decision",
        "Ajakan yang menunggu keputusan",
        "Rujukan yang menunggu keputusan",
    ),
    "tiers.side_by_side": ("Side by side", "Berdampingan", "Sebelah-menyebelah"),
    "tiers.words": ("In words", "Dalam kata", "Dalam kata"),
    "tiers.held": ("Members now", "Member sekarang", "Ahli sekarang"),
    "tiers.reach": ("By this draft", "Menurut draf ini", "Mengikut draf ini"),
    "tiers.effect": (
        (
            "On publishing: {up} go up, {down} go down, {later} would go down when "
            "their term ends."
        ),
        (
            "Saat terbit: {up} naik, {down} turun, {later} akan turun saat masanya "
            "berakhir."
        ),
        (
            "Apabila diterbitkan: {up} naik, {down} turun, {later} akan turun apabila "
            "tempoh tamat."
        ),
    ),
    "nothing.title": ("No programme yet", "Belum ada program", "Belum ada program"),
    "nothing.text": (
        "Choose a recipe on the home page; it takes a few minutes.",
        "Pilih resep di beranda; hanya beberapa menit.",
        "Pilih resipi di halaman utama; hanya beberapa minit.",
    ),
    "nothing.do": ("Choose a recipe", "Pilih resep", "Pilih resipi"),
}
_COUNTED: Final[Mapping[str, Counted]] = {
    "bar.draft": Counted(
        Words(
            "Draft with one change",
            "Draf dengan satu perubahan",
            "Draf dengan satu perubahan",
        ),
        Words(
            "Draft with {n} changes",
            "Draf dengan {n} perubahan",
            "Draf dengan {n} perubahan",
        ),
    ),
    "editor.left": Counted(
        Words(
            "One more setting is kept as it is:",
            "Satu setelan lain tetap:",
            "Satu tetapan lain kekal:",
        ),
        Words(
            "{n} more settings are kept as they are:",
            "{n} setelan lain tetap:",
            "{n} tetapan lain kekal:",
        ),
    ),
    "yaml.wrong": Counted(
        Words(
            "One mistake; nothing was saved.",
            "Satu kesalahan; belum tersimpan.",
            "Satu kesilapan; belum disimpan.",
        ),
        Words(
            "{n} mistakes; nothing was saved.",
            "{n} kesalahan; belum tersimpan.",
            "{n} kesilapan; belum disimpan.",
        ),
    ),
    "yaml.line": Counted(
        Words(
            "Line {n}:",
            "Baris {n}:",
            "Baris {n}:",
        ),
        Words(
            "Line {n}:",
            "Baris {n}:",
            "Baris {n}:",
        ),
    ),
    "checks.more": Counted(
        Words(
            "And one more.",
            "Dan satu lagi.",
            "Dan satu lagi.",
        ),
        Words(
            "And {n} more.",
            "Dan {n} lagi.",
            "Dan {n} lagi.",
        ),
    ),
    "cards.on": Counted(
        Words(
            "one on",
            "1 aktif",
            "1 aktif",
        ),
        Words(
            "{n} on",
            "{n} aktif",
            "{n} aktif",
        ),
    ),
    "cards.off": Counted(
        Words(
            "one off",
            "1 nonaktif",
            "1 tidak aktif",
        ),
        Words(
            "{n} off",
            "{n} nonaktif",
            "{n} tidak aktif",
        ),
    ),
    "typical.after": Counted(
        Words(
            "after order 1",
            "setelah pesanan ke-1",
            "selepas pesanan ke-1",
        ),
        Words(
            "after order {n}",
            "setelah pesanan ke-{n}",
            "selepas pesanan ke-{n}",
        ),
    ),
    "publish.type": Counted(
        Words(
            "One member moves at once. Type 1 to confirm.",
            "Satu member langsung pindah. Ketik 1 untuk memastikan.",
            "Seorang ahli berpindah serta-merta. Taip 1 untuk mengesahkan.",
        ),
        Words(
            "{n} members move at once. Type {n} to confirm.",
            "{n} member langsung pindah. Ketik {n} untuk memastikan.",
            "{n} ahli berpindah serta-merta. Taip {n} untuk mengesahkan.",
        ),
    ),
}
PROGRAMME: Final[Mapping[str, Words | Counted]] = {
    **{f"programme.{key}": Words(*said) for key, said in _PAGES.items()},
    **{f"programme.{key}": Words(*said) for key, said in DRAFT.items()},
    **{f"programme.{key}": said for key, said in _COUNTED.items()},
    **{f"programme.{key}": said for key, said in POOLS.items()},
    **{f"programme.{key}": said for key, said in GOALS.items()},
    **{f"programme.{key}": said for key, said in GOODS.items()},
}
