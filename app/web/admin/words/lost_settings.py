"""What a form of the settings would do that comes back behind the sign-in."""

from collections.abc import Mapping
from typing import Final

LOST_SETTINGS: Final[Mapping[str, tuple[str, str, str]]] = {
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
