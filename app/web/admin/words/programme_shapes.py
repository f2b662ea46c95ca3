"""What has the wrong form in a programme, in words: one sentence for each mistake."""

from collections.abc import Mapping
from typing import Final

_TOO_LONG: Final = ("This is too long.", "Terlalu panjang.", "Terlalu panjang.")
_TEXT: Final = (
    "A text is expected here.",
    "Bagian ini berisi teks.",
    "Bahagian ini berisi teks.",
)
_LIST: Final = (
    "A list is expected here.",
    "Bagian ini berisi daftar.",
    "Bahagian ini berisi senarai.",
)
_TABLE: Final = (
    "Several settings are expected here, each with its name.",
    "Bagian ini berisi beberapa setelan, masing-masing dengan namanya.",
    "Bahagian ini berisi beberapa tetapan, setiap satu dengan namanya.",
)
_TOO_MANY: Final = (
    "This is more than is possible here.",
    "Ini lebih banyak dari yang mungkin di sini.",
    "Ini lebih banyak daripada yang boleh di sini.",
)
SHAPE: Final[Mapping[str, tuple[str, str, str]]] = {
    "string_too_short": ("This is too short.", "Terlalu pendek.", "Terlalu pendek."),
    "string_too_long": _TOO_LONG,
    "too_long": _TOO_LONG,
    "long_button": (
        "A button has no room for this much.",
        "Tombol tidak muat teks sepanjang ini.",
        "Butang tidak muat teks sepanjang ini.",
    ),
    "string_type": _TEXT,
    "bool_type": (
        "This is yes or no.",
        "Isinya ya atau tidak.",
        "Isinya ya atau tidak.",
    ),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "not_a_table": _TABLE,
    "less_than": ("This is too large.", "Terlalu besar.", "Terlalu besar."),
    "too_large": ("This is too large.", "Terlalu besar.", "Terlalu besar."),
    "too_fine": (
        "This has too many decimals.",
        "Terlalu banyak desimal.",
        "Terlalu banyak perpuluhan.",
    ),
    "float": (
        "Write this number in quotation marks, so that it stays exact.",
        "Tulis angka ini dalam tanda petik agar tetap tepat.",
        "Tulis nombor ini dalam tanda petik supaya kekal tepat.",
    ),
    "control_character": (
        "There is a sign in it that cannot be shown.",
        "Ada tanda yang tidak bisa ditampilkan.",
        "Ada tanda yang tidak dapat dipaparkan.",
    ),
    "too_deep": (
        "There are too many groups inside groups.",
        "Terlalu banyak kelompok di dalam kelompok.",
        "Terlalu banyak kumpulan di dalam kumpulan.",
    ),
    "too_many_facts": _TOO_MANY,
    "too_many_parts": _TOO_MANY,
    "too_many_needed": _TOO_MANY,
    "too_many_winners": _TOO_MANY,
    "empty_hours": (
        "It begins and ends at the same time.",
        "Jam mulai dan selesainya sama.",
        "Masa mula dan tamatnya sama.",
    ),
    "empty_window": (
        "Say when it begins, when it ends, or both.",
        "Isi kapan mulai, kapan selesai, atau keduanya.",
        "Isi bila bermula, bila tamat, atau kedua-duanya.",
    ),
    "no_such_day": (
        "There is no such day.",
        "Tanggal ini tidak ada.",
        "Tiada tarikh ini.",
    ),
    "gap_left_out": (
        "A gap in curly brackets is missing from the sentence.",
        "Satu isian dalam kurung kurawal hilang dari kalimat.",
        "Satu isian dalam kurungan kerinting hilang daripada ayat.",
    ),
}
