"""What the programme's goals say, in their list and their editor."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "section.goals": ("Goals", "Sasaran", "Sasaran"),
    "place.goals": ("Goals", "Sasaran", "Sasaran"),
    "block.aim": ("Goal", "Sasaran", "Sasaran"),
    "lead.goals": (
        (
            "What the programme is meant to change, by how much, and until when. "
            "Members see nothing of it; Analytics shows how far it is."
        ),
        (
            "Apa yang ingin diubah program ini, seberapa banyak, dan sampai kapan. "
            "Member tidak melihatnya; Analitik menunjukkan kemajuannya."
        ),
        (
            "Apa yang program ini mahu ubah, sebanyak mana, dan sehingga bila. Ahli "
            "tidak melihatnya; Analitik menunjukkan kemajuannya."
        ),
    ),
    "empty.goals": (
        "No goal yet. One figure to look at is enough to begin with.",
        "Belum ada sasaran. Satu angka sudah cukup untuk memulai.",
        "Belum ada sasaran. Satu angka sudah cukup untuk bermula.",
    ),
    "goals.set": ("Change the goals", "Ubah sasaran", "Ubah sasaran"),
    "goals.first": ("Set a goal", "Tentukan sasaran", "Tetapkan sasaran"),
    "goals.none": (
        "The programme has no goal yet.",
        "Program belum punya sasaran.",
        "Program belum ada sasaran.",
    ),
    "field.baseline": ("Stands at now", "Sekarang", "Sekarang"),
    "field.target": ("Is to be", "Menjadi", "Menjadi"),
    "field.goal_until": ("Until", "Sampai", "Sehingga"),
    "field.goal_days": ("Counted over the last", "Dihitung selama", "Dikira selama"),
    "field.goal_currency": (
        "Currency of the orders",
        "Mata uang pesanan",
        "Mata wang pesanan",
    ),
    "field.goal_title": ("Name", "Nama", "Nama"),
    "help.goal_title": (
        "Empty: it is called by what it measures.",
        "Kosong: namanya dari apa yang diukur.",
        "Kosong: namanya daripada apa yang diukur.",
    ),
    "help.baseline": (
        "Analytics has the figure of today.",
        "Angka hari ini ada di Analitik.",
        "Angka hari ini ada dalam Analitik.",
    ),
    "new.goals.repeat_rate": (
        "More members who buy again",
        "Lebih banyak member belanja lagi",
        "Lebih ramai ahli membeli semula",
    ),
    "new.goals.enrolment_rate": (
        "More orders of members",
        "Lebih banyak pesanan dari member",
        "Lebih banyak pesanan daripada ahli",
    ),
    "new.goals.redemption_rate": (
        "More points that are used",
        "Lebih banyak poin dipakai",
        "Lebih banyak mata digunakan",
    ),
    "new.goals.returning_revenue": (
        "More of the revenue from returning customers",
        "Lebih banyak pendapatan dari pelanggan yang kembali",
        "Lebih banyak hasil daripada pelanggan yang kembali",
    ),
    "new.goals.average_order": (
        "A larger average order",
        "Rata-rata pesanan lebih besar",
        "Purata pesanan lebih besar",
    ),
    "new.goals.active_members": (
        "More active members",
        "Lebih banyak member aktif",
        "Lebih ramai ahli aktif",
    ),
}
GOALS: Final[Mapping[str, Words]] = {key: Words(*said) for key, said in _SAID.items()}
