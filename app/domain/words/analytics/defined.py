"""What a definition is made of, and the words that several share."""

from typing import Final, NamedTuple

from app.domain.words.languages import Words


class Defined(NamedTuple):
    """A figure in words."""

    title: Words
    how: Words
    part: Words
    """What stands above the line."""
    whole: Words | None = None
    """What stands below it, where it is a fraction."""


MEMBERS: Final = Words("members", "member", "ahli")
ORDERS: Final = Words("paid orders", "pesanan lunas", "pesanan berbayar")
MEMBER_ORDERS: Final = Words("orders by members", "pesanan member", "pesanan ahli")
SALES: Final = Words("net sales", "penjualan bersih", "jualan bersih")
