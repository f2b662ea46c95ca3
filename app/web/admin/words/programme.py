"""What the programme's pages say."""

from collections.abc import Mapping
from typing import Final

from app.domain.words import Words
from app.domain.words.storefront.kinds import Counted

PROGRAMME: Final[Mapping[str, Words | Counted]] = {}
