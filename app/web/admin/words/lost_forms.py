"""What a form would do that comes back behind the sign-in: a line for each deed."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.web.admin.words.lost_programme import LOST_PROGRAMME
from app.web.admin.words.lost_settings import LOST_SETTINGS

_DEEDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "connecting_connect_begin": (
        "Connect a store",
        "Hubungkan toko",
        "Sambungkan kedai",
    ),
    "connecting_connect_keys": (
        "Connect a store with keys",
        "Hubungkan toko dengan kunci",
        "Sambungkan kedai dengan kunci",
    ),
    "connecting_connect_code": (
        "Connect a store with the plugin",
        "Hubungkan toko lewat plugin",
        "Sambungkan kedai melalui pemalam",
    ),
    "stores_store_check": ("Check a store", "Periksa toko", "Periksa kedai"),
    "stores_store_counts": (
        "Choose when a store's orders count",
        "Pilih kapan pesanan toko dihitung",
        "Pilih bila pesanan kedai dikira",
    ),
    "stores_store_history": (
        "Read a store's past orders",
        "Baca pesanan lama toko",
        "Baca pesanan lama kedai",
    ),
    "stores_history_stop": (
        "Stop reading past orders",
        "Hentikan pembacaan pesanan lama",
        "Hentikan bacaan pesanan lama",
    ),
    "stores_history_resume": (
        "Go on reading past orders",
        "Lanjutkan pembacaan pesanan lama",
        "Sambung bacaan pesanan lama",
    ),
    "stores_disconnect": ("Disconnect a store", "Putuskan toko", "Putuskan kedai"),
    "stores_move_time": (
        "Move the time of the test store",
        "Geser waktu toko uji",
        "Gerakkan masa kedai ujian",
    ),
    "activity_again": (
        "Try a delivery to the store again",
        "Coba lagi kiriman ke toko",
        "Cuba semula penghantaran ke kedai",
    ),
    "activity_replay": (
        "Read a delivery again",
        "Baca ulang kiriman",
        "Baca semula penghantaran",
    ),
    "members_member_view_kept": (
        "Change the columns of the list",
        "Ubah kolom daftar",
        "Ubah lajur senarai",
    ),
    "bulk_bulk_begin": (
        "Begin a deed for many members",
        "Mulai tindakan untuk banyak member",
        "Mulakan tindakan untuk ramai ahli",
    ),
    "bulk_bulk_go_on": (
        "Go on with a deed for many members",
        "Lanjutkan tindakan untuk banyak member",
        "Sambung tindakan untuk ramai ahli",
    ),
    "bulk_bulk_stop": (
        "Stop a deed for many members",
        "Hentikan tindakan untuk banyak member",
        "Hentikan tindakan untuk ramai ahli",
    ),
    "bulk_bulk_decide": (
        "Decide on a deed for many members",
        "Putuskan tindakan untuk banyak member",
        "Putuskan tindakan untuk ramai ahli",
    ),
    "bulk_bulk_undo": (
        "Undo a deed for many members",
        "Batalkan tindakan untuk banyak member",
        "Batalkan tindakan untuk ramai ahli",
    ),
    "member_block": ("Block a member", "Blokir member", "Sekat ahli"),
    "member_unblock": ("Unblock a member", "Buka blokir member", "Nyahsekat ahli"),
    "adjusting_adjust": (
        "Give or take points",
        "Beri atau ambil poin",
        "Beri atau ambil mata",
    ),
    "deeds_give": ("Give a reward", "Beri hadiah", "Beri ganjaran"),
    "deeds_cancel": (
        "Take a reward back",
        "Tarik kembali hadiah",
        "Tarik balik ganjaran",
    ),
    "deeds_set_tier": (
        "Set a member's tier",
        "Tetapkan tingkat member",
        "Tetapkan peringkat ahli",
    ),
    "deeds_erase": (
        "Erase a member for good",
        "Hapus member untuk selamanya",
        "Padam ahli selama-lamanya",
    ),
    "review_decide": (
        "Decide on points that wait",
        "Putuskan poin yang menunggu",
        "Putuskan mata yang menunggu",
    ),
    "review_decide_referral": (
        "Decide on a referral",
        "Putuskan ajakan",
        "Putuskan rujukan",
    ),
    "personal_data_file": (
        "Make a file of a member's data",
        "Buat berkas data member",
        "Buat fail data ahli",
    ),
    "figures_statement": (
        "Make a statement of a member's points",
        "Buat rincian poin member",
        "Buat penyata mata ahli",
    ),
    "helping_redeem": (
        "Redeem a reward for a member",
        "Tukar hadiah untuk member",
        "Tebus ganjaran untuk ahli",
    ),
    "helping_tell_birthday": (
        "Keep a member's birthday",
        "Simpan tanggal lahir member",
        "Simpan tarikh lahir ahli",
    ),
    "review_tell_apart": (
        "Say that two are not one person",
        "Tandai keduanya bukan satu orang",
        "Tandakan dua ini bukan orang yang sama",
    ),
    "review_pair_again": (
        "Let two be a pair again",
        "Jadikan pasangan lagi",
        "Jadikan pasangan semula",
    ),
    "home_answer": (
        "Answer an idea on Home",
        "Jawab ide di Beranda",
        "Jawab idea di Utama",
    ),
    "home_ask_again": (
        "Be asked about an idea again",
        "Tampilkan lagi ide di Beranda",
        "Tunjukkan semula idea di Utama",
    ),
    "home_pause": (
        "Pause the programme or let it go on",
        "Jeda atau lanjutkan program",
        "Jeda atau sambung program",
    ),
    "adjusting_undo": (
        "Take points back that were given or taken",
        "Batalkan poin yang diberi atau diambil",
        "Batalkan mata yang diberi atau diambil",
    ),
    "adjusting_worth": (
        "See what points are worth",
        "Lihat nilai poin",
        "Lihat nilai mata",
    ),
    "adjusting_amount": (
        "Fill an offered amount in",
        "Isi jumlah yang ditawarkan",
        "Isi jumlah yang ditawarkan",
    ),
    "merging_merge": (
        "Merge two members",
        "Gabungkan dua member",
        "Gabungkan dua ahli",
    ),
    "unmerging_undo": (
        "Undo a merge",
        "Batalkan penggabungan",
        "Batalkan penggabungan",
    ),
    "importing_import_upload": (
        "Upload a file of members",
        "Unggah berkas member",
        "Muat naik fail ahli",
    ),
    "importing_import_run": ("Run an import", "Jalankan impor", "Jalankan import"),
    "importing_import_stop": ("Stop an import", "Hentikan impor", "Hentikan import"),
    "importing_import_approve": (
        "Approve an import",
        "Setujui impor",
        "Luluskan import",
    ),
    "importing_import_undo": (
        "Take an import back",
        "Tarik kembali impor",
        "Tarik balik import",
    ),
    "import_answers_import_columns_said": (
        "Say what an import's columns hold",
        "Tentukan isi kolom impor",
        "Tetapkan isi lajur import",
    ),
    "import_answers_import_options_said": (
        "Choose how an import is done",
        "Pilih cara impor",
        "Pilih cara import",
    ),
    "talk_fill": (
        "Fill in a ready reply",
        "Isi balasan siap pakai",
        "Isi balasan sedia ada",
    ),
    "talk_answer": (
        "Send an answer to a member",
        "Kirim jawaban ke member",
        "Hantar jawapan kepada ahli",
    ),
    "talk_note": (
        "Write an internal note",
        "Tulis catatan internal",
        "Tulis nota dalaman",
    ),
    "claims_give": (
        "Give goodwill points",
        "Beri poin iktikad baik",
        "Beri mata muhibah",
    ),
    "claims_settle": ("Settle a claim", "Selesaikan klaim", "Selesaikan tuntutan"),
    "claims_assign": (
        "Hand a conversation to somebody",
        "Serahkan percakapan ke seseorang",
        "Serahkan perbualan kepada seseorang",
    ),
    "claims_state": (
        "Close or reopen a conversation",
        "Tutup atau buka lagi percakapan",
        "Tutup atau buka semula perbualan",
    ),
    "replies_save_template": (
        "Save a ready reply",
        "Simpan balasan siap pakai",
        "Simpan balasan sedia ada",
    ),
    "replies_remove_template": (
        "Remove a ready reply",
        "Hapus balasan siap pakai",
        "Buang balasan sedia ada",
    ),
    "replies_save_times": (
        "Save the times to answer",
        "Simpan batas waktu jawaban",
        "Simpan had masa jawapan",
    ),
}
"""By the name of the page that takes the form."""
_FIELDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "role": ("Role", "Peran", "Peranan"),
    "email": ("E-mail", "E-mail", "E-mel"),
    "name": ("Name", "Nama", "Nama"),
    "language": ("Language", "Bahasa", "Bahasa"),
    "note": ("Note", "Catatan", "Nota"),
    "reason": ("Reason", "Alasan", "Sebab"),
    "points": ("Points", "Poin", "Mata"),
    "timezone": ("Time zone", "Zona waktu", "Zon waktu"),
    "url": ("Address", "Alamat", "Alamat"),
    "text": ("Text", "Teks", "Teks"),
}
LOST_FORMS: Final[Mapping[str, Words]] = {
    "lost.any_deed": Words("Send a form", "Kirim formulir", "Hantar borang"),
    **{
        f"lost.deed.{key}": Words(*said)
        for key, said in {**_DEEDS, **LOST_PROGRAMME, **LOST_SETTINGS}.items()
    },
    **{f"lost.field.{key}": Words(*said) for key, said in _FIELDS.items()},
}
