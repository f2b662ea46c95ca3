"""What each figure of the analytics is called, and how it is computed.

Each has a title, a definition, and what stands above and below the line of its
fraction.
"""

from collections.abc import Mapping
from typing import Final

from app.domain.words.analytics.buying import BUYING
from app.domain.words.analytics.defined import Defined
from app.domain.words.analytics.lines import COSTS, FLOWS
from app.domain.words.analytics.programme import PROGRAMME

DEFINED: Final[Mapping[str, Defined]] = {**BUYING, **PROGRAMME}

__all__ = ["COSTS", "DEFINED", "FLOWS", "Defined"]
