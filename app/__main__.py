"""``python -m app`` is ``setia``."""

from app.cli import main

main()
