"""What rules give, as parts of sentences."""

from app.domain.words import Words

GIFTS: dict[str, Words] = {
    "gift.voucher": Words(
        en="a voucher: {reward}",
        id="voucher: {reward}",
        ms="baucar: {reward}",
    ),
    "gift.choice": Words(
        en="your choice of {rewards}",
        id="pilihanmu antara {rewards}",
        ms="pilihan anda antara {rewards}",
    ),
    "gift.badge": Words(
        en="the badge {badge}",
        id="lencana {badge}",
        ms="lencana {badge}",
    ),
    "gift.metric": Words(
        en="{amount} for {metric}",
        id="{amount} untuk {metric}",
        ms="{amount} untuk {metric}",
    ),
}
