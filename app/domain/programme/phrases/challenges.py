"""Challenges in sentences."""

from app.domain.words import Words

CHALLENGES: dict[str, Words] = {
    "period.day": Words(en="a day", id="satu hari", ms="satu hari"),
    "period.week": Words(en="a week", id="satu minggu", ms="satu minggu"),
    "period.month": Words(
        en="a calendar month", id="satu bulan kalender", ms="satu bulan kalendar"
    ),
    "period.quarter": Words(
        en="a calendar quarter", id="satu triwulan", ms="satu suku tahun"
    ),
    "period.year": Words(
        en="a calendar year", id="satu tahun kalender", ms="satu tahun kalendar"
    ),
    "period.ever": Words(en="all time", id="seluruh waktu", ms="sepanjang masa"),
    "periods.day": Words(en="days", id="hari", ms="hari"),
    "periods.week": Words(en="weeks", id="minggu", ms="minggu"),
    "periods.month": Words(
        en="calendar months", id="bulan kalender", ms="bulan kalendar"
    ),
    "periods.quarter": Words(en="quarters", id="triwulan", ms="suku tahun"),
    "periods.year": Words(
        en="calendar years", id="tahun kalender", ms="tahun kalendar"
    ),
    "again.day": Words(en="Once a day", id="Sekali sehari", ms="Sekali sehari"),
    "again.week": Words(en="Once a week", id="Sekali seminggu", ms="Sekali seminggu"),
    "again.month": Words(en="Once a month", id="Sekali sebulan", ms="Sekali sebulan"),
    "again.quarter": Words(
        en="Once a quarter", id="Sekali setiap triwulan", ms="Sekali setiap suku tahun"
    ),
    "again.year": Words(en="Once a year", id="Sekali setahun", ms="Sekali setahun"),
    "again.ever": Words(en="Once only", id="Hanya sekali", ms="Sekali sahaja"),
    "challenge.reach": Words(
        en="For {goal} in {period} you get {gifts}",
        id="Untuk {goal} dalam {period} kamu dapat {gifts}",
        ms="Untuk {goal} dalam {period} anda dapat {gifts}",
    ),
    "challenge.every": Words(
        en="For each {goal} you get {gifts}",
        id="Untuk setiap {goal} kamu dapat {gifts}",
        ms="Untuk setiap {goal} anda dapat {gifts}",
    ),
    "challenge.carries": Words(
        en="What is left over counts on",
        id="Sisanya tetap dihitung",
        ms="Bakinya terus dikira",
    ),
    "challenge.anew": Words(
        en="Counted anew in each period: {period}",
        id="Dihitung ulang setiap {period}",
        ms="Dikira semula setiap {period}",
    ),
    "challenge.most": Words(
        en="At most {times} times in {period}",
        id="Paling banyak {times} kali dalam {period}",
        ms="Paling banyak {times} kali dalam {period}",
    ),
    "challenge.streak": Words(
        en="For {goal} in each of {length} {periods} in a row you get {gifts}",
        id="Untuk {goal} di masing-masing {length} {periods} berturut-turut kamu dapat"
        " {gifts}",
        ms="Untuk {goal} dalam setiap {length} {periods} berturut-turut anda dapat"
        " {gifts}",
    ),
    "challenge.new_row": Words(
        en="After that a new row begins",
        id="Sesudahnya hitungan mulai dari awal",
        ms="Selepas itu kiraan bermula semula",
    ),
    "challenge.collect": Words(
        en="For something of {things} in {period} you get {gifts}",
        id="Untuk sesuatu dari {things} dalam {period} kamu dapat {gifts}",
        ms="Untuk sesuatu daripada {things} dalam {period} anda dapat {gifts}",
    ),
    "challenge.collect_some": Words(
        en="For something of {needs} of these in {period} you get {gifts}: {things}",
        id="Untuk sesuatu dari {needs} di antaranya dalam {period} kamu dapat {gifts}:"
        " {things}",
        ms="Untuk sesuatu daripada {needs} antaranya dalam {period} anda dapat {gifts}:"
        " {things}",
    ),
    "challenge.personal": Words(
        en="For reaching your own goal in {period} you get {gifts}",
        id="Untuk mencapai targetmu sendiri dalam {period} kamu dapat {gifts}",
        ms="Untuk mencapai sasaran anda sendiri dalam {period} anda dapat {gifts}",
    ),
    "challenge.own_goal": Words(
        en="The goal follows what is usual for you, and is at least {goal}",
        id="Targetnya mengikuti kebiasaanmu, dan paling sedikit {goal}",
        ms="Sasaran mengikut kebiasaan anda, dan sekurang-kurangnya {goal}",
    ),
    "challenge.matured": Words(
        en="A purchase counts once it can't be returned any more",
        id="Pembelian dihitung setelah tidak bisa dikembalikan lagi",
        ms="Pembelian dikira selepas tidak boleh dipulangkan lagi",
    ),
    "challenge.undo.always": Words(
        en="If a refund takes you below the goal, it is taken back",
        id="Jika pengembalian membuatmu kurang dari target, hadiahnya ditarik",
        ms="Jika pemulangan menyebabkan anda kurang daripada sasaran, ia ditarik balik",
    ),
    "challenge.undo.unused": Words(
        en="If a refund takes you below the goal, what you have not used is taken back",
        id="Jika pengembalian membuatmu kurang dari target, yang belum dipakai ditarik",
        ms="Jika pemulangan menyebabkan anda kurang daripada sasaran, yang belum"
        " digunakan ditarik balik",
    ),
    "challenge.undo.never": Words(
        en="A refund does not take it back",
        id="Pengembalian tidak menariknya",
        ms="Pemulangan tidak menariknya balik",
    ),
}
