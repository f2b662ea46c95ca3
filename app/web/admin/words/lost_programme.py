"""What a form about the programme would do that comes back behind the sign-in."""

from collections.abc import Mapping
from typing import Final

LOST_PROGRAMME: Final[Mapping[str, tuple[str, str, str]]] = {
    "launch_try_it": (
        "Start the trial with testers",
        "Mulai uji coba dengan penguji",
        "Mulakan percubaan dengan penguji",
    ),
    "launch_remove_tester": (
        "Remove a tester",
        "Keluarkan penguji",
        "Keluarkan penguji",
    ),
    "launch_launch": (
        "Open the programme to members",
        "Buka program untuk member",
        "Buka program kepada ahli",
    ),
    "welcome_choose_goal": ("Choose the goal", "Pilih tujuan", "Pilih matlamat"),
    "welcome_choose_recipe": (
        "Choose a starter",
        "Pilih program awal",
        "Pilih program permulaan",
    ),
    "welcome_choose_look": ("Choose the look", "Pilih tampilan", "Pilih rupa"),
    "welcome_choose_members": (
        "Choose who joins",
        "Pilih siapa yang bergabung",
        "Pilih siapa yang menyertai",
    ),
    "segments_take_segment": (
        "Take a ready segment",
        "Ambil segmen siap pakai",
        "Ambil segmen sedia ada",
    ),
    "segments_add_segment": ("Add a segment", "Tambah segmen", "Tambah segmen"),
    "segments_change_segment": ("Change a segment", "Ubah segmen", "Ubah segmen"),
    "segments_remove_segment": ("Remove a segment", "Hapus segmen", "Buang segmen"),
    "programme_change_referrals": (
        "Change the referral settings",
        "Ubah pengaturan ajakan",
        "Ubah tetapan rujukan",
    ),
    "programme_change_terms": (
        "Change the programme's terms",
        "Ubah ketentuan program",
        "Ubah terma program",
    ),
    "programme_draft_discard": ("Throw the draft away", "Buang draf", "Buang draf"),
    "programme_draft_undo": (
        "Undo the last change of the draft",
        "Batalkan perubahan terakhir draf",
        "Batalkan perubahan terakhir draf",
    ),
    "programme_draft_publish": (
        "Publish the draft",
        "Terbitkan draf",
        "Terbitkan draf",
    ),
    "programme_draft_restore": (
        "Bring an older version back",
        "Kembalikan versi lama",
        "Kembalikan versi lama",
    ),
    "programme_draft_switch": (
        "Pause the programme or let it go on",
        "Jeda atau lanjutkan program",
        "Jeda atau sambung program",
    ),
    "programme_yaml_write": (
        "Change the draft as YAML",
        "Ubah draf sebagai YAML",
        "Ubah draf sebagai YAML",
    ),
    "programme_trials_begin": (
        "Try the draft on the past",
        "Uji draf pada data lalu",
        "Uji draf pada data lalu",
    ),
    "programme_trials_stop": (
        "Stop a trial",
        "Hentikan uji coba",
        "Hentikan percubaan",
    ),
    "programme_recipes_take": (
        "Take a recipe into the draft",
        "Ambil resep ke draf",
        "Ambil resipi ke draf",
    ),
    "programme_pools_add": (
        "Add codes to a reward",
        "Tambah kode ke hadiah",
        "Tambah kod kepada ganjaran",
    ),
    "programme_items_add": (
        "Add something to the draft",
        "Tambah sesuatu ke draf",
        "Tambah sesuatu ke draf",
    ),
    "programme_items_new_sentence": (
        "See it in words",
        "Lihat dalam kata-kata",
        "Lihat dalam perkataan",
    ),
    "programme_items_change": (
        "Change something in the draft",
        "Ubah sesuatu di draf",
        "Ubah sesuatu dalam draf",
    ),
    "programme_items_sentence": (
        "See it in words",
        "Lihat dalam kata-kata",
        "Lihat dalam perkataan",
    ),
    "programme_items_change_yaml": (
        "Change a part of the draft as YAML",
        "Ubah bagian draf sebagai YAML",
        "Ubah bahagian draf sebagai YAML",
    ),
    "programme_items_do": (
        "Pause, copy or remove in the draft",
        "Jeda, salin atau hapus di draf",
        "Jeda, salin atau buang dalam draf",
    ),
    "programme_items_change_table": (
        "Change a part of the draft",
        "Ubah bagian draf",
        "Ubah bahagian draf",
    ),
    "programme_items_table_sentence": (
        "See it in words",
        "Lihat dalam kata-kata",
        "Lihat dalam perkataan",
    ),
    "programme_items_change_table_yaml": (
        "Change a part of the draft as YAML",
        "Ubah bagian draf sebagai YAML",
        "Ubah bahagian draf sebagai YAML",
    ),
    "campaigns_add": ("Add a campaign", "Tambah kampanye", "Tambah kempen"),
    "campaigns_deed": ("Change a campaign", "Ubah kampanye", "Ubah kempen"),
    "storefront_look_change_look": ("Change the look", "Ubah tampilan", "Ubah rupa"),
    "storefront_look_contrast": (
        "Look at the contrast",
        "Lihat kontras",
        "Lihat kontras",
    ),
    "storefront_panel_change_panel": ("Change the panel", "Ubah panel", "Ubah panel"),
    "storefront_page_change_page": (
        "Change the rewards page",
        "Ubah halaman hadiah",
        "Ubah halaman ganjaran",
    ),
    "storefront_nudges_change_nudges": (
        "Change the nudges",
        "Ubah petunjuk",
        "Ubah petunjuk",
    ),
    "storefront_languages_change_languages": (
        "Change the storefront's sentences",
        "Ubah kalimat etalase",
        "Ubah ayat etalase",
    ),
    "storefront_languages_change_spoken": (
        "Change which languages are spoken",
        "Ubah bahasa yang dipakai",
        "Ubah bahasa yang digunakan",
    ),
    "storefront_languages_add_language": (
        "Add a language",
        "Tambah bahasa",
        "Tambah bahasa",
    ),
    "storefront_languages_remove_language": (
        "Remove a language",
        "Hapus bahasa",
        "Buang bahasa",
    ),
    "storefront_sentences_try_file": (
        "Try a file of sentences",
        "Uji berkas kalimat",
        "Uji fail ayat",
    ),
    "storefront_sentences_apply_file": (
        "Take over a file of sentences",
        "Terapkan berkas kalimat",
        "Guna pakai fail ayat",
    ),
}
"""By the name of the page that takes the form."""
