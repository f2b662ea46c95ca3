"""What is counted, in sentences and as parts of them."""

from app.domain.words import Words

METRICS: dict[str, Words] = {
    "metric.spend": Words(en="spending", id="belanja", ms="perbelanjaan"),
    "metric.orders": Words(en="orders", id="pesanan", ms="pesanan"),
    "metric.items": Words(en="pieces", id="barang", ms="barang"),
    "metric.points": Words(en="points earned", id="poin didapat", ms="mata diperoleh"),
    "metric.counted": Words(
        en="Counts {what}", id="Menghitung {what}", ms="Mengira {what}"
    ),
    "metric.of.spend": Words(
        en="what you spend", id="belanjamu", ms="perbelanjaan anda"
    ),
    "metric.of.orders": Words(en="your orders", id="pesananmu", ms="pesanan anda"),
    "metric.of.items": Words(
        en="pieces you keep",
        id="barang yang kamu simpan",
        ms="barang yang anda simpan",
    ),
    "metric.of.points": Words(
        en="points you earn", id="poin yang kamu dapat", ms="mata yang anda peroleh"
    ),
    "metric.rules": Words(
        en="Only these: {rules}",
        id="Hanya ini: {rules}",
        ms="Hanya ini: {rules}",
    ),
    "metric.of.activity": Words(en="what you do", id="kegiatanmu", ms="aktiviti anda"),
    "metric.of.given": Words(
        en="what you are given", id="yang kamu terima", ms="yang anda terima"
    ),
    "goal.spend": Words(
        en="{amount} spent", id="belanja {amount}", ms="belanja {amount}"
    ),
    "goal.titled": Words(
        en="{amount} of {metric}",
        id="{amount} untuk {metric}",
        ms="{amount} untuk {metric}",
    ),
    "goal.count": Words(
        en="{count} {metric}", id="{count} {metric}", ms="{count} {metric}"
    ),
}
