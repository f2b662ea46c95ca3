"""What contradicts itself in a programme, in words: one sentence for each mistake."""

from collections.abc import Mapping
from typing import Final

from app.web.admin.words.programme_shapes import SHAPE

_OWN_REFERENCE: Final = (
    "A store's discount needs the product's own number, not its SKU.",
    "Diskon toko memerlukan nomor produknya sendiri, bukan SKU.",
    "Diskaun kedai memerlukan nombor produk itu sendiri, bukan SKU.",
)
_AMOUNT_OR_COUNT: Final = (
    "Say an amount of money or a number, one of them.",
    "Isi jumlah uang atau bilangan, salah satu.",
    "Isi jumlah wang atau bilangan, salah satu.",
)
SENSE: Final[Mapping[str, tuple[str, str, str]]] = {
    "amount_or_count": _AMOUNT_OR_COUNT,
    "requirement_in_two_units": _AMOUNT_OR_COUNT,
    "one_figure": (
        "Say a percentage, a number or an amount, one of them.",
        "Isi persentase, bilangan, atau jumlah uang, salah satu.",
        "Isi peratusan, bilangan atau jumlah wang, salah satu.",
    ),
    "other_figure": (
        "This goal is told in another kind of figure.",
        "Target ini memakai jenis angka lain.",
        "Sasaran ini menggunakan jenis angka lain.",
    ),
    "amount_or_percent": (
        "Say an amount or a percentage, one of them.",
        "Isi jumlah atau persentase, salah satu.",
        "Isi jumlah atau peratusan, salah satu.",
    ),
    "assigned_by_nobody": (
        "Say which tag gives this tier, or that staff give it.",
        "Isi tag yang memberi tingkat ini, atau staf yang memberikannya.",
        "Isi tag yang memberi peringkat ini, atau staf yang memberikannya.",
    ),
    "bounds_backwards": (
        "The least is above the most.",
        "Batas terendah melebihi batas tertinggi.",
        "Had terendah melebihi had tertinggi.",
    ),
    "no_bound": (
        "Say the least, the most, or both.",
        "Isi batas terendah, batas tertinggi, atau keduanya.",
        "Isi had terendah, had tertinggi, atau kedua-duanya.",
    ),
    "other_unit": (
        "Both must be counted in the same way.",
        "Keduanya harus dihitung dengan satuan yang sama.",
        "Kedua-duanya mesti dikira dengan unit yang sama.",
    ),
    "budget_without_points": (
        "It gives no points, so its budget is a number of times.",
        "Tidak memberi poin, jadi anggarannya berupa berapa kali.",
        "Ia tidak memberi mata, jadi bajetnya ialah berapa kali.",
    ),
    "cap_above_cap": (
        "A month cannot have more than there may ever be.",
        "Batas sebulan melebihi batas seluruhnya.",
        "Had sebulan melebihi had keseluruhan.",
    ),
    "chances_for_money": (
        "Chances in a draw cannot be sold with a membership.",
        "Peluang undian tidak bisa dijual bersama keanggotaan.",
        "Peluang cabutan tidak boleh dijual bersama keahlian.",
    ),
    "changes_later": (
        "The answer to this question changes after the order.",
        "Jawaban pertanyaan ini berubah setelah pesanan.",
        "Jawapan soalan ini berubah selepas pesanan.",
    ),
    "choices_wanted": (
        "A choice needs two choices or more.",
        "Pilihan perlu dua pilihan atau lebih.",
        "Pilihan memerlukan dua pilihan atau lebih.",
    ),
    "one_right_answer": (
        "A question has one right answer.",
        "Satu pertanyaan punya satu jawaban benar.",
        "Satu soalan ada satu jawapan betul.",
    ),
    "closes_early": (
        "It closes before its last entry.",
        "Ditutup sebelum peserta terakhir.",
        "Ditutup sebelum penyertaan terakhir.",
    ),
    "closes_too_late": (
        "Places would be given out after the start.",
        "Tempat masih dibagikan setelah acara mulai.",
        "Tempat masih diberikan selepas acara bermula.",
    ),
    "ends_too_early": (
        "It ends before it starts.",
        "Selesai sebelum mulai.",
        "Tamat sebelum bermula.",
    ),
    "pace_without_end": (
        "To spread a budget evenly, say when the rule begins and ends.",
        "Agar anggaran terbagi rata, isi kapan aturannya mulai dan selesai.",
        "Untuk bajet yang sama rata, isi bila peraturan bermula dan tamat.",
    ),
    "count_wanted": (
        "This one is money; choose one that is counted.",
        "Yang ini uang; pilih yang dihitung.",
        "Yang ini wang; pilih yang dikira.",
    ),
    "money_wanted": (
        "A share is taken of money; this one is counted.",
        "Bagian diambil dari uang; yang ini dihitung.",
        "Bahagian diambil daripada wang; yang ini dikira.",
    ),
    "credit_wanted": (
        "This needs credit in money.",
        "Ini memerlukan saldo uang.",
        "Ini memerlukan kredit wang.",
    ),
    "points_wanted": (
        "This needs points: so many for an amount.",
        "Ini memerlukan poin: sekian untuk sejumlah uang.",
        "Ini memerlukan mata: sekian untuk sejumlah wang.",
    ),
    "percentage_wanted": (
        "Credit is given as a percentage.",
        "Saldo diberikan sebagai persentase.",
        "Kredit diberikan sebagai peratusan.",
    ),
    "percent_value": (
        "Say how much points are worth in money.",
        "Isi berapa nilai poin dalam uang.",
        "Isi berapa nilai mata dalam wang.",
    ),
    "tickets_wanted": (
        "This needs tickets of a draw.",
        "Ini memerlukan tiket undian.",
        "Ini memerlukan tiket cabutan.",
    ),
    "tickets_not_spendable": (
        "Tickets are for their draw; nothing is bought with them.",
        "Tiket hanya untuk undiannya; tidak untuk membeli.",
        "Tiket hanya untuk cabutannya; bukan untuk membeli.",
    ),
    "currency_differs": (
        "This is in another currency.",
        "Mata uangnya berbeda.",
        "Mata wangnya berlainan.",
    ),
    "other_currency": (
        "The amounts are in another currency.",
        "Jumlahnya dalam mata uang lain.",
        "Jumlahnya dalam mata wang lain.",
    ),
    "no_currency": (
        "Say in which currency.",
        "Isi mata uangnya.",
        "Isi mata wangnya.",
    ),
    "one_currency": (
        "Only one currency is possible here.",
        "Hanya satu mata uang di sini.",
        "Hanya satu mata wang di sini.",
    ),
    "money_of_no_store": (
        "No store sells in this currency.",
        "Tidak ada toko dengan mata uang ini.",
        "Tiada kedai dengan mata wang ini.",
    ),
    "draw_at_entry": (
        "A draw is held once, each month or each year.",
        "Undian diadakan sekali, tiap bulan, atau tiap tahun.",
        "Cabutan diadakan sekali, setiap bulan atau setiap tahun.",
    ),
    "endless_trial": (
        "A trial must end; say months or days.",
        "Masa coba harus berakhir; isi bulan atau hari.",
        "Percubaan mesti tamat; isi bulan atau hari.",
    ),
    "lasts_in_two_units": (
        "Say months, days or for life, one of them.",
        "Isi bulan, hari, atau seumur hidup, salah satu.",
        "Isi bulan, hari atau seumur hidup, salah satu.",
    ),
    "feeds_itself": (
        "A challenge cannot give what it counts.",
        "Tantangan tidak bisa memberi hal yang dihitungnya.",
        "Cabaran tidak boleh memberi perkara yang dikiranya.",
    ),
    "field_not_here": (
        "This question cannot be asked here.",
        "Pertanyaan ini tidak bisa dipakai di sini.",
        "Soalan ini tidak boleh digunakan di sini.",
    ),
    "gifts_of_everybody": (
        "Everybody has this tier; let joining give the gift.",
        "Semua member punya tingkat ini; berikan hadiahnya saat mendaftar.",
        "Semua ahli ada peringkat ini; berikan hadiah semasa mendaftar.",
    ),
    "invite_without_reach": (
        "Who is invited must reach the tier by figures; say which.",
        "Yang diundang harus mencapai tingkat ini; isi syaratnya.",
        "Yang dijemput mesti mencapai peringkat ini; isi syaratnya.",
    ),
    "keep_above_reach": (
        "Keeping the tier asks for more than reaching it.",
        "Mempertahankan tingkat lebih berat daripada mencapainya.",
        "Mengekalkan peringkat lebih berat daripada mencapainya.",
    ),
    "keep_without_reach": (
        "What is not reached by figures is not kept by them.",
        "Yang tidak dicapai dengan angka, tidak dipertahankan dengan angka.",
        "Yang tidak dicapai dengan angka, tidak dikekalkan dengan angka.",
    ),
    "threshold_of_two_kinds": (
        "Say that all are needed, or any of them.",
        "Isi semua syarat, atau salah satu saja.",
        "Isi semua syarat, atau salah satu sahaja.",
    ),
    "tier_asks_nothing": (
        "Only the lowest tier may ask for nothing.",
        "Hanya tingkat terendah yang boleh tanpa syarat.",
        "Hanya peringkat terendah boleh tanpa syarat.",
    ),
    "tier_hidden": (
        "Whoever reaches this tier reaches a higher one at once.",
        "Siapa pun yang mencapainya langsung mencapai tingkat di atasnya.",
        "Sesiapa yang mencapainya terus mencapai peringkat di atasnya.",
    ),
    "tiers_out_of_order": (
        "It asks for less than a tier below it; put it further down.",
        "Syaratnya lebih ringan daripada tingkat di bawahnya; ubah urutannya.",
        "Syaratnya lebih ringan daripada peringkat di bawahnya; ubah susunannya.",
    ),
    "upgrade_needs_years": (
        "Only years have an end that can be waited for.",
        "Hanya tahun yang punya akhir untuk ditunggu.",
        "Hanya tahun ada penghujung untuk ditunggu.",
    ),
    "law_forbids": (
        "The law of the place does not allow this.",
        "Hukum setempat tidak mengizinkan ini.",
        "Undang-undang setempat tidak membenarkan ini.",
    ),
    "mixed_lane": (
        "Rules that compete must give in the same way.",
        "Aturan yang bersaing harus memberi dengan cara yang sama.",
        "Peraturan yang bersaing mesti memberi dengan cara yang sama.",
    ),
    "not_multiplied": (
        "Multipliers do not look at this one.",
        "Pengali tidak berlaku untuk yang ini.",
        "Pengganda tidak terpakai untuk yang ini.",
    ),
    "threshold_without_condition": (
        "There is neither a condition nor a minimum that a refund could break.",
        "Tidak ada syarat atau minimum yang bisa gugur karena pengembalian.",
        "Tiada syarat atau minimum yang boleh gugur kerana bayaran balik.",
    ),
    "times_per_order": (
        "A rule counts once for each order anyway.",
        "Aturan memang berlaku sekali tiap pesanan.",
        "Peraturan memang dikira sekali setiap pesanan.",
    ),
    "times_wanted": (
        "Gifts are counted in times, not in points.",
        "Hadiah dihitung per kali, bukan per poin.",
        "Hadiah dikira mengikut kali, bukan mata.",
    ),
    "maximum_too_low": (
        "The most is below the first step.",
        "Maksimalnya di bawah langkah pertama.",
        "Maksimumnya di bawah langkah pertama.",
    ),
    "not_ascending": (
        "Each step must ask for more than the one before.",
        "Tiap langkah harus lebih dari langkah sebelumnya.",
        "Setiap langkah mesti lebih daripada langkah sebelumnya.",
    ),
    "step_is_no_whole_amount": (
        "A step is worth no whole amount; members lose the fraction.",
        "Satu langkah bukan jumlah utuh; member kehilangan sisanya.",
        "Satu langkah bukan jumlah penuh; ahli kehilangan bakinya.",
    ),
    "worth_nothing": (
        "The first step is worth less than the smallest coin.",
        "Langkah pertama bernilai kurang dari uang terkecil.",
        "Langkah pertama bernilai kurang daripada syiling terkecil.",
    ),
    "no_room_for_discount": (
        "The least margin leaves nothing to give away.",
        "Margin terendah tidak menyisakan ruang diskon.",
        "Margin terendah tidak meninggalkan ruang diskaun.",
    ),
    "percent_above_margin": (
        "No order would keep the least margin.",
        "Tidak ada pesanan yang menjaga margin terendah.",
        "Tiada pesanan yang mengekalkan margin terendah.",
    ),
}
MEANT: Final[Mapping[str, tuple[str, str, str]]] = {
    "no_class": (
        "Say how recent, how often or how much.",
        "Isi seberapa baru, seberapa sering, atau seberapa besar.",
        "Isi sejauh mana baru, kerap atau besar.",
    ),
    "no_place": (
        "Say countries, regions, or both.",
        "Isi negara, wilayah, atau keduanya.",
        "Isi negara, wilayah, atau kedua-duanya.",
    ),
    "no_discount": (
        "This perk takes nothing off; it is put as a tag.",
        "Manfaat ini tidak memotong harga; dipasang sebagai tag.",
        "Manfaat ini tidak memotong harga; diletakkan sebagai tag.",
    ),
    "nothing_to_compare": (
        "Of these none is better than another.",
        "Tidak ada yang lebih baik di antara ini.",
        "Tiada yang lebih baik antara ini.",
    ),
    "nothing_exclusive": (
        "Name products or collections, or the whole store.",
        "Sebutkan produk atau koleksi, atau seluruh toko.",
        "Nyatakan produk atau koleksi, atau seluruh kedai.",
    ),
    "opens_without_collections": (
        "Name the collections that open then.",
        "Sebutkan koleksi yang dibuka saat itu.",
        "Nyatakan koleksi yang dibuka ketika itu.",
    ),
    "perk_for_nobody": (
        "Name tiers or memberships, or say that it is for everybody.",
        "Pilih tingkat atau keanggotaan, atau untuk semua.",
        "Pilih peringkat atau keahlian, atau untuk semua.",
    ),
    "perk_nowhere": (
        "Say where it holds: online, at the till or in the app.",
        "Pilih tempat berlakunya: online, kasir, atau aplikasi.",
        "Pilih tempat ia terpakai: dalam talian, kaunter atau aplikasi.",
    ),
    "two_floors": (
        "Say from which order on, or above which, one of them.",
        "Isi mulai dari berapa atau di atas berapa, salah satu.",
        "Isi bermula dari berapa atau melebihi berapa, salah satu.",
    ),
    "same_choice": (
        "This is in the list already.",
        "Ini sudah ada di daftar.",
        "Ini sudah ada dalam senarai.",
    ),
    "sold_twice": (
        "Another offer sells this already.",
        "Penawaran lain sudah menjual ini.",
        "Tawaran lain sudah menjual ini.",
    ),
    "sku_in_perk": _OWN_REFERENCE,
    "sku_in_reward": _OWN_REFERENCE,
}
MISTAKES: Final = {**SHAPE, **SENSE, **MEANT}
"""By the code of a problem."""
