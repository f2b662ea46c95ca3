"""What a form would do that comes back behind the sign-in: a line for each deed."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.web.admin.words.lost_programme import LOST_PROGRAMME

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
        "Putuskan referensi",
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
    "data_export": ("Export everything", "Ekspor semuanya", "Eksport semuanya"),
    "data_fetch": (
        "Make a link to an export",
        "Buat tautan ekspor",
        "Buat pautan eksport",
    ),
    "data_requests_fetch": (
        "Fetch a member's data",
        "Ambil data member",
        "Ambil data ahli",
    ),
    "general_save_general": (
        "Save the general settings",
        "Simpan pengaturan umum",
        "Simpan tetapan umum",
    ),
    "general_pause": (
        "Pause the programme or let it go on",
        "Jeda atau lanjutkan program",
        "Jeda atau sambung program",
    ),
    "general_save_limits": (
        "Change what a role may give",
        "Ubah batas pemberian suatu peran",
        "Ubah had pemberian sesuatu peranan",
    ),
    "legal_save_legal": (
        "Save who answers for the terms",
        "Simpan penanggung jawab ketentuan",
        "Simpan penanggungjawab terma",
    ),
    "keys_make_key": ("Make an API key", "Buat kunci API", "Buat kunci API"),
    "keys_revoke_key": ("Revoke an API key", "Cabut kunci API", "Batalkan kunci API"),
    "webhooks_make_hook": ("Add a webhook", "Tambah webhook", "Tambah webhook"),
    "webhooks_change_hook": ("Change a webhook", "Ubah webhook", "Ubah webhook"),
    "webhooks_pause_hook": ("Pause a webhook", "Jeda webhook", "Jeda webhook"),
    "webhooks_resume_hook": (
        "Let a webhook go on",
        "Lanjutkan webhook",
        "Sambung webhook",
    ),
    "webhooks_rotate_hook": (
        "Change a webhook's secret",
        "Ganti rahasia webhook",
        "Tukar rahsia webhook",
    ),
    "webhooks_delete_hook": ("Delete a webhook", "Hapus webhook", "Padam webhook"),
    "webhooks_ping_hook": (
        "Send a webhook a test",
        "Kirim uji ke webhook",
        "Hantar ujian ke webhook",
    ),
    "webhooks_replay_hook": (
        "Send a webhook's messages again",
        "Kirim ulang pesan webhook",
        "Hantar semula mesej webhook",
    ),
    "webhooks_resend": (
        "Send one message again",
        "Kirim ulang satu pesan",
        "Hantar semula satu mesej",
    ),
    "deliveries_replay": (
        "Read a delivery again",
        "Baca ulang kiriman",
        "Baca semula penghantaran",
    ),
    "deliveries_replay_all": (
        "Read all failed deliveries again",
        "Baca ulang semua kiriman gagal",
        "Baca semula semua penghantaran gagal",
    ),
    "system_retry": (
        "Try again what is owed to a store",
        "Coba lagi yang tertunda ke toko",
        "Cuba semula yang tertunggak kepada kedai",
    ),
    "team_invite": (
        "Invite somebody to the team",
        "Undang seseorang ke tim",
        "Jemput seseorang ke dalam pasukan",
    ),
    "team_revoke": (
        "Take an invitation back",
        "Tarik kembali undangan",
        "Tarik balik jemputan",
    ),
    "team_change_role": (
        "Change somebody's role",
        "Ubah peran seseorang",
        "Ubah peranan seseorang",
    ),
    "team_remove": (
        "Remove somebody from the team",
        "Keluarkan seseorang dari tim",
        "Keluarkan seseorang daripada pasukan",
    ),
    "team_sign_out": (
        "Sign somebody out everywhere",
        "Keluarkan sesi seseorang di mana pun",
        "Log keluar seseorang di semua tempat",
    ),
    "team_end_session": (
        "End somebody's session",
        "Akhiri sesi seseorang",
        "Tamatkan sesi seseorang",
    ),
    "team_drop_second_factor": (
        "Take somebody's second factor away",
        "Lepas faktor kedua seseorang",
        "Buang faktor kedua seseorang",
    ),
    "account_set_profile": (
        "Save your profile",
        "Simpan profilmu",
        "Simpan profil anda",
    ),
    "account_set_password": (
        "Change your password",
        "Ganti kata sandimu",
        "Tukar kata laluan anda",
    ),
    "account_begin_second_factor": (
        "Set up your second factor",
        "Pasang faktor keduamu",
        "Sediakan faktor kedua anda",
    ),
    "account_confirm_second_factor": (
        "Confirm your second factor",
        "Konfirmasi faktor keduamu",
        "Sahkan faktor kedua anda",
    ),
    "account_own_second_factor_off": (
        "Take your second factor away",
        "Lepas faktor keduamu",
        "Buang faktor kedua anda",
    ),
    "account_renew_recovery": (
        "Make new recovery codes",
        "Buat kode pemulihan baru",
        "Buat kod pemulihan baharu",
    ),
    "account_end_own_session": (
        "End one of your sessions",
        "Akhiri salah satu sesimu",
        "Tamatkan salah satu sesi anda",
    ),
    "account_sign_out_everywhere": (
        "Sign out everywhere",
        "Keluar di mana pun",
        "Log keluar di semua tempat",
    ),
    "account_add_programme": ("Add a programme", "Tambah program", "Tambah program"),
    "audit_check_log": ("Check the audit log", "Periksa log audit", "Semak log audit"),
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
    **{
        f"lost.deed.{key}": Words(*said)
        for key, said in {**_DEEDS, **LOST_PROGRAMME}.items()
    },
    **{f"lost.field.{key}": Words(*said) for key, said in _FIELDS.items()},
}
