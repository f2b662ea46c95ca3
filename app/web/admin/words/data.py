"""What the page says that gives everything out as files."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words

DATA: Final[Mapping[str, Words]] = {
    "data.title": Words("Data", "Data", "Data"),
    "data.lead": Words(
        "Everything of this programme is yours: take it out whenever you want.",
        "Semua isi program ini milikmu: ambil kapan saja.",
        "Semua isi program ini milik anda: ambil bila-bila masa.",
    ),
    "data.export": Words("Export everything", "Ekspor semua", "Eksport semua"),
    "data.export_lead": Words(
        "A zip with one file a topic, sealed here for 24 hours and fetched once.",
        "Satu zip, satu berkas per topik, tersegel 24 jam dan diambil sekali.",
        "Satu zip, satu fail setiap topik, dimeterai 24 jam dan diambil sekali.",
    ),
    "data.format": Words("Format", "Format", "Format"),
    "data.topics": Words("Files", "Berkas", "Fail"),
    "data.topic.members": Words("Members", "Member", "Ahli"),
    "data.topic.lots": Words("Points by lot", "Poin per kelompok", "Mata mengikut lot"),
    "data.topic.other_lots": Words("Other assets by lot", "Aset lain", "Aset lain"),
    "data.topic.ledger": Words("Ledger", "Buku besar", "Lejar"),
    "data.topic.vouchers": Words("Vouchers", "Voucher", "Baucar"),
    "data.topic.referrals": Words("Referrals", "Ajakan", "Rujukan"),
    "data.topic.tiers": Words("Tier history", "Riwayat tingkat", "Sejarah peringkat"),
    "data.topic.metrics": Words("Metrics", "Metrik", "Metrik"),
    "data.topic.roll_forward": Words(
        "Daily roll-forward", "Mutasi harian", "Pergerakan harian"
    ),
    "data.topic.programme": Words(
        "Programme (YAML)", "Program (YAML)", "Program (YAML)"
    ),
    "data.topic.tables": Words(
        "Everything else, a file a table (orders, consents, support, games …)",
        "Selebihnya, satu berkas per tabel (pesanan, izin, dukungan, permainan …)",
        "Selebihnya, satu fail setiap jadual (pesanan, izin, sokongan, permainan …)",
    ),
    "data.topics_missing": Words(
        "Choose at least one file.",
        "Pilih paling sedikit satu.",
        "Pilih sekurang-kurangnya satu.",
    ),
    "data.make": Words("Make the export", "Buat ekspor", "Buat eksport"),
    "data.asked": Words(
        "It is being made; it appears below.",
        "Sedang dibuat; muncul di bawah.",
        "Sedang dibuat; muncul di bawah.",
    ),
    "data.files": Words("Exports", "Ekspor", "Eksport"),
    "data.none_title": Words("No export yet", "Belum ada ekspor", "Belum ada eksport"),
    "data.none_text": Words(
        "What you ask for appears here for a day.",
        "Yang kamu minta muncul di sini selama sehari.",
        "Yang anda minta muncul di sini selama sehari.",
    ),
    "data.name": Words("File", "Berkas", "Fail"),
    "data.until": Words("Until", "Sampai", "Sehingga"),
    "data.fetch": Words("Download", "Unduh", "Muat turun"),
    "data.fetched": Words("downloaded {day}", "diunduh {day}", "dimuat turun {day}"),
    "data.state.waiting": Words("Waiting", "Menunggu", "Menunggu"),
    "data.state.running": Words("Being made", "Sedang dibuat", "Sedang dibuat"),
    "data.state.ready": Words("Ready", "Siap", "Sedia"),
    "data.state.failed": Words("Failed", "Gagal", "Gagal"),
    "data.import": Words("Bring data in", "Masukkan data", "Bawa masuk data"),
    "data.import_lead": Words(
        "Members and points from another programme, or from an export of ours.",
        "Member dan poin dari program lain, atau dari ekspor kami.",
        "Ahli dan mata daripada program lain, atau daripada eksport kami.",
    ),
    "why.parquet_missing": Words(
        'Parquet needs DuckDB on the server (pip install "duckdb>=2"). Choose CSV or'
        " JSON.",
        'Parquet perlu DuckDB di server (pip install "duckdb>=2"). Pilih CSV atau'
        " JSON.",
        'Parquet perlu DuckDB pada pelayan (pip install "duckdb>=2"). Pilih CSV atau'
        " JSON.",
    ),
}
