"""What the pages of campaigns say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "lead": (
        "Offers with a beginning and an end.",
        "Penawaran yang ada awal dan akhirnya.",
        "Tawaran yang ada permulaan dan penamat.",
    ),
    "list_lead": (
        (
            "Everything that has dates: double points, bonuses, rewards for less, "
            "gifts, challenges."
        ),
        (
            "Semua yang punya tanggal: poin ganda, bonus, hadiah lebih murah, hadiah, "
            "tantangan."
        ),
        (
            "Semua yang bertarikh: mata berganda, bonus, ganjaran lebih murah, "
            "hadiah, cabaran."
        ),
    ),
    "new": ("New campaign", "Kampanye baru", "Kempen baharu"),
    "new_lead": (
        "It goes into the draft; nothing counts before you publish.",
        "Masuk ke draf; belum berlaku sebelum diterbitkan.",
        "Masuk ke draf; belum berkuat kuasa sebelum diterbitkan.",
    ),
    "kind": ("Kind", "Jenis", "Jenis"),
    "kind_go": ("Use this kind", "Pakai jenis ini", "Guna jenis ini"),
    "kind.multiplier": (
        "More points on orders (\u00d72, \u00d73)",
        "Poin berlipat (\u00d72, \u00d73)",
        "Mata berganda (\u00d72, \u00d73)",
    ),
    "kind.bonus": (
        "Bonus points for an order",
        "Bonus poin per pesanan",
        "Bonus mata setiap pesanan",
    ),
    "kind.cheaper": (
        "A reward for fewer points",
        "Hadiah dengan poin lebih sedikit",
        "Ganjaran dengan mata lebih sedikit",
    ),
    "kind.gift": (
        "A gift for a group",
        "Hadiah untuk kelompok",
        "Hadiah untuk kumpulan",
    ),
    "kind.challenge": ("A challenge", "Tantangan", "Cabaran"),
    "name": ("Name", "Nama", "Nama"),
    "since": ("From", "Mulai", "Dari"),
    "until": (
        "Until (this day included)",
        "Sampai (hari ini termasuk)",
        "Hingga (termasuk hari ini)",
    ),
    "timed": ("Days and hours", "Hari dan jam", "Hari dan jam"),
    "weekdays": (
        "On these days (none: every day)",
        "Pada hari ini (kosong: setiap hari)",
        "Pada hari ini (kosong: setiap hari)",
    ),
    "since_hour": ("From (time)", "Dari pukul", "Dari jam"),
    "until_hour": ("Until (time)", "Sampai pukul", "Hingga jam"),
    "hours_help": (
        "Empty: all day. In the programme's time zone.",
        "Kosong: sepanjang hari. Menurut zona waktu program.",
        "Kosong: sepanjang hari. Mengikut zon waktu program.",
    ),
    "who": ("Who", "Siapa", "Siapa"),
    "everybody": ("All members", "Semua member", "Semua ahli"),
    "number.multiplier": (
        "Times the usual points",
        "Kali poin biasa",
        "Kali mata biasa",
    ),
    "number.bonus": (
        "Points for each order",
        "Poin per pesanan",
        "Mata setiap pesanan",
    ),
    "number.cheaper": ("Points instead", "Poin penggantinya", "Mata gantinya"),
    "number.gift": ("Points as a gift", "Poin sebagai hadiah", "Mata sebagai hadiah"),
    "number.challenge": (
        "Points for reaching it",
        "Poin bila tercapai",
        "Mata apabila tercapai",
    ),
    "goal": ("Orders to reach it", "Jumlah pesanan", "Bilangan pesanan"),
    "reward": ("Reward", "Hadiah", "Ganjaran"),
    "budget": (
        "Budget in points (empty: none)",
        "Anggaran poin (kosong: tanpa)",
        "Bajet mata (kosong: tiada)",
    ),
    "cap": (
        "At most for one member (empty: no limit)",
        "Maksimal per member (kosong: tanpa)",
        "Maksimum seorang ahli (kosong: tiada)",
    ),
    "save": ("Put into the draft", "Masukkan ke draf", "Masukkan ke draf"),
    "added": (
        "{title}: in the draft. Publish it when you are ready.",
        "{title}: ada di draf. Terbitkan bila siap.",
        "{title}: ada dalam draf. Terbitkan apabila sedia.",
    ),
    "in_draft": (
        "{title}: changed in the draft, because other changes wait there. Publish it.",
        "{title}: diubah di draf karena ada perubahan lain. Terbitkan.",
        "{title}: diubah dalam draf kerana ada perubahan lain. Terbitkan.",
    ),
    "do.pause": ("Pause", "Jeda", "Jeda"),
    "do.resume": ("Resume", "Lanjutkan", "Sambung"),
    "do.end": ("End", "Akhiri", "Tamatkan"),
    "done.pause": ("{title}: paused.", "{title}: dijeda.", "{title}: dijeda."),
    "done.resume": (
        "{title}: goes on.",
        "{title}: dilanjutkan.",
        "{title}: disambung.",
    ),
    "done.end": ("{title}: ended.", "{title}: berakhir.", "{title}: tamat."),
    "state": ("State", "Status", "Status"),
    "state.running": ("running", "berjalan", "berjalan"),
    "state.planned": ("planned", "terjadwal", "dijadualkan"),
    "state.draft": ("in the draft", "di draf", "dalam draf"),
    "changed": ("changed in the draft", "diubah di draf", "diubah dalam draf"),
    "taken_out": (
        "taken out in the draft",
        "dihapus di draf",
        "dikeluarkan dalam draf",
    ),
    "publish": ("Publish", "Terbitkan", "Terbitkan"),
    "state.ended": ("ended", "berakhir", "tamat"),
    "state.off": ("off", "nonaktif", "tidak aktif"),
    "dates": ("Dates", "Tanggal", "Tarikh"),
    "no_dates": ("no dates", "tanpa tanggal", "tanpa tarikh"),
    "what": ("What", "Isi", "Isi"),
    "empty": ("No campaign yet", "Belum ada kampanye", "Belum ada kempen"),
    "empty_text": (
        "Double points on payday are a good beginning.",
        "Poin ganda saat gajian bisa jadi awal.",
        "Mata berganda pada hari gaji boleh menjadi permulaan.",
    ),
    "ready": ("Ready dates", "Tanggal siap pakai", "Tarikh sedia"),
    "ready_lead": (
        "Choose one; you can change its dates. Feasts by the moon may move by a day.",
        "Pilih satu; tanggalnya bisa diubah. Hari raya bisa bergeser sehari.",
        "Pilih satu; tarikhnya boleh diubah. Perayaan mungkin berganjak sehari.",
    ),
    "agenda": ("Agenda", "Agenda", "Agenda"),
    "long": ("All through the month", "Sepanjang bulan", "Sepanjang bulan"),
    "to": ("until {day}", "sampai {day}", "hingga {day}"),
    "open_end": ("without end", "tanpa akhir", "tanpa tamat"),
    "calendar": ("Calendar", "Kalender", "Kalendar"),
    "overlap": ("Overlap", "Bertumpuk", "Bertindih"),
    "overlap.add": (
        "{first} and {second} meet on {day}: their bonuses add up.",
        "{first} dan {second} bertemu pada {day}: bonusnya dijumlah.",
        "{first} dan {second} bertemu pada {day}: bonusnya ditambah.",
    ),
    "overlap.best": (
        "{first} and {second} meet on {day}: the better one counts.",
        "{first} dan {second} bertemu pada {day}: yang terbaik berlaku.",
        "{first} dan {second} bertemu pada {day}: yang terbaik dikira.",
    ),
    "overlap.multiply": (
        "{first} and {second} meet on {day}: they multiply each other.",
        "{first} dan {second} bertemu pada {day}: saling mengalikan.",
        "{first} dan {second} bertemu pada {day}: saling mendarab.",
    ),
    "review": ("What it comes to", "Perkiraan hasilnya", "Anggaran kesannya"),
    "review_days": ("Days it holds", "Hari berlaku", "Hari berkuat kuasa"),
    "review_weeks": (
        "within four weeks",
        "dalam empat minggu",
        "dalam empat minggu",
    ),
    "review_people": ("Members", "Member", "Ahli"),
    "review_uncounted": (
        "not counted yet",
        "belum dihitung",
        "belum dikira",
    ),
    "review_cost": ("It may give", "Bisa memberi", "Boleh memberi"),
    "review_most": (
        "at most about {amount}",
        "paling banyak sekitar {amount}",
        "paling banyak kira-kira {amount}",
    ),
    "review_unknown": (
        "can't be told beforehand",
        "tidak bisa diperkirakan",
        "tidak dapat dianggarkan",
    ),
    "review_budget": ("Budget", "Anggaran", "Bajet"),
    "review_how": (
        (
            "From the last 28 days: what members earned, or how many orders there "
            "were, on such days. Hours and limits make it less."
        ),
        (
            "Dari 28 hari terakhir: poin yang didapat member, atau jumlah pesanan, "
            "pada hari seperti itu. Jam dan batas menguranginya."
        ),
        (
            "Daripada 28 hari lepas: mata yang dikumpul ahli, atau bilangan "
            "pesanan, pada hari seperti itu. Jam dan had mengurangkannya."
        ),
    ),
    "review_change": ("Change it", "Ubah", "Ubah"),
    "view.month": ("Month", "Bulan", "Bulan"),
    "view.quarter": ("Quarter", "Triwulan", "Suku tahun"),
    "day.anniversary": (
        "Programme's birthday",
        "Ulang tahun program",
        "Ulang tahun program",
    ),
    "day.payday": ("Payday", "Gajian", "Hari gaji"),
    "day.twin_10": ("10.10", "10.10", "10.10"),
    "day.twin_11": ("11.11", "11.11", "11.11"),
    "day.harbolnas": ("12.12 Harbolnas", "12.12 Harbolnas", "12.12"),
    "day.ramadan": ("Ramadan", "Ramadan", "Ramadan"),
    "day.lebaran": ("Lebaran / Hari Raya", "Lebaran", "Hari Raya Aidilfitri"),
    "day.merdeka_id": (
        "17 August (Indonesia)",
        "HUT RI 17 Agustus",
        "17 Ogos (Indonesia)",
    ),
    "day.merdeka_my": (
        "31 August (Malaysia)",
        "31 Agustus (Malaysia)",
        "Hari Kebangsaan 31 Ogos",
    ),
    "day.deepavali": ("Deepavali", "Deepavali", "Deepavali"),
    "day.new_year": ("Chinese New Year", "Imlek", "Tahun Baru Cina"),
    "day.black_friday": ("Black Friday", "Black Friday", "Black Friday"),
    "weekday.0": ("Mon", "Sen", "Isn"),
    "weekday.1": ("Tue", "Sel", "Sel"),
    "weekday.2": ("Wed", "Rab", "Rab"),
    "weekday.3": ("Thu", "Kam", "Kha"),
    "weekday.4": ("Fri", "Jum", "Jum"),
    "weekday.5": ("Sat", "Sab", "Sab"),
    "weekday.6": ("Sun", "Min", "Ahd"),
}
CAMPAIGNS: Final[Mapping[str, Words]] = {
    f"campaigns.{key}": Words(*said) for key, said in _SAID.items()
}
