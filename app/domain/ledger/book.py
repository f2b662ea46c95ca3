"""The ledger of the locked members in memory: decides and remembers."""


class Book:
    """Filled in by the next commit."""
